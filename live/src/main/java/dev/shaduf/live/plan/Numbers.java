package dev.shaduf.live.plan;

import dev.shaduf.live.column.Token;
import dev.shaduf.live.column.Token.Kind;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/**
 * What a number must be compared with another.
 *
 * @param word such as {@code minimum}
 */
record Numbers(String word, BigDecimal other) implements Rule {

    private static final int SAFE_DIGITS = 18;
    private static final int LARGEST_SCALE = 400;

    /** The exact value; null where its exponent is beyond reason. */
    static @Nullable BigDecimal decimal(Token value) {
        try {
            return new BigDecimal(value.text());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public void check(Token value, Path at, Report report) {
        if (value.kind != Kind.WHOLE && value.kind != Kind.FRACTION) {
            return;
        }
        BigDecimal number = quick(value);
        BigDecimal exact = number == null ? decimal(value) : number;
        if (exact != null && !holds(exact)) {
            report.add(at, word, message());
        }
    }

    private static @Nullable BigDecimal quick(Token value) {
        if (value.kind != Kind.WHOLE || value.to - value.from > SAFE_DIGITS) {
            return null;
        }
        boolean minus = value.bytes[value.from] == '-';
        long number = 0;
        for (int i = minus ? value.from + 1 : value.from; i < value.to; i++) {
            number = number * 10 + value.bytes[i] - '0';
        }
        return BigDecimal.valueOf(minus ? -number : number);
    }

    private boolean holds(BigDecimal number) {
        return switch (word) {
            case "minimum" -> number.compareTo(other) >= 0;
            case "maximum" -> number.compareTo(other) <= 0;
            case "exclusiveMinimum" -> number.compareTo(other) > 0;
            case "exclusiveMaximum" -> number.compareTo(other) < 0;
            default ->
                    other.signum() == 0
                            || Math.abs((long) number.scale()) > LARGEST_SCALE
                            || number.remainder(other).signum() == 0;
        };
    }

    private String message() {
        return switch (word) {
            case "minimum" -> "is below " + other.toPlainString();
            case "maximum" -> "is above " + other.toPlainString();
            case "exclusiveMinimum" -> "is not above " + other.toPlainString();
            case "exclusiveMaximum" -> "is not below " + other.toPlainString();
            default -> "is no multiple of " + other.toPlainString();
        };
    }
}
