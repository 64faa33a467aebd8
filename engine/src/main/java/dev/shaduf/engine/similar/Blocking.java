package dev.shaduf.engine.similar;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of expressions that must be equal for a pair to be compared.
 *
 * @param name how people know it, such as {@code last_name, city}
 * @param uses the names of the comparisons that decide it; nothing is learnt about them from its
 *     pairs, which agree in them by choice
 */
public record Blocking(String name, Set<String> uses) {

    private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    /** Keeps its own copy. */
    public Blocking {
        uses = Set.copyOf(uses);
    }

    /**
     * Of expressions as they stand in the file.
     *
     * @param compared the names of all comparisons; those that an expression mentions decide it
     */
    public static Blocking of(List<String> expressions, List<String> compared) {
        Set<String> words = new HashSet<>();
        for (String expression : expressions) {
            words.add(expression.strip().toLowerCase(Locale.ROOT));
            Matcher matcher = WORD.matcher(TEXT.matcher(expression).replaceAll(" "));
            while (matcher.find()) {
                words.add(matcher.group().toLowerCase(Locale.ROOT));
            }
        }
        Set<String> uses = new HashSet<>(compared);
        uses.removeIf(name -> !words.contains(name.toLowerCase(Locale.ROOT)));
        return new Blocking(String.join(", ", expressions), uses);
    }
}
