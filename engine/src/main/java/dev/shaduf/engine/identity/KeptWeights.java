package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.record.Texts;
import dev.shaduf.engine.similar.Seen;
import dev.shaduf.engine.similar.Weights;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * The weights of the last run that learnt them, in {@code <entity>_similarity}: {@code definition,
 * weights, records, run_id, trained_at, since}. Other comparisons or blocking lists need other
 * weights. What was scored by them since they were learnt stands in {@code since}.
 */
final class KeptWeights {

    private final Session session;
    private final EntityTables tables;
    private final Similar similar;
    private final String definition;

    KeptWeights(Session session, EntityTables tables, Similar similar) {
        this.session = session;
        this.tables = tables;
        this.similar = similar;
        this.definition = similar.compare() + " " + similar.blockOn();
    }

    /** Those that are still good; null: none are. */
    @Nullable Weights read() {
        if (!tables.has(EntityTable.SIMILARITY)) {
            return null;
        }
        String text = session.dialect().own(Own.TEXT);
        Sql query =
                Sql.of(
                        "select cast(weights as %s) from %s where records > 0 and definition = ?"
                                .formatted(text, tables.quoted(EntityTable.SIMILARITY)),
                        definition);
        try (RowStream rows = session.rows(query)) {
            return rows.next() ? read(rows.text(0)) : null;
        }
    }

    /** Null where another version made them: they are learnt anew. */
    private @Nullable Weights read(@Nullable String text) {
        try {
            Weights weights = text == null ? null : Weights.of(Json.parse(text));
            return weights != null && weights.areOf(similar.compare()) ? weights : null;
        } catch (ShadufException | JsonException e) {
            return null;
        }
    }

    /** What was scored since they were learnt; only where they are still good. */
    Seen since() {
        Sql query =
                Sql.of(
                        "select cast(since as %s) from %s"
                                .formatted(
                                        session.dialect().own(Own.TEXT),
                                        tables.quoted(EntityTable.SIMILARITY)));
        try (RowStream rows = session.rows(query)) {
            String text = rows.next() ? rows.text(0) : null;
            return text == null ? Seen.NOTHING : Seen.of(Json.parse(text));
        }
    }

    /** Keeps what was scored since they were learnt. */
    void since(Seen seen) {
        session.execute(
                Sql.of(
                        "update %s set since = %s"
                                .formatted(
                                        tables.quoted(EntityTable.SIMILARITY),
                                        json(seen.json().toString()))));
    }

    private String json(String text) {
        return "cast(%s as %s)"
                .formatted(
                        new Texts(session.dialect()).literal(text),
                        session.dialect().own(Own.JSON));
    }

    /** Keeps them in place of all others. */
    void write(Weights weights, long runId, Instant now) {
        Texts texts = new Texts(session.dialect());
        tables.replace(
                tables.table(EntityTable.SIMILARITY),
                ("select cast(%s as %s) as definition, %s as weights, cast(%d as %s) as records,"
                                + " cast(%d as %5$s) as run_id, cast(%s as %s) as trained_at, %s as"
                                + " since")
                        .formatted(
                                texts.literal(definition),
                                session.dialect().own(Own.TEXT),
                                json(weights.json().toString()),
                                weights.records(),
                                session.dialect().own(Own.BIGINT),
                                runId,
                                texts.literal(now.toString()),
                                session.dialect().own(Own.INSTANT),
                                json(Seen.NOTHING.json().toString())));
    }
}
