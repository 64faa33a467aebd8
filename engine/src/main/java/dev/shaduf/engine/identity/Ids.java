package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sighting;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Gives each profile of {@code parts} its id. Leaves {@code shared(p, id, shared, first, ids,
 * profiles)}: how many records a profile has in common with an old one; and {@code ids(p, id)}.
 */
final class Ids {

    private final Session session;
    private final Scratch scratch;
    private final EntityTables tables;
    private final List<Sighting> sightings;
    private final Scope scope;
    private final ProfileId maker;
    private final Map<Integer, String> given = new LinkedHashMap<>();

    Ids(
            Session session,
            Scratch scratch,
            EntityTables tables,
            List<Sighting> sightings,
            Scope scope) {
        this.session = session;
        this.scratch = scratch;
        this.tables = tables;
        this.sightings = sightings;
        this.scope = scope;
        this.maker = new ProfileId(tables.entity().name());
    }

    void make() {
        boolean remembered = tables.has(EntityTable.RECORDS);
        scratch.make("shared", remembered ? shared() : nothing());
        scratch.make(
                "kept",
                "select p, id from " + scratch.name("shared") + " where ids = 1 and profiles = 1");
        if (remembered) {
            contested();
        }
        load();
        scratch.make(
                "fresh_ids",
                minted(0, "not exists (select 1 from " + held() + " where h.p = t.p)"));
        for (int n = 1; remembered && taken() > 0; n++) {
            String taken = "(select p from " + scratch.name("taken") + ")";
            session.execute(
                    Sql.of("delete from " + scratch.name("fresh_ids") + " where p in " + taken));
            session.execute(
                    Sql.of(
                            "insert into "
                                    + scratch.name("fresh_ids")
                                    + " "
                                    + minted(n, "t.p in " + taken)));
        }
        scratch.make(
                "ids",
                "select p, id from %s union all select p, id from %s"
                        .formatted(held(), scratch.name("fresh_ids")));
    }

    /** The profiles that have their id already. */
    private String held() {
        return "(select p, id from %s union all select p, id from %s) h"
                .formatted(scratch.name("kept"), scratch.name("given"));
    }

    private String nothing() {
        return ("select cast(0 as %s) as p, cast(null as %s) as id, 0 as shared, 0 as first, "
                        + "0 as ids, 0 as profiles where 1 = 0")
                .formatted(scratch.place("").type().name(), scratch.id("").type().name());
    }

    private String shared() {
        return ("select g.*, count(*) over (partition by p) as ids, count(*) over (partition by id)"
                    + " as profiles from (select t.p, o.id, count(*) as shared, min(r.n) as first"
                    + " from %s r join %s t on t.n = r.n join (%s) o on o.k = r.k and o.part ="
                    + " r.part group by t.p, o.id) g")
                .formatted(scratch.name(Records.TABLE), scratch.name("parts"), scope.former());
    }

    /** A part that would like to keep an old id. */
    private record Claim(int p, String id, long shared, long first) {}

    /**
     * Where several want one or one wants several: most records in common first, then the smaller
     * id. Of parts with equally many that which has no id of its own to get back, then that with
     * the first record. Who comes out empty gets back its own.
     */
    private void contested() {
        List<Claim> claims = new ArrayList<>();
        scratch.each(
                "select p, id, shared, first from %s where ids > 1 or profiles > 1"
                        .formatted(scratch.name("shared")),
                row ->
                        claims.add(
                                new Claim(
                                        (int) row.whole(0),
                                        Objects.requireNonNull(row.text(1)),
                                        row.whole(2),
                                        row.whole(3))));
        if (claims.isEmpty()) {
            return;
        }
        Map<Integer, String> own = own();
        claims.sort(
                Comparator.comparingLong((Claim claim) -> -claim.shared())
                        .thenComparing(Claim::id)
                        .thenComparing(claim -> own.containsKey(claim.p()))
                        .thenComparingLong(Claim::first));
        Set<String> taken = new HashSet<>();
        for (Claim claim : claims) {
            if (!given.containsKey(claim.p()) && taken.add(claim.id())) {
                given.put(claim.p(), claim.id());
            }
        }
        own.forEach(given::putIfAbsent);
    }

    /**
     * Of contested parts the id that they had before they were absorbed: a record began it, or the
     * evidence of the merge names a record.
     */
    private Map<Integer, String> own() {
        Map<Integer, String> own = new LinkedHashMap<>();
        Set<String> absorbed = absorbed();
        if (absorbed.isEmpty()) {
            return own;
        }
        scratch.each(
                ofContested(),
                row -> {
                    int p = (int) row.whole(0);
                    for (int n = 0; n < 4 && !own.containsKey(p); n++) {
                        String id = id((int) row.whole(1), row.text(2), n);
                        if (absorbed.contains(id)) {
                            own.put(p, id);
                        }
                    }
                });
        Set<String> back = new HashSet<>(own.values());
        scratch.each(
                told(),
                row -> {
                    int p = (int) row.whole(0);
                    String id = Objects.requireNonNull(row.text(1));
                    if (absorbed.contains(id) && !own.containsKey(p) && back.add(id)) {
                        own.put(p, id);
                    }
                });
        return own;
    }

    /** The ids that were absorbed and are nobody's now. */
    private Set<String> absorbed() {
        Set<String> absorbed = new HashSet<>();
        if (tables.has(EntityTable.MERGES)) {
            scratch.each(
                    ("select distinct absorbed_id from %s m where not exists (select 1 from %s r"
                                    + " where r.%s = m.absorbed_id)")
                            .formatted(
                                    tables.quoted(EntityTable.MERGES),
                                    tables.quoted(EntityTable.RECORDS),
                                    tables.id()),
                    row -> absorbed.add(Objects.requireNonNull(row.text(0))));
        }
        return absorbed;
    }

    private String ofContested() {
        return ("select t.p, r.part, r.k, r.n from %s r join %s t on t.n = r.n where t.p in (select"
                        + " p from %s where ids > 1 or profiles > 1) order by r.n")
                .formatted(
                        scratch.name(Records.TABLE), scratch.name("parts"), scratch.name("shared"));
    }

    /** The ids that records of contested parts were merged away from, the latest first. */
    private String told() {
        String source = Sighting.source(session.dialect(), sightings, "c.part");
        return ("select c.p, m.absorbed_id from (%s) c join %s m on split_part(m.evidence, ' = ',"
                        + " 1) = %s || ' ' || c.k order by c.n, m.run_id desc, m.absorbed_id")
                .formatted(ofContested(), tables.quoted(EntityTable.MERGES), source);
    }

    private String id(int part, @org.jspecify.annotations.Nullable String key, int n) {
        return maker.of(sightings.get(part).name(), Objects.requireNonNull(key), n);
    }

    /** New ids of the profiles of a condition. */
    private String minted(int n, String condition) {
        Dialect dialect = session.dialect();
        String digits =
                dialect.functions()
                        .sha256(
                                List.of(
                                        dialect.literal(tables.entity().name()),
                                        Sighting.source(dialect, sightings, "r.part"),
                                        "r.k",
                                        "'" + n + "'"));
        return ("select p, cast(substr(s, 1, 8) || '-' || substr(s, 9, 4) || '-8' || substr(s, 14,"
                    + " 3) || '-' || translate(substr(s, 17, 1), '0123456789abcdef',"
                    + " '89ab89ab89ab89ab') || substr(s, 18, 3) || '-' || substr(s, 21, 12) as %s)"
                    + " as id from (select t.p, %s as s from %s t join %s r on r.n = t.n where t.n"
                    + " = t.p and %s) h")
                .formatted(
                        scratch.id("").type().name(),
                        digits,
                        scratch.name("parts"),
                        scratch.name(Records.TABLE),
                        condition);
    }

    private void load() {
        List<Column> columns = List.of(scratch.place("p"), scratch.id("id"));
        TableName table = scratch.empty("given", columns);
        try (Loader loader = session.load(table, columns)) {
            given.forEach((p, id) -> {
                loader.value(p.longValue());
                loader.value(id);
                loader.endRow();
            });
            loader.finish();
        }
    }

    /** Finds the profiles whose new id another profile has or had. */
    private long taken() {
        List<String> all = new ArrayList<>(List.of(fresh("id", "(" + scope.known() + ") o")));
        if (tables.has(EntityTable.MERGES)) {
            String merges = tables.quoted(EntityTable.MERGES);
            all.add(fresh("absorbed_id", merges));
            all.add(fresh("surviving_id", merges));
        }
        return scratch.make("taken", String.join("\nunion ", all));
    }

    /** The profiles whose new id is in a column. */
    private String fresh(String column, String from) {
        return "select p from %s where id in (select %s from %s)"
                .formatted(scratch.name("fresh_ids"), column, from);
    }
}
