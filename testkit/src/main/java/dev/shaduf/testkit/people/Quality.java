package dev.shaduf.testkit.people;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

/**
 * How well profiles tell persons apart, by pairs of records.
 *
 * @param records how many the truth tells of
 * @param judged how many of them are in profiles
 * @param right pairs of one profile that are one person
 * @param found pairs of one profile
 * @param wanted pairs of one person
 * @param largest records of the largest profile
 */
public record Quality(
        long records, long judged, long right, long found, long wanted, long largest) {

    /** Of the entity {@code customer}, against {@code truth.records}. */
    public static Quality of(Session session, String schema) {
        return of(session, schema, "true");
    }

    /** Of the records that have a name: not of visits. */
    public static Quality ofNamed(Session session, String schema) {
        return of(session, schema, "t.source <> 'website'");
    }

    private static Quality of(Session session, String schema, String some) {
        String cells =
                "select c.customer_id as profile, t.person, count(*) as n from truth.records t join"
                        + " "
                        + schema
                        + ".customer_records c on c.source = t.source and c.record_key ="
                        + " t.record_key where "
                        + some
                        + " group by 1, 2";
        String pairs = "select sum(n * (n - 1) / 2) from (select sum(n) as n from cells group by ";
        String query =
                "with cells as materialized ("
                        + cells
                        + ") select (select count(*) from truth.records t where "
                        + some
                        + "),"
                        + " (select sum(n) from cells),"
                        + " (select sum(n * (n - 1) / 2) from cells), ("
                        + pairs
                        + "profile) p), ("
                        + pairs
                        + "person) q), (select max(n) from (select sum(n) as n from cells group by"
                        + " profile) r)";
        try (RowStream row =
                session.rows(
                        Sql.of(
                                "select "
                                        + wholes()
                                        + " from ("
                                        + query
                                        + ") x("
                                        + "a, b, c, d, e, f)"))) {
            row.next();
            return new Quality(
                    row.whole(0),
                    row.whole(1),
                    row.whole(2),
                    row.whole(3),
                    row.whole(4),
                    row.whole(5));
        }
    }

    private static String wholes() {
        return "cast(a as bigint), cast(b as bigint), cast(c as bigint), cast(d as bigint),"
                + " cast(e as bigint), cast(f as bigint)";
    }

    /** The share of pairs in one profile that are one person. */
    public double precision() {
        return (double) right / found;
    }

    /** The share of pairs of one person that are in one profile. */
    public double recall() {
        return (double) right / wanted;
    }

    @Override
    public String toString() {
        return "precision %.4f, recall %.4f over %,d of %,d records; largest profile %,d"
                .formatted(precision(), recall(), judged, records, largest);
    }
}
