package dev.shaduf.live.plan;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The words that {@code format} knows. */
final class Formats {

    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String HOST = LABEL + "(?:\\." + LABEL + ")*";
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String NUMBERS = BYTE + "(?:\\." + BYTE + "){3}";

    private static final Map<String, Predicate<String>> ALL =
            Map.ofEntries(
                    Map.entry("email", email("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+", HOST)),
                    Map.entry("idn-email", email("[^\\s@]+", "[^\\s@]+")),
                    Map.entry("hostname", matches(HOST)),
                    Map.entry("ipv4", matches(NUMBERS)),
                    Map.entry("ipv6", Formats::isIpv6),
                    Map.entry(
                            "uuid",
                            matches("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")),
                    Map.entry(
                            "duration",
                            matches(
                                    "P(?!$)(?:\\d+W|(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?"
                                            + "(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)?)")),
                    Map.entry("date", reads(LocalDate::parse)),
                    Map.entry("date-time", reads(OffsetDateTime::parse)),
                    Map.entry("time", Formats::isTime),
                    Map.entry("uri", Formats::isUri),
                    Map.entry("iri", matches("[A-Za-z][A-Za-z0-9+.-]*:\\S*")),
                    Map.entry("regex", Formats::isRegex));

    private Formats() {}

    /** Whether a text is written so; of a word that is not known every text is. */
    static Predicate<String> of(String name) {
        return ALL.getOrDefault(name, text -> true);
    }

    private static Predicate<String> matches(String regex) {
        Pattern pattern = Pattern.compile("\\A(?:" + regex + ")\\z");
        return text -> Texts.finds(pattern, text);
    }

    private static Predicate<String> email(String local, String host) {
        Predicate<String> form = matches(local + "@" + host);
        return text ->
                form.test(text)
                        && !text.startsWith(".")
                        && !text.contains("..")
                        && !text.contains(".@");
    }

    private static Predicate<String> reads(Consumer<String> reading) {
        return text -> {
            try {
                reading.accept(text.replace(' ', '?'));
                return true;
            } catch (DateTimeParseException e) {
                return false;
            }
        };
    }

    private static boolean isTime(String text) {
        String clock = text.replaceFirst("(?:[Zz]|[+-]\\d\\d:\\d\\d)$", "");
        return clock.length() < text.length() && reads(LocalTime::parse).test(clock);
    }

    private static boolean isIpv6(String text) {
        String whole = text.replaceFirst(":" + NUMBERS + "$", ":0:0");
        int gap = whole.indexOf("::");
        if (!Texts.finds(Pattern.compile("\\A[0-9A-Fa-f:]+\\z"), whole)
                || gap >= 0 && whole.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        int groups = 0;
        String filled = gap < 0 ? whole : whole.replaceFirst("^::|::$|::", gap == 0 ? "" : ":");
        String plain = filled.endsWith(":") ? filled.substring(0, filled.length() - 1) : filled;
        for (String group : plain.isEmpty() ? new String[0] : plain.split(":", -1)) {
            if (group.isEmpty() || group.length() > 4) {
                return false;
            }
            groups++;
        }
        return gap < 0 ? groups == 8 && plain.length() == whole.length() : groups < 8;
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isRegex(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
