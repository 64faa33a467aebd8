package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Similar;
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
 * weights, records, run_id, trained_at}. Other comparisons or blocking lists need other weights.
 */
final class KeptWeights {

    private static final String TABLE = "similarity";

    private final Session session;
    private final EntityTables tables;
    private final String definition;

    KeptWeights(Session session, EntityTables tables, Similar similar) {
        this.session = session;
        this.tables = tables;
        this.definition = similar.compare() + " " + similar.blockOn();
    }

    /** Those that are still good; null: none are. */
    @Nullable Weights read() {
        if (!tables.has(TABLE)) {
            return null;
        }
        String text = session.dialect().own(Own.TEXT);
        Sql query =
                Sql.of(
                        "select cast(weights as %s) from %s where records > 0 and definition = ?"
                                .formatted(text, tables.quoted(tables.table(TABLE))),
                        definition);
        try (RowStream rows = session.rows(query)) {
            return rows.next() ? read(rows.text(0)) : null;
        }
    }

    private static @Nullable Weights read(@Nullable String text) {
        try {
            return text == null ? null : Weights.of(Json.parse(text));
        } catch (ShadufException | JsonException e) {
            return null; // made by another version: they are learnt anew
        }
    }

    /** Keeps them in place of all others. */
    void write(Weights weights, long runId, Instant now) {
        Texts texts = new Texts(session.dialect());
        tables.replace(
                tables.table(TABLE),
                ("select cast(%s as %s) as definition, cast(%s as %s) as weights, cast(%d as %s) as"
                                + " records, cast(%d as %6$s) as run_id, cast(%s as %s) as"
                                + " trained_at")
                        .formatted(
                                texts.literal(definition),
                                session.dialect().own(Own.TEXT),
                                texts.literal(weights.json().toString()),
                                session.dialect().own(Own.JSON),
                                weights.records(),
                                session.dialect().own(Own.BIGINT),
                                runId,
                                texts.literal(now.toString()),
                                session.dialect().own(Own.INSTANT)));
    }
}
