package dev.shaduf.engine.mapping;

import dev.shaduf.spi.destination.OutRow;

/** What became of a row of the model. */
public sealed interface Rendered {

    /** It can be sent. */
    record Ready(OutRow row) implements Rendered {}

    /** It cannot: the reason begins with a code such as {@code TEMPLATE_FAILED}. */
    record Failed(String reason) implements Rendered {}
}
