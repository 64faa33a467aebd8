package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * JSON of lists, structs and maps. {@code to_json} is right for texts, integers and booleans and
 * fast; where such a value holds floats, decimals, times or bytes, it is put together member by
 * member, so that these look inside as they do outside and NaN does not break the JSON. Pure.
 */
final class DuckDbNested {

    private static final Pattern SPECIAL =
            Pattern.compile("\\b(FLOAT|DOUBLE|DECIMAL|TIMESTAMP\\w*|TIME\\w*|BLOB)\\b");
    private static final Pattern SIZED = Pattern.compile("\\[\\d*]$");

    private DuckDbNested() {}

    /** JSON text of a value of a nested type; SQL NULL for null. */
    static String json(String e, String type) {
        return SPECIAL.matcher(type).find() ? value(e, type, 0) : "to_json(" + e + ")::VARCHAR";
    }

    private static String value(String e, String type, int depth) {
        if (type.endsWith("]")) {
            return list(e, SIZED.matcher(type).replaceFirst(""), depth);
        }
        if (type.startsWith("STRUCT(")) {
            return struct(e, type, depth);
        }
        if (type.startsWith("MAP(")) {
            return map(e, type, depth);
        }
        return "to_json(" + e + ")::VARCHAR";
    }

    /** JSON text of a member; the four letters null for null. */
    private static String member(String e, String name, int depth) {
        Type type = DuckDbTypes.of(name);
        boolean nested = type.kind() == Type.Kind.JSON && !type.name().equals("JSON");
        return nested
                ? "coalesce(" + value(e, name, depth) + ", 'null')"
                : DuckDbText.json(e, type);
    }

    private static String list(String e, String element, int depth) {
        String item = "x" + depth;
        return ("('[' || array_to_string(list_transform((%1$s)::%2$s[], lambda "
                        + "%3$s: %4$s), ',') || ']')")
                .formatted(e, element, item, member(item, element, depth + 1));
    }

    private static String struct(String e, String type, int depth) {
        StringBuilder sql = new StringBuilder("(CASE WHEN (" + e + ") IS NOT NULL THEN concat('{'");
        String comma = "";
        for (String part : parts(type)) {
            int end = part.startsWith("\"") ? closing(part) + 1 : part.indexOf(' ');
            String name = part.substring(0, end);
            String plain =
                    name.startsWith("\"")
                            ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                            : name;
            String at = "struct_extract(" + e + ", " + DuckDbDialect.quoted(plain) + ")";
            sql.append(", ")
                    .append(DuckDbDialect.quoted(comma + Json.of(plain) + ":"))
                    .append(", ")
                    .append(member(at, part.substring(end).strip(), depth));
            comma = ",";
        }
        return sql.append(", '}') END)").toString();
    }

    private static String map(String e, String type, int depth) {
        List<String> parts = parts(type);
        String entry = "x" + depth;
        Type key = DuckDbTypes.of(parts.getFirst());
        String name = "to_json(coalesce(" + DuckDbText.of(entry + ".key", key) + ", ''))::VARCHAR";
        String value = member(entry + ".value", parts.getLast(), depth + 1);
        return """
        ('{' || array_to_string(list_transform(map_entries(%1$s), \
        lambda %2$s: concat(%3$s, ':', %4$s)), ',') || '}')\
        """
                .formatted(e, entry, name, value);
    }

    /** What stands between the outer parentheses, split at the commas of that level. */
    private static List<String> parts(String type) {
        List<String> parts = new ArrayList<>();
        int start = type.indexOf('(') + 1;
        int depth = 0;
        for (int i = start; i < type.length() - 1; i++) {
            char c = type.charAt(i);
            if (c == '"' || c == '\'') {
                i = type.indexOf(c, i + 1);
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(type.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(type.substring(start, type.length() - 1).strip());
        return parts;
    }

    /** The index of the quote that ends the name, doubled ones skipped. */
    private static int closing(String part) {
        int at = 1;
        while (part.charAt(at) != '"' || part.startsWith("\"\"", at)) {
            at += part.startsWith("\"\"", at) ? 2 : 1;
        }
        return at;
    }
}
