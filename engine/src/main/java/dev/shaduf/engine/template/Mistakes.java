package dev.shaduf.engine.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the Liquid library's messages into words for people. */
final class Mistakes {

    private static final Pattern QUOTED =
            Pattern.compile(
                    "(?:lexer|parser) error \"(.*)\" on line \\d+, index \\d+", Pattern.DOTALL);
    private static final Pattern PLACED =
            Pattern.compile("error on line (\\d+), index (\\d+): (.*)", Pattern.DOTALL);
    private static final Pattern FILTER =
            Pattern.compile("no filter available named: \\|([^:]*).*");
    private static final int LONGEST = 300;

    private Mistakes() {}

    /** What went wrong, as the end of a sentence without its full stop. */
    static String of(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String text = message.replace("java.lang.RuntimeException: ", "").strip();
        Matcher quoted = QUOTED.matcher(text);
        if (quoted.matches()) {
            text = quoted.group(1);
        }
        Matcher placed = PLACED.matcher(text);
        if (placed.matches()) {
            String at = " at line " + placed.group(1) + ", column " + column(placed.group(2));
            text = filter(placed.group(3)) + at;
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    private static int column(String index) {
        return Integer.parseInt(index) + 1;
    }

    private static String filter(String text) {
        Matcher filter = FILTER.matcher(text);
        return filter.matches() ? "there is no filter '" + filter.group(1) + "'" : text;
    }
}
