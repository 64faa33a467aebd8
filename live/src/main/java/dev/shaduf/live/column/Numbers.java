package dev.shaduf.live.column;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;

/** Numbers out of JSON digits, none rounded but fractions to the nearest double. Pure. */
final class Numbers {

    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    /** Digits that a double holds exactly, whatever they are. */
    private static final int SAFE_DIGITS = 15;

    private static final int LONG_DIGITS = 18;

    private Numbers() {}

    /** Whether digits are a number of 64 bits. */
    static boolean isLong(byte[] text, int from, int to) {
        if (to - from <= LONG_DIGITS) {
            return true;
        }
        try {
            Long.parseLong(string(text, from, to));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** A number of 64 bits. */
    static long whole(byte[] text, int from, int to) {
        if (to - from > LONG_DIGITS) {
            return Long.parseLong(string(text, from, to));
        }
        boolean minus = text[from] == '-';
        long number = 0;
        for (int i = minus ? from + 1 : from; i < to; i++) {
            number = number * 10 + text[i] - '0';
        }
        return minus ? -number : number;
    }

    /** Whether a double holds a whole number exactly. */
    static boolean isExact(long number) {
        double nearest = number;
        return nearest < 0x1p63 && (long) nearest == number;
    }

    /** Whether a double holds digits exactly. */
    static boolean isExact(byte[] text, int from, int to) {
        if (to - from <= SAFE_DIGITS) {
            return true;
        }
        String digits = string(text, from, to);
        double nearest = Double.parseDouble(digits);
        return Double.isFinite(nearest)
                && new BigDecimal(nearest).compareTo(new BigDecimal(digits)) == 0;
    }

    /** The nearest double; infinite where it is too large. */
    static double real(byte[] text, int from, int to) {
        boolean minus = text[from] == '-';
        int start = minus ? from + 1 : from;
        if (to - start > SAFE_DIGITS + 1) {
            return Double.parseDouble(string(text, from, to));
        }
        long digits = 0;
        int point = -1;
        for (int i = start; i < to; i++) {
            byte b = text[i];
            if (b == '.') {
                point = i;
            } else if (b >= '0' && b <= '9') {
                digits = digits * 10 + b - '0';
            } else {
                return Double.parseDouble(string(text, from, to));
            }
        }
        int behind = point < 0 ? 0 : to - point - 1;
        if (digits >= 1L << 53) {
            return Double.parseDouble(string(text, from, to));
        }
        double number = digits / TENS[behind];
        return minus ? -number : number;
    }

    static String string(byte[] text, int from, int to) {
        return new String(text, from, to - from, ISO_8859_1);
    }
}
