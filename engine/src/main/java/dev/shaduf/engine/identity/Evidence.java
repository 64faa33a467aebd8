package dev.shaduf.engine.identity;

import dev.shaduf.engine.record.Texts;
import dev.shaduf.engine.similar.Weights;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;

import java.util.ArrayList;
import java.util.List;

/**
 * What each comparison of a pair says, as JSON: {@code {"city": {"is": "equal", "bits": 4.21}}}.
 * Immutable.
 */
final class Evidence {

    private final Dialect dialect;
    private final Texts texts;
    private final Weights weights;

    Evidence(Dialect dialect, Weights weights) {
        this.dialect = dialect;
        this.texts = new Texts(dialect);
        this.weights = weights;
    }

    /** The SQL of its text, over {@code g0…} and {@code t0…} of an alias. */
    String sql(String alias) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < weights.comparisons().size(); i++) {
            members.add(member(alias, i, weights.comparisons().get(i)));
        }
        return texts.literal("{")
                + " || "
                + String.join(" || " + texts.literal(", ") + " || ", members)
                + " || "
                + texts.literal("}");
    }

    private String member(String alias, int at, Weights.Comparison comparison) {
        String level = "%s.g%d".formatted(alias, at);
        StringBuilder is = new StringBuilder("case " + level);
        StringBuilder bits = new StringBuilder("case " + level);
        for (int i = 0; i < comparison.levels().size(); i++) {
            Weights.Level says = comparison.levels().get(i);
            String when = " when " + i + " then ";
            is.append(when).append(texts.literal(Json.of(says.label()).toString()));
            bits.append(when).append(says.bits());
        }
        is.append(" else ").append(texts.literal("\"missing\"")).append(" end");
        bits.append(" else 0 end");
        String rounded =
                "cast(cast(cast(%s as %s) + %s.t%d as decimal(9, 2)) as %s)"
                        .formatted(bits, dialect.own(Own.DOUBLE), alias, at, dialect.own(Own.TEXT));
        return "%s || %s || %s || %s || %s"
                .formatted(
                        texts.literal(Json.of(comparison.name()) + ": {\"is\": "),
                        is,
                        texts.literal(", \"bits\": "),
                        rounded,
                        texts.literal("}"));
    }
}
