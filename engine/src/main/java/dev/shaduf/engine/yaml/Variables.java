package dev.shaduf.engine.yaml;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${NAME}} and {@code ${NAME:-default}}; {@code $${} is a literal {@code ${}. What
 * comes out of a variable counts as secret; a default, which stands in the file, does not.
 */
public final class Variables {

    private static final Pattern USE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(})?");
    private static final Pattern NAME =
            Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)(:-(.*))?\\s*", Pattern.DOTALL);

    private static final String FORM = "write ${NAME} or ${NAME:-default}; $${ is a literal ${";

    private final Map<String, String> values;
    private final Findings findings;

    /** Variables with these values. */
    public Variables(Map<String, String> values, Findings findings) {
        this.values = Map.copyOf(values);
        this.findings = findings;
    }

    /** The tree with every variable filled in; what names an unset one is unknown from then on. */
    public Tree fill(Tree tree) {
        return switch (tree) {
            case Tree.Scalar scalar -> filled(scalar);
            case Tree.Items(List<Tree> items, Place place) ->
                    new Tree.Items(items.stream().map(this::fill).toList(), place);
            case Tree.Keys(List<Tree.Entry> entries, Place place) ->
                    new Tree.Keys(entries.stream().map(this::filled).toList(), place);
            case Tree.Unknown unknown -> unknown;
        };
    }

    private Tree.Entry filled(Tree.Entry entry) {
        return new Tree.Entry(entry.name(), entry.place(), fill(entry.value()));
    }

    private Tree filled(Tree.Scalar scalar) {
        return scalar.text().contains("${") ? replaced(scalar) : scalar;
    }

    private Tree replaced(Tree.Scalar scalar) {
        StringBuilder text = new StringBuilder();
        Matcher matcher = USE.matcher(scalar.text());
        boolean known = true;
        while (matcher.find()) {
            boolean literal = matcher.group().startsWith("$$");
            boolean closed = matcher.group(2) != null;
            String value = literal ? "${" : value(matcher.group(1), closed, scalar.place());
            known &= value != null;
            matcher.appendReplacement(text, Matcher.quoteReplacement(value == null ? "" : value));
        }
        matcher.appendTail(text);
        return known ? scalar.saying(text.toString()) : new Tree.Unknown(scalar.place());
    }

    private @Nullable String value(String inside, boolean closed, Place place) {
        Matcher matcher = NAME.matcher(inside);
        if (!closed || !matcher.matches()) {
            String written = "${" + inside + (closed ? "}" : "");
            findings.add(place, "bad_variable", "'" + written + "' is not a variable", FORM);
            return null;
        }
        String name = matcher.group(1);
        String fallback = matcher.group(3);
        String value = values.get(name);
        if (value != null && !(value.isEmpty() && fallback != null)) {
            findings.came(name, value);
            return value;
        }
        if (fallback == null) {
            missing(name, place);
        }
        return fallback;
    }

    private void missing(String name, Place place) {
        String line = "add '" + name + "=…' to .env beside shaduf.yml";
        findings.add(
                place,
                "missing_variable",
                "the variable " + name + " is not set",
                "set it in the environment, " + line + ", or write ${" + name + ":-default}");
    }
}
