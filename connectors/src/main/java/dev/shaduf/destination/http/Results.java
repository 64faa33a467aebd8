package dev.shaduf.destination.http;

import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where an answer tells of each row. Immutable.
 *
 * @param stated whether the project says where; else the default shape is looked for
 * @param at the list of results
 * @param key by match field where there are several; "" for the key as a whole
 * @param ok what a result has when the row is delivered
 * @param retry what it has when the row shall be sent again
 */
record Results(
        boolean stated,
        JsonPath at,
        Map<String, JsonPath> key,
        Map<JsonPath, List<Json>> ok,
        Map<JsonPath, List<Json>> retry,
        JsonPath error) {

    private static final String WHOLE = "";
    private static final JsonPath ID = JsonPath.of("id");

    static Results of(Settings object) {
        Settings results = object.group("results");
        return new Results(
                object.has("results"),
                JsonPath.of(results.text("at", "$.results")).list(),
                keys(results),
                rule(results, "ok", "ok"),
                rule(results, "retry", "retry"),
                JsonPath.of(results.text("error", "message")));
    }

    private static Map<String, JsonPath> keys(Settings results) {
        Map<String, JsonPath> keys = new LinkedHashMap<>();
        if (results.raw("key") instanceof Json.Obj) {
            Auth.texts(results.group("key"))
                    .forEach((field, path) -> keys.put(field, JsonPath.of(path)));
        } else {
            keys.put(WHOLE, JsonPath.of(results.text("key", "key")));
        }
        return keys;
    }

    private static Map<JsonPath, List<Json>> rule(Settings results, String name, String status) {
        if (!results.has(name)) {
            return Map.of(JsonPath.of("status"), List.of(Json.of(status)));
        }
        Map<JsonPath, List<Json>> rule = new LinkedHashMap<>();
        results.group(name)
                .values()
                .members()
                .forEach((field, value) ->
                        rule.put(
                                JsonPath.of(field),
                                value instanceof Json.Arr(List<Json> any) ? any : List.of(value)));
        return rule;
    }

    /** The results in an answer; null where there are none. */
    @Nullable List<Json> in(Json answer) {
        Json found = at.first(answer);
        if (!stated) {
            List<Json> items = found instanceof Json.Arr(List<Json> all) ? all : null;
            boolean ours =
                    items != null && (items.isEmpty() || items.stream().anyMatch(this::hasKey));
            return ours ? items : null;
        }
        return switch (found) {
            case Json.Arr(List<Json> items) -> items;
            case Json.Obj one -> List.of(one);
            case null, default -> null;
        };
    }

    private boolean hasKey(Json item) {
        return key.values().stream().allMatch(path -> path.first(item) != null);
    }

    /** What each row's result says, in the order of the rows, and keys of no row. */
    Sorted sort(List<Json> items, List<OutRow> rows, List<String> match, int status) {
        Map<String, RowResult> byKey = new LinkedHashMap<>();
        for (Json item : items) {
            boolean only = rows.size() == 1 && !hasKey(item);
            String name = only ? rowKey(rows.getFirst()) : name(item, match);
            byKey.merge(name, result(item, status), Results::worse);
        }
        Set<String> strangers = new LinkedHashSet<>(byKey.keySet());
        List<RowResult> results = new ArrayList<>();
        for (OutRow row : rows) {
            String name = rowKey(row);
            results.add(byKey.getOrDefault(name, new RowResult.Missing()));
            strangers.remove(name);
        }
        return new Sorted(results, List.copyOf(strangers));
    }

    /** Results in the order of the rows. */
    record Sorted(List<RowResult> results, List<String> strangers) {}

    private static RowResult worse(RowResult a, RowResult b) {
        return a instanceof RowResult.Done ? b : a;
    }

    private RowResult result(Json item, int status) {
        if (fits(ok, item)) {
            Json id = key.containsValue(ID) ? null : ID.first(item);
            return new RowResult.Done(id == null ? null : id.asText());
        }
        Json said = error.first(item);
        String text = said == null ? null : said.asText();
        Reason reason = new Reason(text == null || text.isBlank() ? item.toString() : text, status);
        return fits(retry, item) ? new RowResult.Again(reason) : new RowResult.Refused(reason);
    }

    private static boolean fits(Map<JsonPath, List<Json>> rule, Json item) {
        return !rule.isEmpty()
                && rule.entrySet().stream()
                        .allMatch(entry -> {
                            Json found = entry.getKey().first(item);
                            return entry.getValue().stream()
                                    .anyMatch(wanted -> same(wanted, found));
                        });
    }

    private static boolean same(Json wanted, @Nullable Json found) {
        if (found == null || found instanceof Json.Null) {
            return wanted instanceof Json.Null;
        }
        return keyText(wanted).equals(keyText(found));
    }

    private String name(Json item, List<String> match) {
        JsonPath whole = key.get(WHOLE);
        if (whole != null) {
            Json value = whole.first(item);
            if (!(value instanceof Json.Obj fields)) {
                return value == null ? "" : keyText(value);
            }
            return joined(match, field -> fields.get(field));
        }
        return joined(
                match,
                field -> {
                    JsonPath path = key.get(field);
                    return path == null ? null : path.first(item);
                });
    }

    private static String joined(
            List<String> match, java.util.function.Function<String, @Nullable Json> values) {
        List<String> parts = new ArrayList<>();
        for (String field : match) {
            Json value = values.apply(field);
            parts.add(value == null ? "" : keyText(value));
        }
        return String.join(", ", parts);
    }

    private static String rowKey(OutRow row) {
        List<String> parts = new ArrayList<>();
        row.match().forEach(value -> parts.add(keyText(Json.parse(value))));
        return String.join(", ", parts);
    }

    /** A value as it is compared: numbers by value, whatever their spelling. */
    private static String keyText(Json value) {
        if (value instanceof Json.Num number && number.digits().length() < 100) {
            return number.decimal().signum() == 0
                    ? "0"
                    : number.decimal().stripTrailingZeros().toPlainString();
        }
        return String.valueOf(value.asText());
    }
}
