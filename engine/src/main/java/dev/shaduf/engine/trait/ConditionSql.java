package dev.shaduf.engine.trait;

import dev.shaduf.engine.project.Condition;
import dev.shaduf.engine.project.Operator;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Lengths;
import dev.shaduf.spi.warehouse.Dialect.Own;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Conditions as SQL that is true or false and never null: a comparison with null is false.
 *
 * @param values the value at the paths of a test
 * @param now what {@code within_last} and {@code within_next} count from
 */
record ConditionSql(Idiom idiom, Function<Condition.Test, Value> values, Instant now) {

    private static final String FALSE = "false";

    private static final Instant FIRST = Instant.parse("-4712-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("+294246-01-01T00:00:00Z");
    private static final int FOUR_DIGITS = 9999;
    private static final int NANO_DIGITS = 9;

    /** The condition; "" where it always holds. */
    String of(Condition condition) {
        return switch (condition) {
            case Condition.All(List<Condition> all) ->
                    all.isEmpty() ? "" : all.stream().map(this::whole).collect(joined(" and "));
            case Condition.Any(List<Condition> any) ->
                    any.isEmpty() ? FALSE : any.stream().map(this::whole).collect(joined(" or "));
            case Condition.Not(Condition inner) -> "not " + whole(inner);
            case Condition.Test test -> test(test);
        };
    }

    private static java.util.stream.Collector<CharSequence, ?, String> joined(String word) {
        return Collectors.joining(word, "(", ")");
    }

    private String whole(Condition condition) {
        String sql = of(condition);
        return sql.isEmpty() ? "true" : sql;
    }

    private String test(Condition.Test test) {
        Value value = values.apply(test);
        if (test.operator() == Operator.EXISTS || test.operator() == Operator.ABSENT) {
            boolean wanted = "true".equals(test.operand().asText());
            boolean there = (test.operator() == Operator.EXISTS) == wanted;
            return "(" + value.sql() + (there ? " is not null)" : " is null)");
        }
        String compared = compare(value, test.operator(), test.operand());
        return compared.equals(FALSE) ? FALSE : "coalesce(" + compared + ", false)";
    }

    private String compare(Value value, Operator operator, Json operand) {
        return switch (operator) {
            case IS -> same(value, operand);
            case IS_NOT ->
                    operand instanceof Json.Null ? FALSE : different(value, List.of(operand));
            case IN -> any(value, items(operand));
            case NOT_IN -> different(value, items(operand));
            case GT -> orders(value, ">", operand);
            case GTE -> orders(value, ">=", operand);
            case LT -> orders(value, "<", operand);
            case LTE -> orders(value, "<=", operand);
            case BETWEEN -> between(value, items(operand));
            case CONTAINS -> contains(value, text(operand));
            case STARTS_WITH -> edge("left", value, text(operand));
            case ENDS_WITH -> edge("right", value, text(operand));
            case MATCHES -> idiom.matches(asText(value), text(operand));
            case BEFORE -> times(value, "<", time(text(operand)));
            case AFTER -> times(value, ">", time(text(operand)));
            case WITHIN_LAST -> span(value, text(operand), -1);
            case WITHIN_NEXT -> span(value, text(operand), 1);
            case EXISTS, ABSENT -> throw new IllegalStateException("decided before");
        };
    }

    private String between(Value value, List<Json> ends) {
        String low = orders(value, ">=", ends.getFirst());
        String high = orders(value, "<=", ends.getLast());
        return low.equals(FALSE) || high.equals(FALSE) ? FALSE : low + " and " + high;
    }

    private String any(Value value, List<Json> operands) {
        List<String> tests =
                operands.stream().map(o -> same(value, o)).filter(t -> !t.equals(FALSE)).toList();
        return tests.isEmpty() ? FALSE : "(" + String.join(" or ", tests) + ")";
    }

    /** There, and none of these. */
    private String different(Value value, List<Json> operands) {
        String any = any(value, operands);
        return any.equals(FALSE)
                ? value.sql() + " is not null"
                : "(" + value.sql() + " is not null and not " + any + ")";
    }

    /** Numbers by their value, times by their instant, all else as text. */
    private String same(Value value, Json operand) {
        if (operand instanceof Json.Null) {
            return FALSE;
        }
        BigDecimal number = number(operand);
        if (value.isNumber()) {
            return number == null ? FALSE : value.sql() + " = " + number.toPlainString();
        }
        if (value.isTime()) {
            return times(value, "=", time(text(operand)));
        }
        if (value.json() && operand instanceof Json.Num && number != null) {
            return idiom.number(value.sql()) + " = " + number.toPlainString();
        }
        return asText(value) + " = " + idiom.literal(text(operand));
    }

    private String orders(Value value, String sign, Json operand) {
        BigDecimal number = number(operand);
        if (operand instanceof Json.Null || number == null && value.isNumber()) {
            return FALSE;
        }
        if (value.isTime()) {
            return times(value, sign, time(text(operand)));
        }
        if (number != null) {
            String left = value.isNumber() ? value.sql() : idiom.number(asText(value));
            return left + " " + sign + " " + number.toPlainString();
        }
        return "%s collate \"C\" %s %s"
                .formatted(asText(value), sign, idiom.literal(text(operand)));
    }

    private String contains(Value value, String operand) {
        return "strpos(%s, %s) > 0".formatted(asText(value), idiom.literal(operand));
    }

    private String edge(String side, Value value, String operand) {
        return "%s(%s, %d) = %s"
                .formatted(
                        side,
                        asText(value),
                        operand.codePointCount(0, operand.length()),
                        idiom.literal(operand));
    }

    private String asText(Value value) {
        return value.isText() ? value.sql() : idiom.dialect().text(value.sql(), value.type());
    }

    private String times(Value value, String sign, @Nullable Instant other) {
        String at = instant(value);
        return other == null || at == null ? FALSE : at + " " + sign + " " + literal(idiom, other);
    }

    private @Nullable String instant(Value value) {
        return value.isTime()
                ? idiom.cast(value.sql(), Own.INSTANT)
                : value.isText() ? idiom.instant(value.sql()) : null;
    }

    /** In (now - span, now], or in (now, now + span]. */
    private String span(Value value, String written, int direction) {
        String at = instant(value);
        Duration span = Lengths.duration(written);
        return at == null
                ? FALSE
                : direction < 0
                        ? window(idiom, at, now.minus(span), now)
                        : window(idiom, at, now, now.plus(span));
    }

    /** After one instant and not after another. */
    static String window(Idiom idiom, String at, Instant after, Instant until) {
        return "(%s > %s and %s <= %s)"
                .formatted(at, literal(idiom, after), at, literal(idiom, until));
    }

    /**
     * An instant. Databases write years before Christ in words of their own, and neither takes the
     * sign that ISO 8601 has before a year of five digits: such a time is its seconds. What lies
     * beyond the times that both know is the first or the last of them.
     */
    static String literal(Idiom idiom, Instant instant) {
        Instant known = instant.isBefore(FIRST) ? FIRST : instant.isAfter(LAST) ? LAST : instant;
        int year = known.atOffset(ZoneOffset.UTC).getYear();
        if (year >= 1 && year <= FOUR_DIGITS) {
            return idiom.cast("'" + known + "'", Own.INSTANT);
        }
        BigDecimal seconds =
                BigDecimal.valueOf(known.getEpochSecond())
                        .add(BigDecimal.valueOf(known.getNano(), NANO_DIGITS));
        return idiom.cast("to_timestamp(" + seconds.toPlainString() + ")", Own.INSTANT);
    }

    private static @Nullable BigDecimal number(Json json) {
        if (json instanceof Json.Num number) {
            return number.decimal();
        }
        return json instanceof Json.Text(String text)
                        && text.length() <= 40
                        && text.matches("[+-]?\\d+(\\.\\d+)?")
                ? new BigDecimal(text)
                : null;
    }

    private static String text(Json json) {
        String text = json.asText();
        return text == null ? "" : text;
    }

    private static List<Json> items(Json operand) {
        return operand instanceof Json.Arr(List<Json> items) ? items : List.of(operand);
    }

    /** An ISO-8601 time or date; without an offset UTC; null where it is none. */
    static @Nullable Instant time(String text) {
        String iso = text.strip().replace(' ', 'T').toUpperCase(Locale.ROOT);
        try {
            if (iso.indexOf('T') < 0) {
                return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return iso.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
