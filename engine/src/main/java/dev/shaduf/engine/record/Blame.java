package dev.shaduf.engine.record;

import dev.shaduf.engine.model.RowValues.Value;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the column or expression of an entity's file that a row makes fail. */
public record Blame(
        Session session, Entity entity, List<String> attributes, List<Sighting> sightings) {

    /** The failure with the name of what cannot be computed, where it can be told. */
    public ShadufException of(ShadufException failure) {
        if (failure.code() != Failure.SQL_FAILED) {
            return failure;
        }
        for (int i = 0; i < sightings.size(); i++) {
            Sighting sighting = sightings.get(i);
            for (Map.Entry<String, String> text : texts(sighting).entrySet()) {
                ShadufException found = reading(sighting, text.getValue());
                if (found != null) {
                    return named(text.getKey(), i, found);
                }
            }
        }
        return failure;
    }

    private ShadufException named(String path, int place, ShadufException found) {
        Throwable cause = found.getCause();
        String said = cause == null ? null : cause.getMessage();
        return new ShadufException(
                RecordFailure.WRONG_EXPRESSION,
                "%s: %s of %s cannot be computed for every row. %s"
                        .formatted(
                                entity.places().of("records/" + place + "/" + path),
                                said(path),
                                sightings.get(place).name(),
                                (said == null ? found.message() : said).lines().findFirst().get()),
                "Write SQL that holds for every row: what does not fit is null.",
                found);
    }

    /** How people call what stands under keys of the file. */
    private static String said(String path) {
        int slash = path.indexOf('/');
        return path.equals("key")
                ? "the key"
                : slash < 0
                        ? "'" + path + "'"
                        : path.substring(0, slash - 1) + " '" + path.substring(slash + 1) + "'";
    }

    /** What is read of a place, each as a text, by where the file says it. */
    private Map<String, String> texts(Sighting sighting) {
        Map<String, String> texts = new LinkedHashMap<>();
        Type instant = Type.of(Type.Kind.TIMESTAMP, session.dialect().own(Own.INSTANT));
        texts.put("key", sighting.key());
        texts.put("updated_at", session.dialect().text(sighting.last(), instant));
        for (int i = 0; i < sighting.identifiers().size(); i++) {
            String identifier = sighting.identifiers().get(i);
            if (identifier != null) {
                String type = entity.identity().identifiers().get(i).type();
                texts.put("identifiers/" + type, identifier);
            }
        }
        for (int a = 0; a < attributes.size(); a++) {
            Value value = sighting.attributes().get(a);
            if (value != null) {
                texts.put(
                        "attributes/" + attributes.get(a),
                        session.dialect().text(value.sql(), value.type()));
            }
        }
        return texts;
    }

    private @Nullable ShadufException reading(Sighting sighting, String text) {
        String query = "select length(max(%s)) from (\n%s\n) r".formatted(text, sighting.rows());
        try {
            session.number(Sql.of(query));
            return null;
        } catch (ShadufException e) {
            return e.code() == Failure.SQL_FAILED ? e : null;
        }
    }
}
