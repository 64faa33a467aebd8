package dev.shaduf.live.column;

import java.math.BigDecimal;
import java.util.UUID;

/** Whether a value fits into a column, and how it is put there. Pure but for the cells. */
public final class Fit {

    private static final String MISFIT = "wrong_type";
    private static final String INEXACT = "inexact";
    private static final String RANGE = "out_of_range";
    private static final String FRACTION = "fraction";

    private Fit() {}

    /** Why a value was not taken. */
    public enum Outcome {
        /** It was. */
        TAKEN(""),
        /** The column's type has no such values. */
        WRONG_TYPE(MISFIT),
        /** A whole number that a double cannot hold exactly. */
        INEXACT_NUMBER(INEXACT),
        /** Too large, too small or too long for the column's type. */
        OUT_OF_RANGE(RANGE),
        /** A fraction came to whole numbers that may become doubles. */
        WIDER(FRACTION);

        private final String reason;

        Outcome(String reason) {
            this.reason = reason;
        }

        /** As written in {@code discards}. */
        public String reason() {
            return reason;
        }
    }

    /** Puts a value, which is not null, into a row. */
    public static Outcome put(Cells cells, ColumnType type, int row, Token value) {
        return switch (type.form()) {
            case WHOLE -> whole(cells, type, row, value);
            case REAL -> real(cells, type, row, value);
            case FLAG -> flag(cells, row, value);
            case INSTANT -> instant(cells, row, value);
            case TEXT -> text(cells, type, row, value);
            case JSON -> json(cells, type, row, value);
            case DECIMAL -> decimal(cells, type, row, value);
            case DAY -> day(cells, row, value);
            case CLOSED -> Outcome.WRONG_TYPE;
        };
    }

    private static Outcome whole(Cells cells, ColumnType type, int row, Token value) {
        if (value.kind == Token.Kind.FRACTION) {
            return type.widens() ? Outcome.WIDER : Outcome.WRONG_TYPE;
        }
        if (value.kind != Token.Kind.WHOLE) {
            return Outcome.WRONG_TYPE;
        }
        if (!Numbers.isLong(value.bytes, value.from, value.to)) {
            return Outcome.OUT_OF_RANGE;
        }
        long number = Numbers.whole(value.bytes, value.from, value.to);
        if (number < type.least() || number > type.most()) {
            return Outcome.OUT_OF_RANGE;
        }
        cells.set(row, number);
        return Outcome.TAKEN;
    }

    private static Outcome real(Cells cells, ColumnType type, int row, Token value) {
        boolean whole = value.kind == Token.Kind.WHOLE;
        if (!whole && value.kind != Token.Kind.FRACTION) {
            return Outcome.WRONG_TYPE;
        }
        double number = Numbers.real(value.bytes, value.from, value.to);
        double held = type.isSingle() ? (float) number : number;
        if (!Double.isFinite(held)) {
            return whole ? Outcome.INEXACT_NUMBER : Outcome.OUT_OF_RANGE;
        }
        if (whole && (held != number || !Numbers.isExact(value.bytes, value.from, value.to))) {
            return Outcome.INEXACT_NUMBER;
        }
        cells.set(row, held);
        return Outcome.TAKEN;
    }

    private static Outcome flag(Cells cells, int row, Token value) {
        if (value.kind != Token.Kind.TRUE && value.kind != Token.Kind.FALSE) {
            return Outcome.WRONG_TYPE;
        }
        cells.set(row, value.kind == Token.Kind.TRUE);
        return Outcome.TAKEN;
    }

    private static Outcome instant(Cells cells, int row, Token value) {
        long micros =
                value.kind == Token.Kind.STRING
                        ? IsoTime.micros(value.bytes, value.from, value.to)
                        : IsoTime.NONE;
        if (micros == IsoTime.NONE) {
            return Outcome.WRONG_TYPE;
        }
        cells.set(row, micros);
        return Outcome.TAKEN;
    }

    private static Outcome text(Cells cells, ColumnType type, int row, Token value) {
        if (value.kind == Token.Kind.OBJECT) {
            return Outcome.WRONG_TYPE;
        }
        if (type.isUuid() && !isUuid(value)) {
            return Outcome.WRONG_TYPE;
        }
        if (value.to - value.from > type.most()
                && value.text().codePoints().count() > type.most()) {
            return Outcome.OUT_OF_RANGE;
        }
        if (value.kind == Token.Kind.STRING) {
            cells.set(row, value);
        } else {
            cells.set(row, value.bytes, value.from, value.to);
        }
        return Outcome.TAKEN;
    }

    private static boolean isUuid(Token value) {
        String text = value.text();
        try {
            return value.kind == Token.Kind.STRING
                    && UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Outcome json(Cells cells, ColumnType type, int row, Token value) {
        boolean string = value.kind == Token.Kind.STRING;
        int from = string ? value.from - 1 : value.from;
        int to = string ? value.to + 1 : value.to;
        if (type.isBinaryJson()) {
            byte[] held = Escapes.withoutZeroes(value.bytes, from, to);
            cells.set(row, held, 0, held.length);
        } else {
            cells.set(row, value.bytes, from, to);
        }
        return Outcome.TAKEN;
    }

    private static Outcome decimal(Cells cells, ColumnType type, int row, Token value) {
        if (value.kind != Token.Kind.WHOLE && value.kind != Token.Kind.FRACTION) {
            return Outcome.WRONG_TYPE;
        }
        BigDecimal number =
                new BigDecimal(Numbers.string(value.bytes, value.from, value.to))
                        .stripTrailingZeros();
        int scale = type.type().scale();
        boolean sized = type.type().name().indexOf('(') > 0;
        if (sized && number.scale() > scale) {
            return Outcome.INEXACT_NUMBER;
        }
        if (number.precision() - number.scale() > type.most() - scale
                || Math.abs(number.scale()) > 1_000) {
            return Outcome.OUT_OF_RANGE;
        }
        byte[] digits =
                number.toPlainString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        cells.set(row, digits, 0, digits.length);
        return Outcome.TAKEN;
    }

    private static Outcome day(Cells cells, int row, Token value) {
        boolean date =
                value.kind == Token.Kind.STRING
                        && value.to - value.from == 10
                        && IsoTime.day(value.bytes, value.from) != IsoTime.NONE;
        if (!date) {
            return Outcome.WRONG_TYPE;
        }
        cells.set(row, value.bytes, value.from, value.to);
        return Outcome.TAKEN;
    }
}
