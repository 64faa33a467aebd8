package dev.shaduf.engine.template;

import liqp.TemplateContext;
import liqp.filters.Filter;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;

/** Arithmetic without floats: what goes in with twenty digits comes out with them. */
final class NumberFilters {

    private static final int DIGITS = 16;
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?\\d{1,1000}(\\.\\d{1,1000})?([eE][+-]?\\d{1,3})?");

    private NumberFilters() {}

    static List<Filter> all() {
        return List.of(
                new NumberFilter("plus", BigDecimal::add),
                new NumberFilter("minus", BigDecimal::subtract),
                new NumberFilter("times", BigDecimal::multiply),
                new NumberFilter("divided_by", NumberFilters::divide),
                new NumberFilter("modulo", NumberFilters::modulo),
                new NumberFilter("at_least", BigDecimal::max),
                new NumberFilter("at_most", BigDecimal::min),
                new NumberFilter("abs", (a, none) -> a.abs()),
                new NumberFilter("ceil", (a, none) -> a.setScale(0, RoundingMode.CEILING)),
                new NumberFilter("floor", (a, none) -> a.setScale(0, RoundingMode.FLOOR)),
                new NumberFilter("round", NumberFilters::round));
    }

    /** Whole numbers divide to a whole number, rounded down, as in Liquid. */
    private static BigDecimal divide(BigDecimal a, BigDecimal b) {
        notZero(b);
        if (whole(a) && whole(b)) {
            return a.divide(b, 0, RoundingMode.FLOOR);
        }
        return a.divide(
                b, new MathContext(Math.max(DIGITS, a.precision()), RoundingMode.HALF_EVEN));
    }

    private static BigDecimal modulo(BigDecimal a, BigDecimal b) {
        notZero(b);
        return a.subtract(a.divide(b, 0, RoundingMode.FLOOR).multiply(b));
    }

    private static BigDecimal round(BigDecimal a, BigDecimal places) {
        return a.setScale(Math.clamp(places.intValue(), 0, 100), RoundingMode.HALF_UP);
    }

    private static void notZero(BigDecimal b) {
        if (b.signum() == 0) {
            throw new ArithmeticException("divided by 0");
        }
    }

    private static boolean whole(BigDecimal number) {
        return number.scale() <= 0;
    }

    /** A function of two numbers; what is no number counts as 0, as in Liquid. */
    private static final class NumberFilter extends Filter {
        private final BinaryOperator<BigDecimal> function;

        NumberFilter(String name, BinaryOperator<BigDecimal> function) {
            super(name);
            this.function = function;
        }

        @Override
        public Object apply(
                @Nullable Object value, TemplateContext context, @Nullable Object... params) {
            @Nullable Object operand = params.length == 0 ? null : params[0];
            BigDecimal result = function.apply(number(value), number(operand));
            if (result.precision() - result.scale() > 1_000 || result.scale() > 1_000) {
                throw new ArithmeticException("a number with more than 1,000 digits");
            }
            return Values.number(result);
        }

        private static BigDecimal number(@Nullable Object value) {
            if (value instanceof BigDecimal decimal) {
                return decimal;
            }
            String text = value == null ? "0" : value.toString().strip();
            return NUMBER.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO;
        }
    }
}
