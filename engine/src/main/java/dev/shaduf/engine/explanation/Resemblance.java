package dev.shaduf.engine.explanation;

import dev.shaduf.engine.explanation.Explanation.Seen;
import dev.shaduf.engine.identity.EntityTables;
import dev.shaduf.engine.identity.SinglePair;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sightings;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.engine.similar.Waterfall;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How similar two records are, whether they were joined or not, by the weights of the last run and
 * the values of today. Not shared between threads.
 */
public final class Resemblance {

    private final Project project;
    private final Session session;
    private final Entity entity;
    private final EntityTables tables;
    private final Explaining explaining;

    /** Of the records of an entity; throws where there are no profiles yet. */
    public Resemblance(Project project, Session session, Entity entity) {
        OwnTables own = new OwnTables(project);
        this.project = project;
        this.session = session;
        this.entity = entity;
        this.tables = new EntityTables(session, own, entity);
        this.explaining = new Explaining(session, own, entity);
    }

    /**
     * Two records.
     *
     * @param values of both, by comparison; what is missing is not there
     */
    public record Found(
            Seen a,
            Seen b,
            List<Map<String, String>> values,
            Waterfall waterfall,
            Similar settings) {

        /** Keeps its own copy. */
        public Found {
            values = List.copyOf(values);
        }
    }

    /**
     * Of two profiles, identifiers or records: the first record of each; null where they are the
     * same, or where nothing was learnt yet about what is compared.
     */
    public @Nullable Found of(String one, String other) {
        Similar similar = Objects.requireNonNull(entity.identity().similar());
        Seen a = explaining.recordOf(one);
        Seen b = explaining.recordOf(other);
        SinglePair pair = new SinglePair(session, tables, similar);
        if (!pair.isKnown() || a.equals(b)) {
            return null;
        }
        Sightings meant = new Sightings(project, session, Models.of(project, session), entity);
        try (Scratch scratch = new Scratch(session, "identity")) {
            Records records = new Records(session, scratch, entity, meant.all());
            records.prepare();
            Map<Seen, Map<String, String>> values =
                    new Shown(session, scratch, meant, records).values(List.of(a, b));
            records.make(Records.TABLE, both(scratch, List.of(a, b)));
            Waterfall waterfall =
                    pair.weigh(scratch, meant, records, place(scratch, a), place(scratch, b));
            return new Found(
                    a,
                    b,
                    List.of(values.getOrDefault(a, Map.of()), values.getOrDefault(b, Map.of())),
                    waterfall,
                    similar);
        }
    }

    /** A table of the {@code part, k} of records. */
    private String both(Scratch scratch, List<Seen> records) {
        List<Column> columns = List.of(scratch.place("part"), scratch.text("k"));
        try (Loader loader = session.load(scratch.empty("asked_records", columns), columns)) {
            for (Seen seen : records) {
                loader.value((long) part(seen));
                loader.value(seen.key());
                loader.endRow();
            }
            loader.finish();
        }
        return scratch.name("asked_records");
    }

    private int part(Seen seen) {
        return entity.records().stream().map(Entity.Seen::from).toList().indexOf(seen.source());
    }

    private int place(Scratch scratch, Seen seen) {
        int part = part(seen);
        Sql query =
                Sql.of(
                        "select n + 1 from %s where part = %d and k = ?"
                                .formatted(scratch.name(Records.TABLE), part),
                        seen.key());
        int place = (int) session.number(query) - 1;
        if (place < 0) {
            throw new ShadufException(
                    ExplanationFailure.NO_SUCH_PROFILE,
                    "%s:%s is not there any more.".formatted(seen.source(), seen.key()),
                    "shaduf run +%s brings the profiles up to date.".formatted(entity.name()));
        }
        return place;
    }
}
