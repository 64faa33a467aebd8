package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sighting;
import dev.shaduf.engine.record.Texts;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes what was computed into the tables of the entity, in the present transaction. */
final class Writing {

    private final Session session;
    private final Dialect dialect;
    private final Texts texts;
    private final Scratch scratch;
    private final EntityTables tables;
    private final Entity entity;
    private final Computation computed;
    private final long runId;
    private final Instant now;
    private final List<String> kept;

    Writing(
            Session session,
            Scratch scratch,
            EntityTables tables,
            Computation computed,
            Identities.Request request) {
        this.session = session;
        this.dialect = session.dialect();
        this.texts = new Texts(dialect);
        this.scratch = scratch;
        this.tables = tables;
        this.entity = tables.entity();
        this.computed = computed;
        this.runId = request.runId();
        this.now = request.now();
        this.kept = request.kept();
    }

    void write(Change change) {
        if (computed.isUnchanged()) {
            return;
        }
        tables.makeHistory();
        new History(session, scratch, tables, computed).write(change, run(), instant());
        Survivors survivors = computed.survivors();
        survivors.make();
        Reach reach = computed.reach();
        String touched = tables.id() + " in (select id from " + scratch.name("old") + ")";
        tables.replaceProfiles(survivors.profiles(), kept, reach == null ? null : touched);
        put(tables.table(EntityTable.ATTRIBUTES), touched, survivors.provenance());
        put(tables.table(EntityTable.IDENTIFIERS), touched, identifiers());
        if (reach == null) {
            tables.replace(tables.table(EntityTable.LINKS), links(""));
        } else {
            relink(reach);
        }
        skipped();
        put(
                tables.table(EntityTable.STATE),
                reach == null ? "" : reach.isReached("component"),
                computed.state());
        if (reach == null) {
            tables.replace(tables.table(EntityTable.RECORDS), computed.records());
        } else {
            rekey(reach);
        }
        computed.keepSimilar(runId, now);
    }

    /** Replaces a whole table, or the rows that changes reach. */
    private void put(TableName table, String touched, String query) {
        if (computed.reach() == null) {
            tables.replace(table, query);
        } else {
            tables.revise(table, touched, query);
        }
    }

    /** Records stay where they are as long as none leaves their profile. */
    private void rekey(Reach reach) {
        scratch.make("left", reach.left());
        scratch.make("newcomers", reach.newcomers("left"));
        tables.revise(
                tables.table(EntityTable.RECORDS),
                tables.id() + " in (select id from " + scratch.name("left") + ")",
                computed.records()
                        + " and exists (select 1 from %s w where w.k = record_key and w.part ="
                                .formatted(scratch.name("newcomers"))
                        + " s.part)");
    }

    /** A record that is what it was keeps the links to its identifiers. */
    private void relink(Reach reach) {
        String gone =
                "delete from %s where kind %s 'record_identifier' and exists (select 1 from (select"
                        + " %s as source, r.k from (%s) r%s) g where g.k = left_value and g.source"
                        + " = left_type)";
        String table = tables.quoted(EntityTable.LINKS);
        String other = reach.isOther("r");
        String former = reach.former();
        scratch.execute(gone.formatted(table, "=", source(), former, " where " + other));
        String others = "select count(*) from " + table + " where kind <> 'record_identifier'";
        if (scratch.number(others) > 0) {
            scratch.execute(gone.formatted(table, "<>", source(), former, ""));
        }
        tables.add(tables.table(EntityTable.LINKS), links(" and " + other));
    }

    /** Makes temporary tables of the identifiers and records of planned profiles. */
    void plan(TableName profiles) {
        Map.of(EntityTable.IDENTIFIERS, identifiers(), EntityTable.RECORDS, records())
                .forEach((what, query) ->
                        session.execute(
                                Sql.of(
                                        "create temporary table %s as\n%s"
                                                .formatted(
                                                        dialect.quote(what.of(profiles.name())),
                                                        query))));
    }

    private String source() {
        return Sighting.source(dialect, computed.sightings(), "r.part");
    }

    private String instant() {
        return "cast(" + texts.literal(now.toString()) + " as " + dialect.own(Own.INSTANT) + ")";
    }

    private String run() {
        return "cast(" + runId + " as " + dialect.own(Own.BIGINT) + ")";
    }

    private String of(String more) {
        return " from %s r join %s t on t.n = r.n join %s i on i.p = t.p%s"
                .formatted(
                        scratch.name(Records.TABLE),
                        scratch.name("parts"),
                        scratch.name("ids"),
                        more);
    }

    private String records() {
        return "select %s as source, r.k as record_key, i.id as %s".formatted(source(), tables.id())
                + of("");
    }

    private String identifiers() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < entity.identity().identifiers().size(); i++) {
            String type = entity.identity().identifiers().get(i).type();
            all.add(
                    ("select i.id as %s, %s as type, r.value, %s as source, r.first_seen,"
                         + " r.last_seen from (select t.p, r.i%d as value, r.part,"
                         + " min(r.seen_first) as first_seen, max(r.seen_last) as last_seen from %s"
                         + " r join %s t on t.n = r.n where r.i%4$d is not null group by t.p,"
                         + " r.i%4$d, r.part) r join %s i on i.p = r.p")
                            .formatted(
                                    tables.id(),
                                    texts.text(type),
                                    source(),
                                    i,
                                    scratch.name(Records.TABLE),
                                    scratch.name("parts"),
                                    scratch.name("ids")));
        }
        if (all.isEmpty()) {
            all.add(
                    ("select i.id as %s, %s as type, %s as value, %s as source, r.seen_first as"
                                            + " first_seen, r.seen_last as last_seen")
                                    .formatted(
                                            tables.id(),
                                            texts.nothing(Own.TEXT),
                                            texts.nothing(Own.TEXT),
                                            source())
                            + of(" where 1 = 0"));
        }
        return String.join("\nunion all\n", all);
    }

    /**
     * The query of the links.
     *
     * @param which a condition of the records whose identifiers are linked, behind others
     */
    private String links(String which) {
        Matching matching = computed.matching();
        List<String> all = new ArrayList<>();
        String form =
                "select %s as kind, %s as left_type, %s as left_value, %s as right_type,"
                        + " %s as right_value, %s as rule, %s as source, %s as score,"
                        + " %s as evidence, %s as first_seen, %s as last_seen from ";
        for (int i = 0; i < entity.identity().identifiers().size(); i++) {
            String type = entity.identity().identifiers().get(i).type();
            String rule =
                    matching.listOf(i) < 0
                            ? texts.nothing(Own.TEXT)
                            : "case when %s then null else %s end"
                                    .formatted(matching.inQuarantine(i), texts.text(type));
            all.add(
                    form.formatted(
                                    texts.text("record_identifier"),
                                    source(),
                                    "r.k",
                                    texts.text(type),
                                    "r.i" + i,
                                    rule,
                                    source(),
                                    texts.nothing(Own.DOUBLE),
                                    texts.nothing(Own.TEXT),
                                    "r.seen_first",
                                    "r.seen_last")
                            + scratch.name(Records.TABLE)
                            + " r where r.i"
                            + i
                            + " is not null"
                            + which);
        }
        if (computed.isDecided() || !composite().equals("-1")) {
            all.add(matches(form));
        }
        if (!computed.similarLinks().isEmpty()) {
            all.add(computed.similarLinks());
        }
        if (all.isEmpty()) {
            all.add(matches(form) + " and 1 = 0");
        }
        return String.join("\nunion all\n", all);
    }

    /** Links by lists of several values and by decisions. */
    private String matches(String form) {
        String of =
                form.formatted(
                        "case when j.list = -1 then %s else %s end"
                                .formatted(texts.text("decision"), texts.text("match")),
                        Sighting.source(dialect, computed.sightings(), "f.part"),
                        "f.k",
                        source(),
                        "r.k",
                        computed.matching().ruleName("j.list"),
                        source(),
                        texts.nothing(Own.DOUBLE),
                        texts.nothing(Own.TEXT),
                        "least(f.seen_first, r.seen_first)",
                        "greatest(f.seen_last, r.seen_last)");
        return of
                + "(%s) j join %s r on r.n = j.n join %s f on f.n = j.f where j.list in (%s)"
                        .formatted(
                                computed.partition().joints(),
                                scratch.name(Records.TABLE),
                                scratch.name(Records.TABLE),
                                composite());
    }

    /** The lists that are more than one identifier. */
    private String composite() {
        StringBuilder lists = new StringBuilder("-1");
        for (int list = 0; list < computed.matching().lists(); list++) {
            lists.append(computed.matching().isIdentifier(list) ? "" : ", " + list);
        }
        return lists.toString();
    }

    /** A row that was there keeps the run that wrote it. */
    private void skipped() {
        TableName table = tables.table(EntityTable.SKIPPED_IDENTIFIERS);
        String rows =
                "select s.type, s.value_hash, s.degree, s.reason, %s as run_id, %s as recorded_at"
                        + " from %s s%s";
        boolean known = session.columns(table).isPresent();
        String was =
                (" left join %s o on o.type = s.type and o.value_hash = s.value_hash and o.degree ="
                                + " s.degree and o.reason = s.reason")
                        .formatted(tables.quoted(table));
        scratch.make(
                "recorded",
                rows.formatted(
                        known ? "coalesce(o.run_id, " + run() + ")" : run(),
                        known ? "coalesce(o.recorded_at, " + instant() + ")" : instant(),
                        scratch.name("skips"),
                        known ? was : ""));
        tables.replace(table, "select * from " + scratch.name("recorded"));
        tables.replace(
                tables.table(EntityTable.STATE_SKIPPED),
                "select * from " + scratch.name("skips") + " where reason <> 'blocked'");
    }
}
