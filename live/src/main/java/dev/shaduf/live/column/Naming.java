package dev.shaduf.live.column;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of columns and tables as {@code tables.md} derives them from names in events. Pure. */
public final class Naming {

    /** The longest name that every warehouse takes, in bytes. */
    static final int LONGEST = 63;

    private static final int CUT = 56;
    private static final int SUFFIX = 6;
    private static final int EMPTY = 8;

    private Naming() {}

    /**
     * One part in snake case: a clean one as it is, else its words {@code [A-Z0-9]*[a-z0-9]*} in
     * lower case joined by underscores; never empty.
     */
    public static String part(String name) {
        if (isClean(name)) {
            return name;
        }
        StringBuilder out = new StringBuilder(name.length() + 4);
        int at = 0;
        while (at < name.length()) {
            int start = at;
            while (at < name.length() && (isUpper(name.charAt(at)) || isDigit(name.charAt(at)))) {
                at++;
            }
            while (at < name.length() && (isLower(name.charAt(at)) || isDigit(name.charAt(at)))) {
                at++;
            }
            if (at == start) {
                at++;
                continue;
            }
            word(out, name, start, at);
        }
        return out.isEmpty() ? "e_" + digest(name).substring(0, EMPTY) : out.toString();
    }

    private static void word(StringBuilder out, String name, int from, int to) {
        if (!out.isEmpty()) {
            out.append('_');
        }
        for (int i = from; i < to; i++) {
            char c = name.charAt(i);
            out.append(isUpper(c) ? (char) (c + 'a' - 'A') : c);
        }
    }

    /** Whether a name is snake case already: words of small letters and digits, joined by one _. */
    private static boolean isClean(String name) {
        boolean word = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isLower(c) || isDigit(c)) {
                word = true;
            } else if (c == '_' && word) {
                word = false;
            } else {
                return false;
            }
        }
        return word;
    }

    /**
     * A name that no warehouse finds too long; the end of one that was cut tells it from others.
     */
    public static String cut(String name, String original) {
        return name.length() <= LONGEST ? name : name.substring(0, CUT) + suffix(original);
    }

    /** The name of one that came second. */
    public static String second(String name, String original) {
        boolean fits = name.length() + 1 + SUFFIX <= LONGEST;
        return (fits ? name : name.substring(0, CUT)) + suffix(original);
    }

    private static String suffix(String original) {
        return "_" + digest(original).substring(0, SUFFIX);
    }

    private static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
