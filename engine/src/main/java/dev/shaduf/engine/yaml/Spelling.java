package dev.shaduf.engine.yaml;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The nearest correct name. */
public final class Spelling {

    private static final int SHOWN = 12;

    private Spelling() {}

    /** The name that was probably meant, or null. */
    public static @Nullable String nearest(String found, Collection<String> names) {
        String best = null;
        int least = Math.max(1, Math.min(found.length(), 12) / 3) + 1;
        for (String name : names) {
            int distance = distance(found.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least && distance < name.length()) {
                best = name;
                least = distance;
            }
        }
        return best;
    }

    /** A sentence that helps: the nearest name, or else the names there are; "" without names. */
    public static String advice(String found, Collection<String> names) {
        String nearest = nearest(found, names);
        if (nearest != null) {
            return "did you mean '" + nearest + "'?";
        }
        return listed(names);
    }

    /** The names there are, the first dozen; "" without names. */
    public static String listed(Collection<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> sorted = names.stream().distinct().sorted().toList();
        String first = sorted.stream().limit(SHOWN).collect(Collectors.joining(", "));
        int more = sorted.size() - SHOWN;
        return "there are: " + first + (more > 0 ? " and " + more + " more" : "");
    }

    /** Insertions, deletions, replacements and swaps of neighbours that make one word the other. */
    static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 12 || a.length() > 200) {
            return Integer.MAX_VALUE;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[b.length()];
    }
}
