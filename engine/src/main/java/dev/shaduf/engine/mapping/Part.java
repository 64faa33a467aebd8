package dev.shaduf.engine.mapping;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the value of one destination field as JSON. */
sealed interface Part {

    /** Appends the value to {@code out}; false where there is no content to speak of. */
    boolean write(String row, int[] spans, StringBuilder out);

    /** A column as it is. */
    record Slice(int column) implements Part {
        @Override
        public boolean write(String row, int[] spans, StringBuilder out) {
            int start = spans[2 * column];
            out.append(row, start, spans[2 * column + 1]);
            return row.charAt(start) != 'n';
        }
    }

    /**
     * Neighbouring columns that go out as they are, under their own names: one piece of the row
     * with the names inside it; the first name stands before it.
     */
    record Stretch(int first, int last) implements Part {
        @Override
        public boolean write(String row, int[] spans, StringBuilder out) {
            out.append(row, spans[2 * first], spans[2 * last + 1]);
            return true;
        }
    }

    /** The same for every row. */
    record Fixed(String json) implements Part {
        @Override
        public boolean write(String row, int[] spans, StringBuilder out) {
            out.append(json);
            return !json.equals("null");
        }
    }

    /** A template over columns; {@code columns} by the names that the template uses. */
    record Filled(String field, Templates.Template template, Map<String, Integer> columns)
            implements Part {
        @Override
        public boolean write(String row, int[] spans, StringBuilder out) {
            Map<String, Json> values = new LinkedHashMap<>();
            columns.forEach((name, column) -> {
                int start = spans[2 * column];
                values.put(name, Json.parse(row.substring(start, spans[2 * column + 1])));
            });
            String text = render(new Json.Obj(values));
            out.append(Json.of(text));
            return !text.isEmpty();
        }

        private String render(Json.Obj values) {
            try {
                return template.render(values);
            } catch (ShadufException e) {
                throw new ShadufException(
                        e.code(), "field '" + field + "': " + e.message(), e.fix(), e);
            }
        }
    }

    /** A list of columns; nulls are left out. */
    record Listed(List<Slice> items) implements Part {
        @Override
        public boolean write(String row, int[] spans, StringBuilder out) {
            out.append('[');
            int first = out.length();
            for (Slice item : items) {
                int before = out.length();
                if (before > first) {
                    out.append(',');
                }
                if (!item.write(row, spans, out)) {
                    out.setLength(before);
                }
            }
            boolean any = out.length() > first;
            out.append(']');
            return any;
        }
    }

    /** An object of parts. */
    record Members(List<Member> members) implements Part {
        @Override
        public boolean write(String row, int[] spans, StringBuilder out) {
            boolean any = false;
            out.append('{');
            int first = out.length();
            for (Member member : members) {
                any |= member.write(row, spans, out, out.length() > first);
            }
            out.append('}');
            return any;
        }
    }

    /**
     * A field of an object.
     *
     * @param prefix the name as JSON and a colon
     * @param skip whether it is left out where there is no content
     * @param instead what is written where there is no content; null: the part's own text
     */
    record Member(String prefix, Part part, boolean skip, @Nullable String instead) {

        /** Appends name and value; false where there is no content. */
        boolean write(String row, int[] spans, StringBuilder out, boolean comma) {
            int before = out.length();
            out.append(comma ? "," : "").append(prefix);
            int value = out.length();
            if (part.write(row, spans, out)) {
                return true;
            }
            if (skip) {
                out.setLength(before);
            } else if (instead != null) {
                out.setLength(value);
                out.append(instead);
            }
            return false;
        }
    }
}
