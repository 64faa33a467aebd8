package dev.shaduf.live.column;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * ISO-8601 times in their extended form: a date, {@code T}, hours and minutes, and, where given,
 * seconds with up to nine digits behind the point and an offset. Pure.
 */
final class IsoTime {

    /** No such time. */
    static final long NONE = Long.MIN_VALUE;

    private static final int SHORTEST = "2026-01-01T00:00".length();
    private static final int LONGEST = "2026-01-01T00:00:00.123456789+00:00".length();
    private static final long MICROS = 1_000_000;

    private IsoTime() {}

    /** Microseconds since 1970 UTC, cut to whole ones; {@link #NONE} where it is no time. */
    static long micros(byte[] text, int from, int to) {
        int length = to - from;
        if (length < SHORTEST || length > LONGEST || text[from + 10] != 'T') {
            return NONE;
        }
        long day = day(text, from);
        int hour = digits(text, from + 11, 2);
        int minute = digits(text, from + 14, 2);
        if (day == NONE || text[from + 13] != ':' || hour > 23 || minute > 59 || hour < 0) {
            return NONE;
        }
        return minute < 0 ? NONE : rest(text, from + 16, to, (day * 24 + hour) * 60 + minute);
    }

    /** The day since 1970; {@link #NONE} where the first ten bytes are no date. */
    static long day(byte[] text, int from) {
        int year = digits(text, from, 4);
        int month = digits(text, from + 5, 2);
        int day = digits(text, from + 8, 2);
        boolean date = year > 0 && text[from + 4] == '-' && text[from + 7] == '-';
        if (!date || month < 1 || month > 12 || day < 1) {
            return NONE;
        }
        try {
            return day <= 28 || day <= LocalDate.of(year, month, 1).lengthOfMonth()
                    ? LocalDate.of(year, month, day).toEpochDay()
                    : NONE;
        } catch (DateTimeException e) {
            return NONE;
        }
    }

    private static long rest(byte[] text, int start, int to, long minutes) {
        int at = start;
        long micros = minutes * 60 * MICROS;
        if (at < to && text[at] == ':') {
            int second = to - at < 3 ? -1 : digits(text, at + 1, 2);
            if (second < 0 || second > 59) {
                return NONE;
            }
            micros += second * MICROS;
            at += 3;
            if (at < to && (text[at] == '.' || text[at] == ',')) {
                int end = at + 1;
                while (end < to && isDigit(text[end])) {
                    end++;
                }
                int digits = end - at - 1;
                if (digits < 1 || digits > 9) {
                    return NONE;
                }
                micros += fraction(text, at + 1, Math.min(digits, 6));
                at = end;
            }
        }
        long offset = offset(text, at, to);
        return offset == NONE ? NONE : micros - offset * 60 * MICROS;
    }

    private static long fraction(byte[] text, int from, int digits) {
        long micros = digits(text, from, digits);
        for (int i = digits; i < 6; i++) {
            micros *= 10;
        }
        return micros;
    }

    /** Minutes east of Greenwich; none given is UTC. */
    private static long offset(byte[] text, int at, int to) {
        int length = to - at;
        if (length == 0 || length == 1 && text[at] == 'Z') {
            return 0;
        }
        boolean sign = text[at] == '+' || text[at] == '-';
        boolean colon = length == 6 && text[at + 3] == ':';
        if (!sign || length != 3 && length != 5 && !colon) {
            return NONE;
        }
        int hours = digits(text, at + 1, 2);
        int minutes = length == 3 ? 0 : digits(text, to - 2, 2);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        long east = hours * 60L + minutes;
        return text[at] == '-' ? -east : east;
    }

    /** A number of so many digits; -1 where one is none. */
    private static int digits(byte[] text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            if (!isDigit(text[i])) {
                return -1;
            }
            number = number * 10 + text[i] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
