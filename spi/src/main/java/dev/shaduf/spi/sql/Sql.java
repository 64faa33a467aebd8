package dev.shaduf.spi.sql;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One SQL statement or part of one: text with {@code ?} for each bound parameter. Immutable.
 *
 * <p>Identifiers get into the text only through {@link dev.shaduf.spi.warehouse.Dialect#quote}.
 * Parameters are {@code String}, {@code Long}, {@code Boolean}, {@link Instant} or null.
 */
public record Sql(String text, List<@Nullable Object> parameters) {

    /** Keeps its own copy of the parameters. */
    public Sql {
        parameters = java.util.Collections.unmodifiableList(new ArrayList<>(parameters));
    }

    /** Text without parameters. */
    public static Sql of(String text) {
        return new Sql(text, List.of());
    }

    /** Text with parameters in the order of their question marks. */
    public static Sql of(String text, @Nullable Object... parameters) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object parameter : parameters) {
            all.add(parameter);
        }
        return new Sql(text, all);
    }

    /** This, then more text. */
    public Sql plus(String more) {
        return new Sql(text + more, parameters);
    }

    /** This, then the other. */
    public Sql plus(Sql more) {
        List<@Nullable Object> all = new ArrayList<>(parameters);
        all.addAll(more.parameters);
        return new Sql(text + more.text, all);
    }
}
