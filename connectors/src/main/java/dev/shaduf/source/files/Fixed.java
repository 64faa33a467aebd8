package dev.shaduf.source.files;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Pattern;

/**
 * A type that the user fixed: how its values are written. Asked in SQL of whole columns, and in
 * Java of single values; both say the same, and what they accept casts without loss.
 */
final class Fixed {

    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String CLOCK = "[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?";
    private static final String ZONE = "(Z|[+-][0-9]{2}(:[0-9]{2})?)?";
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Type type;
    private final Pattern pattern;

    Fixed(Type type) {
        this.type = type;
        this.pattern = Pattern.compile(written(type));
    }

    Type type() {
        return type;
    }

    private static String written(Type type) {
        return switch (type.kind()) {
            case TEXT, OTHER, BINARY, JSON -> "(?s).*";
            case INTEGER -> "[+-]?[0-9]{1,19}";
            case DECIMAL -> decimal(type);
            case FLOAT ->
                    "[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?|(?i)(nan"
                            + "|-?inf(inity)?)";
            case BOOLEAN -> "(?i)(true|false|t|f|1|0)";
            case DATE -> DAY;
            case TIME -> "[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?";
            case TIMESTAMP -> DAY + "([T ]" + CLOCK + ZONE + ")?";
        };
    }

    private static String decimal(Type type) {
        String size = type.name().substring("DECIMAL(".length(), type.name().indexOf(','));
        int whole = Integer.parseInt(size) - type.scale();
        String point = type.scale() == 0 ? "" : "(\\.[0-9]{1," + type.scale() + "})?";
        return "[+-]?0*[0-9]{1," + Math.max(whole, 1) + "}" + point;
    }

    /** Whether all values of a column are of the type; nulls are. */
    String holds(String column) {
        boolean text = type.kind() == Kind.TEXT;
        String cast =
                type.kind() == Kind.JSON
                        ? "json_valid(" + column + ")"
                        : "try_cast(%s AS %s) IS NOT NULL"
                                .formatted(column, TypeWords.inDuckDb(type));
        return text
                ? "count(" + column + ") >= 0"
                : "coalesce(bool_and(%s IS NULL OR (regexp_full_match(%s, %s) AND %s)), true)"
                        .formatted(column, column, Bench.literal(pattern.pattern()), cast);
    }

    /** Whether a text is a value of the type. */
    boolean takes(String text) {
        if (!pattern.matcher(text).matches()) {
            return false;
        }
        try {
            return switch (type.kind()) {
                case INTEGER -> {
                    BigInteger number = new BigInteger(text);
                    yield number.compareTo(LEAST) >= 0 && number.compareTo(MOST) <= 0;
                }
                case DATE, TIMESTAMP -> valid(text);
                case TIME -> LocalTime.parse(text).getHour() >= 0;
                case JSON -> !Json.parse(text).toString().isEmpty();
                case TEXT, OTHER, BINARY, DECIMAL, FLOAT, BOOLEAN -> true;
            };
        } catch (DateTimeException | JsonException e) {
            return false;
        }
    }

    private static boolean valid(String text) {
        LocalDate day = LocalDate.parse(text.substring(0, 10));
        String clock = text.length() > 10 ? text.substring(11).replaceAll("(Z|[+-].*)$", "") : "";
        return day.getYear() >= 0 && (clock.isEmpty() || LocalTime.parse(clock).getHour() >= 0);
    }
}
