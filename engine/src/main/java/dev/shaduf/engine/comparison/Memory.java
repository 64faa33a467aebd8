package dev.shaduf.engine.comparison;

import dev.shaduf.engine.comparison.Definition.MatchColumn;
import dev.shaduf.engine.comparison.Definition.Part;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.Dialect;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is remembered once per sync about the rows in its snapshot: the mapping they went through
 * and the forms their hashes were made in. Immutable.
 *
 * @param hash dialect and version of the hash
 * @param key the key columns' names, in order
 * @param match the match fields' names, in order
 * @param parts by destination field
 */
public record Memory(
        String to,
        String object,
        String hash,
        List<String> key,
        List<String> match,
        Map<String, PartMemory> parts) {

    private static final Pattern NUMBER = Pattern.compile("=(i64|i128|digits|dec\\w*|f32|f64)\\b");

    /**
     * A destination field as it was: its shape, and the form of each column's values by path.
     *
     * @param filled whether it has a value where its columns are null; not remembered
     */
    record PartMemory(String shape, Map<String, String> forms, boolean filled) {

        /** Numbers are equal whatever the type, but not to a text of their digits. */
        boolean comparable(PartMemory other) {
            return shape.equals("match") || kinds().equals(other.kinds());
        }

        private String kinds() {
            return NUMBER.matcher(new TreeMap<>(forms).toString()).replaceAll("=number");
        }
    }

    /** What a definition would be remembered as. */
    public static Memory of(Definition definition, Dialect dialect) {
        Map<String, PartMemory> parts = new LinkedHashMap<>();
        for (Part part : definition.parts()) {
            Map<String, String> forms = new LinkedHashMap<>();
            for (Column column : part.columns()) {
                forms.put(
                        part.composed() ? column.name() : "", dialect.hashes().form(column.type()));
            }
            parts.put(part.field(), new PartMemory(part.shape(), forms, part.filled()));
        }
        return new Memory(
                definition.sync().to(),
                definition.sync().object(),
                dialect.name() + " " + dialect.hashes().version(),
                definition.key().stream().map(Column::name).toList(),
                definition.match().stream().map(MatchColumn::field).toList(),
                parts);
    }

    public Json.Obj toJson() {
        Json.Obj all = Json.object();
        for (Map.Entry<String, PartMemory> part : parts.entrySet()) {
            Json.Obj forms = Json.object();
            for (Map.Entry<String, String> form : part.getValue().forms().entrySet()) {
                forms = forms.with(form.getKey(), form.getValue());
            }
            Json.Obj one = Json.object().with("shape", part.getValue().shape());
            all = all.with(part.getKey(), one.with("forms", forms));
        }
        return Json.object()
                .with("to", to)
                .with("object", object)
                .with("hash", hash)
                .with("key", Json.texts(key))
                .with("match", Json.texts(match))
                .with("parts", all);
    }

    public static Memory fromJson(Json json) {
        Json.Obj all = (Json.Obj) json;
        Map<String, PartMemory> parts = new LinkedHashMap<>();
        for (Map.Entry<String, Json> part : object(all, "parts").members().entrySet()) {
            Json.Obj one = (Json.Obj) part.getValue();
            Map<String, String> forms = new LinkedHashMap<>();
            object(one, "forms").members().forEach((path, form) -> forms.put(path, str(form)));
            parts.put(part.getKey(), new PartMemory(str(one.get("shape")), forms, false));
        }
        return new Memory(
                str(all.get("to")),
                str(all.get("object")),
                str(all.get("hash")),
                texts(all.get("key")),
                texts(all.get("match")),
                parts);
    }

    private static Json.Obj object(Json.Obj all, String name) {
        return all.get(name) instanceof Json.Obj o ? o : Json.object();
    }

    private static String str(@Nullable Json json) {
        return json == null ? "" : String.valueOf(json.asText());
    }

    private static List<String> texts(@Nullable Json json) {
        List<String> all = new ArrayList<>();
        if (json instanceof Json.Arr(List<Json> items)) {
            items.forEach(item -> all.add(str(item)));
        }
        return all;
    }

    /** What has to happen to the snapshot before rows are compared under another definition. */
    public sealed interface Change {

        /** Nothing. */
        record Same() implements Change {}

        /**
         * Hashes are made again from the remembered values; {@code known} are the fields that
         * count.
         */
        record Rehash(List<String> known) implements Change {}

        /** As {@link Rehash}, and every delivered row is changed for this reason. */
        record Resend(List<String> known, String why) implements Change {}

        /** Nothing may be sent for this reason. */
        record Redefined(String why) implements Change {}
    }

    /** Compares what is remembered with what would be. */
    public Change to(Memory next) {
        if (!to.equals(next.to) || !object.equals(next.object)) {
            return new Change.Redefined(
                    "it delivered to %s %s before, now to %s %s"
                            .formatted(to, object, next.to, next.object));
        }
        if (key.size() != next.key.size()) {
            return new Change.Redefined(
                    "its key was "
                            + String.join(", ", key)
                            + ", now it is "
                            + String.join(", ", next.key));
        }
        List<String> known = new ArrayList<>(next.parts.keySet());
        known.removeIf(field -> {
            PartMemory before = parts.get(field);
            return before == null || !before.comparable(next.parts.getOrDefault(field, before));
        });
        String why = resend(next);
        if (why != null) {
            return new Change.Resend(known, why);
        }
        boolean same = hash.equals(next.hash) && forms(parts).equals(forms(next.parts));
        return same ? new Change.Same() : new Change.Rehash(known);
    }

    private @Nullable String resend(Memory next) {
        if (!match.equals(next.match)) {
            return "match is by "
                    + String.join(", ", next.match)
                    + " now, not by "
                    + String.join(", ", match);
        }
        for (Map.Entry<String, PartMemory> part : next.parts.entrySet()) {
            PartMemory before = parts.get(part.getKey());
            PartMemory now = part.getValue();
            if (before != null && !before.shape().equals(now.shape())) {
                return "field '" + part.getKey() + "' is made in another way now";
            }
            if (before == null && now.filled()) {
                return "field '" + part.getKey() + "' is new and has a value in every row";
            }
        }
        return null;
    }

    private static Map<String, Object> forms(Map<String, PartMemory> parts) {
        Map<String, Object> all = new HashMap<>();
        parts.forEach((field, part) -> all.put(field, part.forms()));
        return all;
    }
}
