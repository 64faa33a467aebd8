package dev.shaduf.spi.destination;

import dev.shaduf.spi.json.Json;

import java.util.Set;

/** Compiles Liquid templates. Safe to share between threads. */
public interface Templates {

    /** Compiles; throws {@code WRONG_SETTING} with the place of the mistake. */
    Template compile(String source);

    /** A compiled template. Safe to share between threads. */
    interface Template {

        /** Renders with these variables; throws {@code TEMPLATE_FAILED} saying why. */
        String render(Json.Obj variables);

        /** The top-level variables that it reads. */
        Set<String> variables();
    }
}
