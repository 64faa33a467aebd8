package dev.shaduf.live.collect;

import dev.shaduf.live.event.Times;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ISO-8601 times as microseconds since 1970 UTC, {@link Times#ABSENT} where there is none. */
final class Moment {

    private static final Pattern ISO =
            Pattern.compile(
                    "(\\d{4})(?:-(\\d\\d)-(\\d\\d)|(\\d\\d)(\\d\\d)|-(\\d{3})|-?W(\\d\\d)-?([1-7]))"
                            + "(?:[Tt ](\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d))?)?(?:[.,](\\d{1,9}))?"
                            + "\\s?(?:([Zz])|([+-])(\\d\\d)(?::?(\\d\\d))?)?)?");
    private static final int SECONDS_A_MINUTE = 60;
    private static final int MINUTES_A_DAY = 24 * 60;
    private static final long MICROS = 1_000_000;

    private Moment() {}

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static String text(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }

    /** Reads a time; further digits than microseconds are left out, no offset means UTC. */
    static long read(@Nullable String text) {
        if (text == null) {
            return Times.ABSENT;
        }
        long usual = UsualTime.read(text);
        return usual == Times.ABSENT ? any(text.strip()) : usual;
    }

    private static long any(String text) {
        Matcher iso = ISO.matcher(text);
        if (!iso.matches()) {
            return Times.ABSENT;
        }
        try {
            return date(iso).toEpochDay() * MINUTES_A_DAY * SECONDS_A_MINUTE * MICROS
                    + timeOfDay(iso)
                    - offset(iso) * SECONDS_A_MINUTE * MICROS;
        } catch (DateTimeException e) {
            return Times.ABSENT;
        }
    }

    private static LocalDate date(Matcher iso) {
        int year = Integer.parseInt(iso.group(1));
        if (iso.group(2) != null) {
            return LocalDate.of(year, number(iso, 2), number(iso, 3));
        }
        if (iso.group(4) != null) {
            return LocalDate.of(year, number(iso, 4), number(iso, 5));
        }
        if (iso.group(6) != null) {
            return LocalDate.ofYearDay(year, number(iso, 6));
        }
        LocalDate inFirstWeek = LocalDate.of(year, 1, 4);
        return inFirstWeek
                .minusDays(inFirstWeek.getDayOfWeek().getValue() - 1L)
                .plusDays(7L * (number(iso, 7) - 1) + number(iso, 8) - 1);
    }

    /** Microseconds since midnight; 24:00 and a leap second are the next moment. */
    private static long timeOfDay(Matcher iso) {
        int hour = number(iso, 9);
        int minute = number(iso, 10);
        int second = number(iso, 11);
        boolean midnight = hour == 24 && minute == 0 && second == 0;
        if (hour > 23 && !midnight || minute > 59 || second > 60) {
            throw new DateTimeException("no such time");
        }
        long unit = MICROS;
        if (iso.group(11) == null) {
            unit *= iso.group(10) == null ? 60 * SECONDS_A_MINUTE : SECONDS_A_MINUTE;
        }
        long seconds = (hour * 60L + minute) * SECONDS_A_MINUTE + second;
        return seconds * MICROS + fraction(iso.group(12), unit);
    }

    /** A fraction of the smallest unit that was given. */
    private static long fraction(@Nullable String digits, long unit) {
        if (digits == null) {
            return 0;
        }
        long nanos = Long.parseLong((digits + "00000000").substring(0, 9));
        return nanos * (unit / MICROS) / 1000;
    }

    private static long offset(Matcher iso) {
        if (iso.group(14) == null) {
            return 0;
        }
        int minutes = number(iso, 15) * 60 + number(iso, 16);
        if (Math.abs(minutes) > ZoneOffset.MAX.getTotalSeconds() / SECONDS_A_MINUTE) {
            throw new DateTimeException("no such offset");
        }
        return iso.group(14).equals("-") ? -minutes : minutes;
    }

    private static int number(Matcher iso, int group) {
        String digits = iso.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
