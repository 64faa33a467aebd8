package dev.shaduf.destination.http;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.json.Json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows as they look in requests: as JSON text of the default body, made of slices, and as variables
 * of templates. Immutable.
 *
 * @param match the names of the match fields
 */
record RowBody(String object, long runId, List<String> match) {

    private static final int ENVELOPE = 48;

    /** The default body. */
    String batch(Action action, List<OutRow> rows) {
        int size = ENVELOPE;
        for (OutRow row : rows) {
            size += row.size() + ENVELOPE;
        }
        StringBuilder out = new StringBuilder(size);
        out.append("{\"operation\":\"").append(action.word()).append("\",\"rows\":[");
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            append(out, rows.get(i));
        }
        return out.append("]}").toString();
    }

    /** A row's part of the default body. */
    String part(OutRow row) {
        StringBuilder out = new StringBuilder(row.size() + ENVELOPE);
        append(out, row);
        return out.toString();
    }

    private void append(StringBuilder out, OutRow row) {
        out.append("{\"key\":");
        appendKey(out, row);
        if (row.fields() != null) {
            out.append(",\"fields\":").append(row.fields());
        }
        out.append('}');
    }

    private void appendKey(StringBuilder out, OutRow row) {
        if (match.size() == 1) {
            out.append(row.match().getFirst());
            return;
        }
        for (int i = 0; i < match.size(); i++) {
            out.append(i == 0 ? '{' : ',').append(Json.of(match.get(i))).append(':');
            out.append(row.match().get(i));
        }
        out.append(match.isEmpty() ? "null" : "}");
    }

    /** The variables of templates. */
    Json.Obj variables(Action action, List<OutRow> rows, boolean single) {
        List<Json> all = new ArrayList<>();
        rows.forEach(row -> all.add(object(row)));
        Map<String, Json> variables = new LinkedHashMap<>();
        variables.put("rows", Json.array(all));
        variables.put("operation", Json.of(action.word()));
        variables.put("object", Json.of(object));
        variables.put("run_id", Json.of(runId));
        if (single) {
            variables.put("row", all.getFirst());
            StringBuilder key = new StringBuilder();
            appendKey(key, rows.getFirst());
            variables.put("key", Json.parse(key.toString()));
        }
        return new Json.Obj(variables);
    }

    /** Match and mapped fields of a row by their names. */
    private Json.Obj object(OutRow row) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = 0; i < match.size(); i++) {
            members.put(match.get(i), Json.parse(row.match().get(i)));
        }
        if (row.fields() != null && Json.parse(row.fields()) instanceof Json.Obj fields) {
            fields.members().forEach(members::putIfAbsent);
        }
        return new Json.Obj(members);
    }
}
