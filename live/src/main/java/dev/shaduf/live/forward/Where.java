package dev.shaduf.live.forward;

import dev.shaduf.engine.project.Condition;
import dev.shaduf.engine.project.Operator;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Lengths;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a condition holds for an event, as audiences compare. Pure; safe to share between
 * threads.
 *
 * @param now what {@code within_last} and {@code within_next} count from
 */
record Where(Json event, Instant now) {

    /** Whether it holds. */
    boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.All(List<Condition> all) -> all.stream().allMatch(this::holds);
            case Condition.Any(List<Condition> any) -> any.stream().anyMatch(this::holds);
            case Condition.Not(Condition inner) -> !holds(inner);
            case Condition.Test test -> holds(test);
        };
    }

    private boolean holds(Condition.Test test) {
        Json value = EventPath.find(event, test.paths());
        boolean there = value != null && !(value instanceof Json.Null);
        if (test.operator() == Operator.EXISTS || test.operator() == Operator.ABSENT) {
            boolean wanted = "true".equals(test.operand().asText());
            return (test.operator() == Operator.EXISTS) == (there == wanted);
        }
        return there && value != null && compare(value, test);
    }

    private boolean compare(Json value, Condition.Test test) {
        Json operand = test.operand();
        return switch (test.operator()) {
            case IS -> same(value, operand);
            case IS_NOT -> !(operand instanceof Json.Null) && !same(value, operand);
            case IN -> items(operand).stream().anyMatch(each -> same(value, each));
            case NOT_IN -> items(operand).stream().noneMatch(each -> same(value, each));
            case GT -> orders(value, operand, 1, 1);
            case GTE -> orders(value, operand, 0, 1);
            case LT -> orders(value, operand, -1, -1);
            case LTE -> orders(value, operand, -1, 0);
            case BETWEEN -> between(value, items(operand));
            case CONTAINS -> contains(value, operand);
            case STARTS_WITH -> text(value).startsWith(text(operand));
            case ENDS_WITH -> text(value).endsWith(text(operand));
            case MATCHES -> Pattern.compile(text(operand)).matcher(text(value)).find();
            case BEFORE -> ordersTimes(value, operand, -1);
            case AFTER -> ordersTimes(value, operand, 1);
            case WITHIN_LAST -> within(value, operand, -1);
            case WITHIN_NEXT -> within(value, operand, 1);
            case EXISTS, ABSENT -> throw new IllegalStateException("decided before");
        };
    }

    private static boolean between(Json value, List<Json> ends) {
        return ends.size() == 2
                && orders(value, ends.getFirst(), 0, 1)
                && orders(value, ends.getLast(), -1, 0);
    }

    private static boolean contains(Json value, Json operand) {
        return value instanceof Json.Arr(List<Json> items)
                ? items.stream().anyMatch(item -> same(item, operand))
                : text(value).contains(text(operand));
    }

    /** Numbers by their value, all else as text. */
    private static boolean same(Json value, Json operand) {
        if (value instanceof Json.Null || operand instanceof Json.Null) {
            return false;
        }
        BigDecimal one = number(value);
        BigDecimal other = one == null ? null : number(operand);
        boolean numbers = value instanceof Json.Num || operand instanceof Json.Num;
        return numbers && one != null && other != null
                ? one.compareTo(other) == 0
                : text(value).equals(text(operand));
    }

    /** Whether the order of value and operand is from {@code least} to {@code most}. */
    private static boolean orders(Json value, Json operand, int least, int most) {
        if (operand instanceof Json.Null) {
            return false;
        }
        int order;
        BigDecimal one = number(value);
        BigDecimal other = number(operand);
        if (one != null && other != null) {
            order = one.compareTo(other);
        } else if (other != null) {
            return false; // text is neither more nor less than a number
        } else {
            Instant first = Instants.of(text(value));
            Instant second = Instants.of(text(operand));
            order =
                    first != null && second != null
                            ? first.compareTo(second)
                            : text(value).compareTo(text(operand));
        }
        int sign = Integer.signum(order);
        return sign >= least && sign <= most;
    }

    private static boolean ordersTimes(Json value, Json operand, int sign) {
        Instant one = Instants.of(text(value));
        Instant other = Instants.of(text(operand));
        return one != null && other != null && Integer.signum(one.compareTo(other)) == sign;
    }

    /** Whether the time is in (now - span, now], or in (now, now + span]. */
    private boolean within(Json value, Json operand, int direction) {
        Instant at = Instants.of(text(value));
        if (at == null) {
            return false;
        }
        Duration span = Lengths.duration(text(operand));
        return direction < 0
                ? at.isAfter(now.minus(span)) && !at.isAfter(now)
                : at.isAfter(now) && !at.isAfter(now.plus(span));
    }

    private static @Nullable BigDecimal number(Json value) {
        if (value instanceof Json.Num number) {
            return number.decimal();
        }
        if (value instanceof Json.Text(String text)
                && text.length() <= 40
                && text.matches("[+-]?\\d+(\\.\\d+)?")) {
            return new BigDecimal(text);
        }
        return null;
    }

    private static String text(Json value) {
        String text = value.asText();
        return text == null ? "" : text;
    }

    private static List<Json> items(Json operand) {
        return operand instanceof Json.Arr(List<Json> items) ? items : List.of(operand);
    }
}
