package dev.shaduf.engine.explanation;

import dev.shaduf.engine.explanation.Explanation.Seen;
import dev.shaduf.engine.identity.EntityTables;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sightings;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pairs that wait for a person, in {@code <entity>_reviews}, and what persons say about them.
 * What is said holds as any decision does, until the opposite is said. Not shared between threads.
 */
public final class Reviews {

    private final Project project;
    private final Session session;
    private final OwnTables own;
    private final Entity entity;
    private final EntityTables tables;

    /** Of an entity. */
    public Reviews(Project project, Session session, Entity entity) {
        this.project = project;
        this.session = session;
        this.own = new OwnTables(project);
        this.entity = entity;
        this.tables = new EntityTables(session, own, entity);
    }

    /**
     * A pair.
     *
     * @param profiles the profiles of both, as the last run knows them
     * @param weights what each comparison says, in their order
     */
    public record Pair(
            String id, Side a, Side b, double score, List<Said> weights, List<String> profiles) {

        /** Keeps its own copies. */
        public Pair {
            weights = List.copyOf(weights);
            profiles = List.copyOf(profiles);
        }
    }

    /**
     * A record.
     *
     * @param values its identifiers and attributes now; empty where it is gone
     */
    public record Side(Seen record, Map<String, String> values) {}

    /** What a comparison says. */
    public record Said(String comparison, String is, double bits) {}

    /** What a person says. */
    public enum Verdict {
        /** Both are one. */
        ACCEPT,
        /** They are two. */
        REJECT
    }

    /** How many pairs wait. */
    public long waiting() {
        mustBeThere();
        return session.number(Sql.of("select count(*) " + from()));
    }

    private void mustBeThere() {
        if (!tables.has(EntityTable.REVIEWS) || !tables.has(EntityTable.RECORDS)) {
            throw new ShadufException(
                    ExplanationFailure.NO_SUCH_PROFILE,
                    "Nothing of '" + entity.name() + "' was compared yet.",
                    "Compare it: shaduf run " + entity.name());
        }
    }

    private String from() {
        return "from " + tables.quoted(EntityTable.REVIEWS) + " v where v.decision is null";
    }

    /**
     * Those that wait, the most uncertain first.
     *
     * @param most how many
     */
    public List<Pair> waiting(long most) {
        mustBeThere();
        return pairs("order by abs(v.score - 0.5), v.pair_id limit " + most);
    }

    private List<Pair> pairs(String end, @Nullable Object... parameters) {
        String records = tables.quoted(EntityTable.RECORDS);
        String text = session.dialect().own(Own.TEXT);
        String query =
                ("select v.pair_id, v.a_source, v.a_key, v.b_source, v.b_key, v.score,"
                     + " cast(v.weights as %1$s), cast(x.%2$s as %1$s), cast(y.%2$s as %1$s) from"
                     + " %3$s v left join %4$s x on x.source = v.a_source and x.record_key ="
                     + " v.a_key left join %4$s y on y.source = v.b_source and y.record_key ="
                     + " v.b_key where v.decision is null %5$s")
                        .formatted(
                                text,
                                tables.id(),
                                tables.quoted(EntityTable.REVIEWS),
                                records,
                                end);
        List<Pair> bare = new ArrayList<>();
        try (RowStream rows = session.rows(Sql.of(query, parameters))) {
            while (rows.next()) {
                bare.add(pair(rows));
            }
        }
        return bare.isEmpty() ? bare : withValues(bare);
    }

    private static Pair pair(RowStream row) {
        return new Pair(
                cell(row, 0),
                new Side(new Seen(cell(row, 1), cell(row, 2)), Map.of()),
                new Side(new Seen(cell(row, 3), cell(row, 4)), Map.of()),
                Double.parseDouble(cell(row, 5)),
                said(cell(row, 6)),
                List.of(cell(row, 7), cell(row, 8)));
    }

    private static String cell(RowStream row, int column) {
        return String.valueOf(row.text(column));
    }

    /** Reads how alike a pair was written down to be. */
    static List<Said> said(String evidence) {
        List<Said> all = new ArrayList<>();
        if (Json.parse(evidence) instanceof Json.Obj object) {
            object.members()
                    .forEach((name, json) -> {
                        if (json instanceof Json.Obj says
                                && says.get("bits") instanceof Json.Num bits
                                && says.get("is") instanceof Json.Text is) {
                            all.add(new Said(name, is.value(), bits.decimal().doubleValue()));
                        }
                    });
        }
        return all;
    }

    private List<Pair> withValues(List<Pair> bare) {
        Set<Seen> wanted = new LinkedHashSet<>();
        bare.forEach(pair -> {
            wanted.add(pair.a().record());
            wanted.add(pair.b().record());
        });
        Map<Seen, Map<String, String>> values = values(wanted);
        return bare.stream()
                .map(pair ->
                        new Pair(
                                pair.id(),
                                side(pair.a().record(), values),
                                side(pair.b().record(), values),
                                pair.score(),
                                pair.weights(),
                                pair.profiles()))
                .toList();
    }

    private static Side side(Seen record, Map<Seen, Map<String, String>> values) {
        return new Side(record, values.getOrDefault(record, new LinkedHashMap<>()));
    }

    private Map<Seen, Map<String, String>> values(Set<Seen> wanted) {
        try (Scratch scratch = new Scratch(session, "identity")) {
            Models models = Models.of(project, session);
            Sightings meant = new Sightings(project, session, models, entity);
            Records records = new Records(session, scratch, entity, meant.all());
            records.prepare();
            return new Shown(session, scratch, meant, records).values(wanted);
        }
    }

    /**
     * Keeps what a person says about a pair; the next run applies it.
     *
     * @return the pair it is about
     */
    public Pair decide(String id, Verdict verdict, String by, Instant now) {
        mustBeThere();
        List<Pair> found = pairs("and v.pair_id = ?", id);
        if (found.isEmpty()) {
            throw new ShadufException(
                    ExplanationFailure.NO_SUCH_PROFILE,
                    "No pair '%s' of %s waits for a decision.".formatted(id, entity.name()),
                    "shaduf review %s lists those that do.".formatted(entity.name()));
        }
        Pair pair = found.getFirst();
        Decisions decisions = new Decisions(session, own, entity, by, now);
        String a = pair.a().record().name();
        String b = pair.b().record().name();
        switch (verdict) {
            case ACCEPT -> decisions.merge(a, b);
            case REJECT -> decisions.unmerge(a, b);
        }
        String instant = session.dialect().own(Own.INSTANT);
        session.execute(
                Sql.of(
                        ("update %s set decision = ?, decided_by = ?, decided_at = cast(? as %s)"
                                        + " where pair_id = ?")
                                .formatted(tables.quoted(EntityTable.REVIEWS), instant),
                        verdict.name().toLowerCase(java.util.Locale.ROOT),
                        by,
                        now.toString(),
                        id));
        return pair;
    }
}
