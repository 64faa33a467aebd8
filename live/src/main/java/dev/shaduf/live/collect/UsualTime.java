package dev.shaduf.live.collect;

import dev.shaduf.live.event.Times;

import java.time.LocalDate;
import java.time.YearMonth;

/** The form that every SDK sends, {@code 2026-01-02T03:04:05.678Z}, without a pattern. */
final class UsualTime {

    private static final String FORM = "dddd-dd-ddTdd:dd:dd";
    private static final int FRACTION_AT = FORM.length() + 1;
    private static final int MOST_DIGITS = 9;

    private UsualTime() {}

    /** Microseconds, or {@link Times#ABSENT} where the text has another form. */
    static long read(String text) {
        int end = text.length() - 1;
        if (end < FORM.length() || text.charAt(end) != 'Z' || !hasForm(text)) {
            return Times.ABSENT;
        }
        long micros = fraction(text, end);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (micros < 0 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) {
            return Times.ABSENT;
        }
        int year = number(text, 0, 4);
        if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
            return Times.ABSENT;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000 + micros;
    }

    private static boolean hasForm(String text) {
        for (int i = 0; i < FORM.length(); i++) {
            char wanted = FORM.charAt(i);
            char c = text.charAt(i);
            if (wanted == 'd' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return true;
    }

    /** Microseconds; negative where there is no fraction of one to nine digits. */
    private static long fraction(String text, int end) {
        if (end == FORM.length()) {
            return 0;
        }
        int digits = end - FRACTION_AT;
        if (text.charAt(FORM.length()) != '.' || digits < 1 || digits > MOST_DIGITS) {
            return -1;
        }
        long micros = 0;
        for (int i = 0; i < 6; i++) {
            char c = i < digits ? text.charAt(FRACTION_AT + i) : '0';
            if (c < '0' || c > '9') {
                return -1;
            }
            micros = 10 * micros + c - '0';
        }
        return micros;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }
}
