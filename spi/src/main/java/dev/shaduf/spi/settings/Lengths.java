package dev.shaduf.spi.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations, sizes and rates as they are written in project files. */
public final class Lengths {

    private static final Pattern LENGTH =
            Pattern.compile(
                    "(\\d+)\\s*(seconds?|s|minutes?|m|hours?|h|days?|d|weeks?|w)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE =
            Pattern.compile("(\\d+)\\s*(B|KB|MB|GB|TB|KiB|MiB|GiB)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern RATE =
            Pattern.compile("(\\d+)\\s*(?:per|/)\\s*(\\d+)?\\s*([a-z]+)", Pattern.CASE_INSENSITIVE);

    /** No clock can be set back by much more. */
    private static final Duration LONGEST = Duration.ofDays(365_000);

    private Lengths() {}

    /**
     * Reads {@code 30 days}, {@code 15m}; throws {@link ArithmeticException} for more than a
     * thousand years, {@link IllegalArgumentException} for what is no duration.
     */
    public static Duration duration(String text) {
        Matcher matcher = LENGTH.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration such as '15 minutes' or '30d'");
        }
        Duration length = length(text, matcher);
        if (length.compareTo(LONGEST) > 0) {
            throw tooLong(text);
        }
        return length;
    }

    private static Duration length(String text, Matcher matcher) {
        long n = number(text, matcher.group(1));
        return switch (matcher.group(2).toLowerCase(Locale.ROOT).charAt(0)) {
            case 's' -> Duration.ofSeconds(n);
            case 'm' -> Duration.ofMinutes(n);
            case 'h' -> Duration.ofHours(n);
            case 'd' -> Duration.ofDays(n);
            default -> Duration.ofDays(7 * n);
        };
    }

    private static long number(String text, String digits) {
        if (digits.length() > 15) {
            throw tooLong(text);
        }
        return Long.parseLong(digits);
    }

    private static ArithmeticException tooLong(String text) {
        return new ArithmeticException(
                "'" + text + "' is longer than " + LONGEST.toDays() + " days");
    }

    /** Reads {@code 64 MB} as bytes, powers of 1024; throws {@link IllegalArgumentException}. */
    public static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size such as '64 MB'");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2).toUpperCase(Locale.ROOT);
        int shift =
                switch (unit.charAt(0)) {
                    case 'K' -> 10;
                    case 'M' -> 20;
                    case 'G' -> 30;
                    case 'T' -> 40;
                    default -> 0;
                };
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
    }

    /**
     * Reads {@code 9 per second}, {@code 100 per 10 seconds}; throws {@link
     * IllegalArgumentException}.
     */
    public static Rate rate(String text) {
        Matcher matcher = RATE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a rate such as '9 per second'");
        }
        String count = matcher.group(2) == null ? "1" : matcher.group(2);
        return new Rate(Long.parseLong(matcher.group(1)), duration(count + " " + matcher.group(3)));
    }

    /** So many permits in each span. */
    public record Rate(long permits, Duration per) {}
}
