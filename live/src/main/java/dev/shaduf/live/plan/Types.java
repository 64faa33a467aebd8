package dev.shaduf.live.plan;

import dev.shaduf.live.column.Token;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** The word {@code type}. */
record Types(List<String> wanted) implements Rule {

    @Override
    public void check(Token value, Path at, Report report) {
        String is = name(value);
        for (String each : wanted) {
            if (each.equals(is)
                    || each.equals("number") && is.equals("integer")
                    || each.equals("integer") && is.equals("number") && isWhole(value)) {
                return;
            }
        }
        report.add(at, "type", "is " + article(is) + ", not " + words());
    }

    private String words() {
        return String.join(" or ", wanted.stream().map(Types::article).toList());
    }

    private static String article(String type) {
        return switch (type) {
            case "null" -> "null";
            case "integer", "object", "array" -> "an " + type;
            default -> "a " + type;
        };
    }

    private static String name(Token value) {
        return switch (value.kind) {
            case TRUE, FALSE -> "boolean";
            case WHOLE -> "integer";
            case FRACTION -> "number";
            default -> value.kind.name().toLowerCase(Locale.ROOT);
        };
    }

    /** 1.0 and 1e3 are whole numbers too. */
    private static boolean isWhole(Token value) {
        BigDecimal number = Numbers.decimal(value);
        return number != null && number.stripTrailingZeros().scale() <= 0;
    }
}
