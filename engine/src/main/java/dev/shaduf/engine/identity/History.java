package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sighting;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Session;

import java.util.List;

/** Writes down which ids went and which came of others, and why. */
final class History {

    private final Session session;
    private final Scratch scratch;
    private final EntityTables tables;
    private final Computation computed;
    private final String rule;
    private final String source;
    private final String one;
    private final String other;

    History(Session session, Scratch scratch, EntityTables tables, Computation computed) {
        this.session = session;
        this.scratch = scratch;
        this.tables = tables;
        this.computed = computed;
        Dialect dialect = session.dialect();
        List<Sighting> sightings = computed.sightings();
        this.rule = computed.matching().ruleName("j.list");
        this.source = Sighting.source(dialect, sightings, "r.part");
        this.one = source + " || ' ' || r.k";
        this.other = Sighting.source(dialect, sightings, "f.part") + " || ' ' || f.k";
    }

    /**
     * Adds the rows of a run, before the tables of the last one are replaced.
     *
     * @param run SQL of the run's number
     * @param now SQL of its time
     */
    void write(Change change, String run, String now) {
        Changes changes = new Changes(scratch, tables, computed.scope());
        if (change.merge() > 0) {
            merges(changes, run, now);
        }
        if (change.split() > 0) {
            splits(changes, run, now);
        }
    }

    private void merges(Changes changes, String run, String now) {
        scratch.make("merged", changes.merged());
        scratch.make(
                "olds",
                ("select r.n, o.id from %s r join %s t on t.n = r.n join (%s) o on o.k = r.k and"
                                + " o.part = r.part where t.p in (select p from %s)")
                        .formatted(
                                scratch.name(Records.TABLE),
                                scratch.name("parts"),
                                computed.scope().former(),
                                scratch.name("merged")));
        scratch.make(
                "why",
                ("select id, rule, evidence from (select a.id, %1$s as rule, %2$s || ' = ' || %3$s"
                     + " as evidence, row_number() over (partition by a.id order by j.list, j.n,"
                     + " j.f) as place from (%4$s union all select f as n, n as f, list from (%4$s)"
                     + " l) j join %5$s a on a.n = j.n left join %5$s b on b.n = j.f join %6$s r on"
                     + " r.n = j.n join %6$s f on f.n = j.f where b.id is null or b.id <> a.id) w"
                     + " where place = 1")
                        .formatted(
                                rule,
                                one,
                                other,
                                computed.partition().joints(),
                                scratch.name("olds"),
                                scratch.name(Records.TABLE)));
        session.execute(
                Sql.of(
                        ("insert into %s (absorbed_id, surviving_id, rule, evidence, run_id,"
                             + " merged_at) select m.absorbed_id, m.surviving_id, w.rule,"
                             + " w.evidence, %s, %s from %s m left join %s w on w.id ="
                             + " m.absorbed_id")
                                .formatted(
                                        tables.quoted(EntityTable.MERGES),
                                        run,
                                        now,
                                        scratch.name("merged"),
                                        scratch.name("why"))));
    }

    private void splits(Changes changes, String run, String now) {
        scratch.make("split", changes.split());
        String reasons = "cast(null as %1$s) as rule, cast(null as %1$s) as evidence";
        String why =
                tables.has(EntityTable.LINKS)
                        ? "left join %s w on w.was = s.from_id and w.now = s.new_id"
                                .formatted(reasons())
                        : "cross join (select %s) w"
                                .formatted(reasons.formatted(scratch.text("").type().name()));
        session.execute(
                Sql.of(
                        ("insert into %s (from_id, new_id, rule, evidence, run_id, split_at) select"
                                        + " s.from_id, s.new_id, w.rule, w.evidence, %s, %s from"
                                        + " %s s %s")
                                .formatted(
                                        tables.quoted(EntityTable.SPLITS),
                                        run,
                                        now,
                                        scratch.name("split"),
                                        why)));
    }

    /** Of each part that is on its own now: what had joined it to the rest, decisions first. */
    private String reasons() {
        scratch.make(
                "torn",
                ("select r.source, r.record_key as k, r.source || ' ' || r.record_key as name,"
                     + " r.%1$s as was, i.id as now from %2$s r left join (select %3$s as source,"
                     + " r.k, i.id from %4$s r join %5$s t on t.n = r.n join %6$s i on i.p = t.p) i"
                     + " on i.source = r.source and i.k = r.record_key where r.%1$s in (select"
                     + " from_id from %7$s)")
                        .formatted(
                                tables.id(),
                                tables.quoted(EntityTable.RECORDS),
                                source,
                                scratch.name(Records.TABLE),
                                scratch.name("parts"),
                                scratch.name("ids"),
                                scratch.name("split")));
        String all = computed.isDecided() ? shared() + linked() + decided() : shared() + linked();
        scratch.make(
                "causes",
                ("select was, now, rule, evidence from (select c.*, row_number() over (partition by"
                     + " was, now order by first, rule, evidence) as place from (%s) c) c where"
                     + " place = 1")
                        .formatted(all));
        return scratch.name("causes");
    }

    /** By a value that records of several parts have: one row for each part and value. */
    private String shared() {
        String sides =
                ("select t.was, t.now, l.rule, l.right_type || ' ' || l.right_value as what,"
                     + " min(t.name) as name from %s t join %s l on l.left_type = t.source and"
                     + " l.left_value = t.k where l.kind = 'record_identifier' and l.rule is not"
                     + " null group by 1, 2, 3, 4")
                        .formatted(scratch.name("torn"), tables.quoted(EntityTable.LINKS));
        String met =
                ("select s.*, first_value(name) over w as first, lead(name) over w as next from"
                     + " (%s) s window w as (partition by was, rule, what order by case when now ="
                     + " was then 0 else 1 end, name)")
                        .formatted(sides);
        return ("select was, now, 1 as first, rule, name || ' <> ' || case when first <> name then"
                        + " first else next end || ' (' || what || ')' as evidence from (%s) s"
                        + " where first <> name or next is not null")
                .formatted(met);
    }

    /** By a link between two records. */
    private String linked() {
        return pairs(
                "2 as first, l.rule",
                tables.quoted(EntityTable.LINKS) + " l",
                "a.source = l.left_type and a.k = l.left_value",
                "b.source = l.right_type and b.k = l.right_value",
                "l.kind <> 'record_identifier'");
    }

    /** By a person who said that they are two. */
    private String decided() {
        return pairs(
                "0 as first, 'decision' as rule",
                tables.quoted(EntityTable.DECISIONS) + " l",
                "a.source || ':' || a.k = l.a",
                "b.source || ':' || b.k = l.b",
                "l.decision = 'unmerge'");
    }

    private String pairs(String columns, String from, String a, String b, String where) {
        String form =
                "\nunion all select %1$s.was, %1$s.now, %2$s, a.name || ' <> ' || b.name from %3$s"
                        + " join %4$s a on %5$s join %4$s b on %6$s and b.was = a.was"
                        + " where %7$s and a.now is distinct from b.now";
        String torn = scratch.name("torn");
        return form.formatted("a", columns, from, torn, a, b, where)
                + form.formatted("b", columns, from, torn, a, b, where);
    }
}
