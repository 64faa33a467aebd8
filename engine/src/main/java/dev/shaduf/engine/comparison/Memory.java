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
import java.util.Objects;
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

    /** The forms of numbers, which are equal whatever the type. */
    private static final Pattern NUMBER = Pattern.compile("i64|i128|digits|dec.*|f32|f64");

    /**
     * A destination field as it was: its shape, and the form of each column's values by path.
     *
     * @param filled whether it has a value where its columns are null; not remembered
     */
    record PartMemory(String shape, Map<String, String> forms, boolean filled) {

        /** Whether its values can be compared with those of another time. */
        boolean comparable(PartMemory other) {
            return shape.equals("match") || kinds().equals(other.kinds());
        }

        private Map<String, String> kinds() {
            Map<String, String> kinds = new HashMap<>();
            forms.forEach((path, form) -> kinds.put(path, NUMBER.matcher(form).replaceAll("n")));
            return kinds;
        }
    }

    /** What a definition would be remembered as. */
    public static Memory of(Definition definition, Dialect dialect) {
        Map<String, PartMemory> parts = new LinkedHashMap<>();
        for (Part part : definition.parts()) {
            Map<String, String> forms = new LinkedHashMap<>();
            for (Column column : part.columns()) {
                forms.put(part.composed() ? column.name() : "", dialect.form(column.type()));
            }
            parts.put(part.field(), new PartMemory(part.shape(), forms, part.filled()));
        }
        return new Memory(
                definition.sync().to(),
                definition.sync().object(),
                dialect.name() + " " + dialect.hashVersion(),
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
                    "it delivered to "
                            + to
                            + " "
                            + object
                            + " before, now to "
                            + next.to
                            + " "
                            + next.object);
        }
        if (key.size() != next.key.size()) {
            return new Change.Redefined(
                    "its key was "
                            + String.join(", ", key)
                            + ", now it is "
                            + String.join(", ", next.key));
        }
        List<String> both = next.parts.keySet().stream().filter(parts::containsKey).toList();
        List<String> known = both.stream().filter(field -> comparable(next, field)).toList();
        String why = resend(next, both);
        if (why != null) {
            return new Change.Resend(known, why);
        }
        boolean same = hash.equals(next.hash) && forms(parts).equals(forms(next.parts));
        return same ? new Change.Same() : new Change.Rehash(known);
    }

    /** A number and a text of its digits are not the same, nor a date and a time. */
    private boolean comparable(Memory next, String field) {
        PartMemory before = Objects.requireNonNull(parts.get(field));
        return before.comparable(Objects.requireNonNull(next.parts.get(field)));
    }

    private @Nullable String resend(Memory next, List<String> known) {
        if (!match.equals(next.match)) {
            return "match is by "
                    + String.join(", ", next.match)
                    + " now, not by "
                    + String.join(", ", match);
        }
        for (String field : known) {
            PartMemory before = parts.get(field);
            PartMemory now = next.parts.get(field);
            if (before != null && now != null && !before.shape().equals(now.shape())) {
                return "field '" + field + "' is made in another way now";
            }
        }
        for (Map.Entry<String, PartMemory> added : next.parts.entrySet()) {
            if (!parts.containsKey(added.getKey()) && added.getValue().filled()) {
                return "field '" + added.getKey() + "' is new and has a value in every row";
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
