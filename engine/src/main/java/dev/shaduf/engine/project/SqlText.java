package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model's SQL with the places of {@code {{ ref('model') }}} and {@code {{ source('source',
 * 'table') }}} in it. Nothing else in braces is allowed. Immutable.
 */
public record SqlText(String sql, List<Use> uses) {

    private static final Pattern BRACES =
            Pattern.compile("\\{\\{(.*?)}}|\\{%.*?%}|\\{\\{|\\{%|\\{#.*?#}", Pattern.DOTALL);
    private static final String QUOTED = "\\s*(?:'([^']*)'|\"([^\"]*)\")\\s*";
    private static final Pattern CALL =
            Pattern.compile(
                    "\\s*(ref|source|entity)\\s*\\(" + QUOTED + "(?:," + QUOTED + ")?\\)\\s*");

    /** Something in braces, from {@code start} to {@code end} of the text. */
    public sealed interface Use {

        /** Where it begins. */
        int start();

        /** Behind its last character. */
        int end();

        /** Another model. */
        record Ref(String model, int start, int end) implements Use {}

        /** A table of a source. */
        record Table(String source, String table, int start, int end) implements Use {}

        /** A table of an entity: {@code {{ entity('customer', 'identifiers') }}}. */
        record Own(String entity, String table, int start, int end) implements Use {}

        /** Something that means nothing. */
        record Other(String text, int start, int end) implements Use {}
    }

    /** Finds what stands in braces. */
    public static SqlText of(String sql) {
        List<Use> uses = new ArrayList<>();
        Matcher matcher = BRACES.matcher(sql);
        while (matcher.find()) {
            uses.add(use(matcher));
        }
        return new SqlText(sql, List.copyOf(uses));
    }

    private static Use use(Matcher braces) {
        int start = braces.start();
        int end = braces.end();
        Matcher call = CALL.matcher(braces.group(1) == null ? "" : braces.group(1));
        if (call.matches()) {
            String first = either(call.group(2), call.group(3));
            String second = either(call.group(4), call.group(5));
            if (call.group(1).equals("ref") && second == null && first != null) {
                return new Use.Ref(first, start, end);
            }
            if (call.group(1).equals("source") && second != null && first != null) {
                return new Use.Table(first, second, start, end);
            }
            if (call.group(1).equals("entity") && second != null && first != null) {
                return new Use.Own(first, second, start, end);
            }
        }
        return new Use.Other(braces.group(), start, end);
    }

    private static @Nullable String either(@Nullable String a, @Nullable String b) {
        return a == null ? b : a;
    }

    /** The line of an offset, from 0. */
    int line(int offset) {
        return (int) sql.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    /**
     * The place of a use.
     *
     * @param line the file's line at which the text begins, from 1
     * @param lines the file's lines, which know the indentation
     */
    Place place(Use use, String file, int line, List<String> lines) {
        return place(use.start(), use.end(), Place.of(file), line, lines);
    }

    /** The place of a piece, in a file whose line {@code line} is the text's first. */
    Place place(int start, int end, Place of, int line, List<String> lines) {
        int at = line + line(start);
        int from = sql.lastIndexOf('\n', start - 1) + 1;
        int column = start - from;
        String first = sql.substring(start, end).lines().findFirst().orElse("");
        if (at - 1 < lines.size()) {
            String whole = lines.get(at - 1);
            String before = sql.substring(from, start);
            int found = whole.indexOf(before + first);
            found = found < 0 ? whole.indexOf(first) : found + before.length();
            column = found < 0 ? column : whole.codePointCount(0, found);
        }
        return new Place(
                of.file(), at, column + 1, Math.max(1, first.codePointCount(0, first.length())));
    }
}
