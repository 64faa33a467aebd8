package dev.shaduf.engine.project;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The values that must not be shown: those that came out of variables or stand in secret settings.
 * Immutable.
 *
 * <p>Values shorter than four characters, and words such as {@code true}, are no secrets: masking
 * them would make any text unreadable and hide nothing.
 */
public final class Secrets {

    /** Nothing is secret. */
    public static final Secrets NONE = new Secrets(Set.of());

    private static final int SHORTEST = 4;
    private static final Set<String> WORDS = Set.of("true", "false", "null", "none", "local");
    private static final Pattern IN_URL = Pattern.compile("(://[^\\s:/@]*:)([^\\s@]+)(@)");

    private final List<String> values;

    private Secrets(Collection<String> values) {
        this.values =
                values.stream()
                        .map(String::strip)
                        .filter(value -> value.length() >= SHORTEST)
                        .filter(value -> !WORDS.contains(value.toLowerCase(Locale.ROOT)))
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
    }

    /** These values. */
    public static Secrets of(Collection<String> values) {
        return new Secrets(values);
    }

    /** The text with {@code ***} in place of every secret and of passwords in URLs. */
    public String mask(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, "***");
        }
        return masked.contains("://") ? IN_URL.matcher(masked).replaceAll("$1***$3") : masked;
    }

    /** The same with as many stars as the secret had characters, so that columns stay in place. */
    String maskInPlace(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, stars(value));
        }
        return IN_URL.matcher(masked).replaceAll(m -> m.group(1) + stars(m.group(2)) + m.group(3));
    }

    private static String stars(String value) {
        return "*".repeat(value.codePointCount(0, value.length()));
    }

    /** Shows how many, never which. */
    @Override
    public String toString() {
        return values.size() + " secrets";
    }
}
