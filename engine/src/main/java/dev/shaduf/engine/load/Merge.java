package dev.shaduf.engine.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.spi.source.Reading.Extent;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Hashes;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Matches incoming rows with a table's by key: equal rows stay as they are, the others are
 * replaced. Rows that repeat a key, or have none, stay as often as they come. Key and row are
 * compared by hashes of their own, so two rows are taken for one only where both agree.
 */
final class Merge implements AutoCloseable {

    static final TableName INCOMING = TableName.temporary("shaduf_incoming");
    private static final TableName DIFFERENCE = TableName.temporary("shaduf_difference");

    private final Session session;
    private final Dialect dialect;
    private final TableName table;
    private final Layout layout;
    private final boolean keep;
    private final Extent extent;

    /**
     * @param keep whether rows that are gone stay, marked as deleted
     */
    Merge(Session session, TableName table, Layout layout, boolean keep, Extent extent) {
        this.session = session;
        this.dialect = session.dialect();
        this.table = table;
        this.layout = layout;
        this.keep = keep;
        this.extent = extent;
    }

    /** How many keys were added, changed and removed. */
    record Counts(long added, long changed, long removed) {

        boolean nothing() {
            return added + changed + removed == 0;
        }
    }

    /** Finds what differs; {@code shaduf_incoming} holds the rows that came. */
    Counts compare() {
        drop(session, DIFFERENCE);
        session.execute(
                Sql.of(
                        "create temporary table "
                                + quoted(DIFFERENCE)
                                + " as select coalesce(i.k, t.k) as k, coalesce(i.h, t.h) as h, i.n"
                                + " as new_n, t.n as old_n from "
                                + counted(INCOMING, "")
                                + " i full join "
                                + counted(table, old())
                                + " t on i.k = t.k and i.h = t.h where i.n is distinct from t.n"));
        String query =
                "select count(case when o is null then 1 end), count(case when n is not null and o"
                        + " is not null then 1 end), count(case when n is null then 1 end) from"
                        + " (select k, max(new_n) as n, max(old_n) as o from "
                        + quoted(DIFFERENCE)
                        + " group by k) d";
        try (RowStream rows = session.rows(Sql.of(query))) {
            rows.next();
            return new Counts(rows.whole(0), rows.whole(1), rows.whole(2));
        }
    }

    /** Which of the table's rows are compared. */
    private String old() {
        String present = keep ? " where " + dialect.quote(Layout.DELETED_AT) + " is null" : "";
        if (extent == Extent.WHOLE) {
            return present;
        }
        String keyed =
                layout.key().stream()
                        .map(k -> dialect.quote(k) + " is not null")
                        .collect(Collectors.joining(" and "));
        return (present.isEmpty() ? " where " : present + " and ")
                + keyed
                + " and "
                + key("")
                + " in (select "
                + key("")
                + " from "
                + quoted(INCOMING)
                + ")";
    }

    private String counted(TableName from, String where) {
        return ("(select k, h, count(*) as n from (select %s as k, %s as h from "
                        + "%s%s) r group by k, h)")
                .formatted(key(""), row(""), quoted(from), where);
    }

    /** Applies what {@link #compare} found to the table. */
    void apply(Counts found, Instant now) {
        boolean takes = found.changed() + found.removed() > 0;
        if (keep) {
            if (takes) {
                session.execute(
                        Sql.of(
                                "update %s set %s = ? where %s is null and %s"
                                        .formatted(
                                                quoted(table),
                                                dialect.quote(Layout.DELETED_AT),
                                                dialect.quote(Layout.DELETED_AT),
                                                gone(quoted(table))),
                                now));
            }
            session.execute(
                    Sql.of(
                            ("delete from %s where %s is not null and %s in (select k from %s "
                                            + "where new_n is not null)")
                                    .formatted(
                                            quoted(table),
                                            dialect.quote(Layout.DELETED_AT),
                                            key(""),
                                            quoted(DIFFERENCE))));
        }
        if (takes) {
            String present = keep ? dialect.quote(Layout.DELETED_AT) + " is null and " : "";
            session.execute(
                    Sql.of(
                            "delete from %s where %s%s"
                                    .formatted(
                                            quoted(table),
                                            present,
                                            differs(quoted(table), "old_n"))));
        }
        session.execute(
                Sql.of(
                        "insert into %s (%s, %s) select %s, ? from %s i where %s"
                                .formatted(
                                        quoted(table),
                                        names(layout.columns(), ""),
                                        dialect.quote(Layout.LOADED_AT),
                                        names(layout.columns(), "i."),
                                        quoted(INCOMING),
                                        differs("i", "new_n")),
                        now));
    }

    private String differs(String alias, String side) {
        return "exists (select 1 from %s d where d.k = %s and d.h = %s and d.%s is not null)"
                .formatted(quoted(DIFFERENCE), key(alias + "."), row(alias + "."), side);
    }

    /** Whether no row of the key came any more. */
    private String gone(String alias) {
        return ("exists (select 1 from %s d where d.k = %s and d.old_n is not "
                        + "null) and not exists (select 1 from %s i where %s = %s)")
                .formatted(
                        quoted(DIFFERENCE),
                        key(alias + "."),
                        quoted(INCOMING),
                        key("i."),
                        key(alias + "."));
    }

    private String key(String alias) {
        return hash(
                alias,
                layout.columns().stream().filter(c -> layout.key().contains(c.name())).toList());
    }

    private String row(String alias) {
        return hash(alias, layout.columns());
    }

    private String hash(String alias, List<Column> columns) {
        Hashes hashes = dialect.hashes();
        return hashes.of(
                columns.stream()
                        .map(c -> hashes.formed(alias + dialect.quote(c.name()), c.type()))
                        .toList());
    }

    private String names(List<Column> columns, String alias) {
        return columns.stream()
                .map(c -> alias + dialect.quote(c.name()))
                .collect(Collectors.joining(", "));
    }

    private String quoted(TableName name) {
        return OwnTables.quoted(dialect, name);
    }

    static void drop(Session session, TableName temporary) {
        session.execute(
                Sql.of("drop table if exists " + OwnTables.quoted(session.dialect(), temporary)));
    }

    /** After a statement that failed this fails too, and is suppressed by that. */
    @Override
    public void close() {
        drop(session, DIFFERENCE);
        drop(session, INCOMING);
    }
}
