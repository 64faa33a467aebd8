package dev.shaduf.engine.mapping;

import dev.shaduf.engine.project.MappedField;
import dev.shaduf.engine.project.Mapping;
import dev.shaduf.engine.project.Sync.MatchField;
import dev.shaduf.engine.project.WhenNull;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A sync's mapping made ready: renders rows of the model, given as JSON text, to rows for the tool.
 * Safe to share between threads.
 *
 * <p>{@code when_null} of a template, list or object applies where it came out without content; by
 * default its empty text, list or object is sent.
 */
public final class Renderer {

    private final RowText text;
    private final List<Part.Slice> match;
    private final Part.Members fields;
    private final String cleared;
    private final long largest;
    private final int rest;
    private final Map<String, Integer> columns = new LinkedHashMap<>();

    /**
     * Compiles the templates and finds the columns; throws {@code WRONG_SETTING} for a column that
     * the model has not.
     *
     * @param columns the members of the rows that will be rendered, in their order
     * @param largest the most bytes of a rendered row ({@code max_row})
     */
    public Renderer(
            Templates templates,
            List<String> columns,
            List<MatchField> match,
            List<MappedField> fields,
            long largest) {
        for (String column : columns) {
            this.columns.putIfAbsent(key(column), this.columns.size());
        }
        this.text = new RowText(List.copyOf(columns));
        this.match = match.stream().map(field -> slice(field.column())).toList();
        this.fields = stretched(members(templates, fields, ""), List.copyOf(columns));
        this.rest = rest(columns.size() - 1);
        this.cleared = cleared(fields);
        this.largest = largest;
    }

    /** Renders one row of the model. */
    public Rendered render(long ordinal, String rowId, String row) {
        int[] spans = text.spans(row, rest);
        StringBuilder out = new StringBuilder(row.length() + 64);
        try {
            fields.write(row, spans, out);
        } catch (ShadufException e) {
            return new Rendered.Failed(e.code().name() + ": " + e.message());
        }
        OutRow rendered = new OutRow(ordinal, rowId, match(row, spans), out.toString());
        long bytes = bytes(rendered);
        if (bytes > largest) {
            return new Rendered.Failed(
                    "TOO_LARGE: the row takes "
                            + bytes
                            + " bytes, more than max_row allows ("
                            + largest
                            + ").");
        }
        return new Rendered.Ready(rendered);
    }

    /** The match values of a row of the model as JSON texts. */
    public List<String> match(String row) {
        return match(row, text.spans(row, rest));
    }

    /** The fields of {@code on_remove: clear}: every mapped field but the match set to null. */
    public String cleared() {
        return cleared;
    }

    /** The columns that fields are made from, as they are spelt in the mapping. */
    public static Set<String> columns(List<MappedField> fields) {
        Set<String> all = new LinkedHashSet<>();
        for (MappedField field : fields) {
            switch (field.mapping()) {
                case Mapping.Column(String name) -> all.add(name);
                case Mapping.Constant _ -> {}
                case Mapping.Template(String _, List<String> names) -> all.addAll(names);
                case Mapping.Listed(List<String> names) -> all.addAll(names);
                case Mapping.Nested(List<MappedField> inner) -> all.addAll(columns(inner));
            }
        }
        return all;
    }

    private List<String> match(String row, int[] spans) {
        List<String> values = new ArrayList<>(match.size());
        for (Part.Slice slice : match) {
            int at = 2 * slice.column();
            values.add(row.substring(spans[at], spans[at + 1]));
        }
        return values;
    }

    private long bytes(OutRow row) {
        String all = row.fields() == null ? "" : row.fields();
        if (3L * row.size() <= largest) {
            return row.size();
        }
        long bytes = all.getBytes(StandardCharsets.UTF_8).length;
        for (String value : row.match()) {
            bytes += value.getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes;
    }

    private Part.Members members(Templates templates, List<MappedField> fields, String path) {
        List<Part.Member> members = new ArrayList<>();
        for (MappedField field : fields) {
            String prefix = Json.of(field.name()) + ":";
            Part part = part(templates, field.mapping(), path + field.name());
            boolean skip = field.whenNull() instanceof WhenNull.Skip;
            @Nullable String instead =
                    field.whenNull() instanceof WhenNull.Value(Json value)
                            ? value.toString()
                            : null;
            members.add(new Part.Member(prefix, part, skip, instead));
        }
        return new Part.Members(List.copyOf(members));
    }

    /** Joins members that are neighbouring columns under their own names. */
    private static Part.Members stretched(Part.Members members, List<String> columns) {
        List<Part.Member> joined = new ArrayList<>();
        for (Part.Member member : members.members()) {
            Part.Member last = joined.isEmpty() ? null : joined.getLast();
            if (plain(member, columns)
                    && last != null
                    && last.part() instanceof Part.Stretch(int from, int to)
                    && member.part() instanceof Part.Slice(int column)
                    && column == to + 1) {
                joined.set(joined.size() - 1, stretch(last, from, column));
            } else if (plain(member, columns) && member.part() instanceof Part.Slice(int column)) {
                joined.add(stretch(member, column, column));
            } else {
                joined.add(member);
            }
        }
        return new Part.Members(List.copyOf(joined));
    }

    private static Part.Member stretch(Part.Member first, int from, int to) {
        return new Part.Member(first.prefix(), new Part.Stretch(from, to), false, null);
    }

    private static boolean plain(Part.Member member, List<String> columns) {
        return member.part() instanceof Part.Slice(int column)
                && !member.skip()
                && member.instead() == null
                && member.prefix().equals(Json.of(columns.get(column)) + ":");
    }

    /** From where on nobody looks at single columns; -1: everywhere somebody does. */
    private int rest(int last) {
        int start = -1;
        int looked = match.stream().mapToInt(Part.Slice::column).max().orElse(-1);
        for (Part.Member member : fields.members()) {
            switch (member.part()) {
                case Part.Stretch(int from, int to) when to == last -> start = from;
                case Part.Stretch(int _, int to) -> looked = Math.max(looked, to);
                case Part.Slice(int column) -> looked = Math.max(looked, column);
                case Part.Fixed _ -> {}
                case Part.Filled _, Part.Listed _, Part.Members _ -> looked = last;
            }
        }
        return start > looked ? start : -1;
    }

    private Part part(Templates templates, Mapping mapping, String path) {
        return switch (mapping) {
            case Mapping.Column(String name) -> slice(name);
            case Mapping.Constant(Json value) -> new Part.Fixed(value.toString());
            case Mapping.Template(String source, List<String> _) ->
                    filled(path, templates.compile(source));
            case Mapping.Listed(List<String> names) ->
                    new Part.Listed(names.stream().map(this::slice).toList());
            case Mapping.Nested(List<MappedField> inner) -> members(templates, inner, path + ".");
        };
    }

    private Part filled(String path, Templates.Template template) {
        Map<String, Integer> read = new LinkedHashMap<>();
        for (String name : template.variables()) {
            Integer column = columns.get(key(name));
            if (column != null) {
                read.put(name, column);
            }
        }
        return new Part.Filled(path, template, read);
    }

    private Part.Slice slice(String name) {
        Integer column = columns.get(key(name));
        if (column == null) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "The model has no column '" + name + "'.",
                    "It has: " + String.join(", ", columns.keySet()) + ".");
        }
        return new Part.Slice(column);
    }

    private static String key(String column) {
        return column.toLowerCase(Locale.ROOT);
    }

    private static String cleared(List<MappedField> fields) {
        Map<String, Json> nulls = new LinkedHashMap<>();
        fields.forEach(field -> nulls.put(field.name(), Json.NULL));
        return new Json.Obj(nulls).toString();
    }
}
