package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

/** Values in tables for people. */
final class Cells {

    private Cells() {}

    /** A value: numbers in groups, texts as they are, null dim. */
    static Line of(@Nullable Json value) {
        return switch (value) {
            case null -> Line.EMPTY;
            case Json.Null n -> Line.of("(null)", Ink.DIM);
            case Json.Num(String digits) -> Line.of(Human.grouped(digits));
            case Json.Text(String text) -> Line.of(text);
            default -> Line.of(value.toString());
        };
    }

    /** A value within a sentence: texts in quotes. */
    static String quoted(Json value) {
        return switch (value) {
            case Json.Num(String digits) -> Human.grouped(digits);
            default -> value.toString();
        };
    }
}
