package dev.shaduf.engine.project;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The values that must not be shown: those of secret settings and of variables whose names sound
 * secret, everywhere; those of all variables, in what is stored. Immutable.
 *
 * <p>Values shorter than four characters, and words such as {@code true}, are no secrets: masking
 * them would make any text unreadable and hide nothing.
 */
public final class Secrets {

    /** Nothing is secret. */
    public static final Secrets NONE = new Secrets(Set.of(), Set.of());

    private static final int SHORTEST = 4;
    private static final Set<String> WORDS = Set.of("true", "false", "null", "none", "local");
    private static final Pattern IN_URL = Pattern.compile("(://[^\\s:/@]*:)([^\\s@]+)(@)");

    private final List<String> shown;
    private final List<String> stored;

    private Secrets(Collection<String> secrets, Collection<String> variables) {
        this.shown = sorted(secrets.stream());
        this.stored = sorted(Stream.concat(secrets.stream(), variables.stream()));
    }

    private static List<String> sorted(Stream<String> values) {
        return values.map(String::strip)
                .filter(value -> value.length() >= SHORTEST)
                .filter(value -> !WORDS.contains(value.toLowerCase(Locale.ROOT)))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** These values, of secret settings and of variables. */
    public static Secrets of(Collection<String> secrets, Collection<String> variables) {
        return new Secrets(secrets, variables);
    }

    /**
     * The text with {@code ***} in place of the values of all variables and secret settings, and of
     * passwords in URLs: for what is stored, such as payloads.
     */
    public String mask(String text) {
        return masked(text, stored);
    }

    /**
     * The same for what a person reads: an address that came out of a variable may be shown, a
     * token may not.
     */
    public String maskShown(String text) {
        return masked(text, shown);
    }

    private static String masked(String text, List<String> values) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, "***");
        }
        return masked.contains("://") ? IN_URL.matcher(masked).replaceAll("$1***$3") : masked;
    }

    /** The same with as many stars as the secret had characters, so that columns stay in place. */
    String maskInPlace(String text) {
        String masked = text;
        for (String value : stored) {
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
        return stored.size() + " secrets";
    }
}
