package dev.shaduf.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Figures as people read them. */
public final class Human {

    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d{4,}(\\.\\d+)?");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private Human() {}

    /** {@code 1,246}. */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 row}, {@code 1,246 rows}. */
    public static String count(long n, String noun) {
        return number(n) + " " + (n == 1 ? noun : noun + "s");
    }

    /** The digits of a number in groups, {@code 1,204.50}; any other text as it is. */
    public static String grouped(String digits) {
        if (!PLAIN_NUMBER.matcher(digits).matches()) {
            return digits;
        }
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        return whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",")
                + (point < 0 ? "" : digits.substring(point));
    }

    /** {@code 46 %}; less than one that is not nothing is {@code <1 %}. */
    public static String percent(double share) {
        long rounded = Math.round(share * 100);
        return (rounded == 0 && share > 0 ? "<1" : Long.toString(rounded)) + " %";
    }

    /**
     * {@code 12 ms}, {@code 0.4 s}, {@code 48 s}, {@code 2m 18s}, {@code 1h 04m}, {@code 3d 02h}.
     */
    public static String duration(Duration duration) {
        long ms = Math.max(0, duration.toMillis());
        if (ms < 100) {
            return ms + " ms";
        }
        long tenths = (ms + 50) / 100;
        if (tenths < 100) {
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        long seconds = (ms + 500) / 1000;
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "m ", seconds % 60, "s");
        }
        long minutes = (seconds + 30) / 60;
        return minutes < 24 * 60
                ? two(minutes / 60, "h ", minutes % 60, "m")
                : two(minutes / 1440, "d ", minutes / 60 % 24, "h");
    }

    /** {@code just now}, {@code 12 minutes ago}, {@code 3 hours ago}, {@code 5 days ago}. */
    public static String ago(Duration age) {
        if (age.toMinutes() < 1) {
            return "just now";
        }
        if (age.toHours() < 1) {
            return count(age.toMinutes(), "minute") + " ago";
        }
        return age.toDays() < 1
                ? count(age.toHours(), "hour") + " ago"
                : count(age.toDays(), "day") + " ago";
    }

    /** {@code today 14:02}, {@code yesterday 09:10}, {@code 2026-10-04 09:10}. */
    public static String when(Instant time, Instant now, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        LocalDate today = now.atZone(zone).toLocalDate();
        if (local.toLocalDate().equals(today)) {
            return "today " + CLOCK.format(local);
        }
        return local.toLocalDate().equals(today.minusDays(1))
                ? "yesterday " + CLOCK.format(local)
                : DAY.format(local);
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return large + unit + (small < 10 ? "0" : "") + small + smallUnit;
    }
}
