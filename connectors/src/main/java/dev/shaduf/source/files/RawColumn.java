package dev.shaduf.source.files;

import dev.shaduf.spi.sql.Type;

/** A column of what was read, with what is known of its values before they are looked at. */
record RawColumn(String name, Content content) {

    /** What the values are. */
    sealed interface Content {

        /** Texts without quotes around them: any type can be in them. */
        record Bare() implements Content {}

        /** Strings: times can be in them, a string of digits is never a number. */
        record Strings() implements Content {}

        /** Values whose type is known. */
        record Known(Type type) implements Content {}
    }
}
