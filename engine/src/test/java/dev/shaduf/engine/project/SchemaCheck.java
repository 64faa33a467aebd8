package dev.shaduf.engine.project;

import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Pattern;

/** Validates JSON against the part of JSON Schema that the schemas use; other keywords throw. */
record SchemaCheck(Json.Obj root) {

    /** Whether a document is valid. */
    boolean fits(Json value) {
        return fits(root, value);
    }

    private boolean fits(Json schema, Json value) {
        Json.Obj all = (Json.Obj) schema;
        return all.members().entrySet().stream()
                .allMatch(entry -> holds(entry.getKey(), entry.getValue(), all, value));
    }

    private boolean holds(String keyword, Json argument, Json.Obj schema, Json value) {
        return switch (keyword) {
            case "$schema", "$defs", "title", "description", "default", "writeOnly" -> true;
            case "type" -> items(argument).stream().anyMatch(type -> is(type.asText(), value));
            case "enum" -> items(argument).contains(value);
            case "minimum" -> !(value instanceof Json.Num n) || compare(n, argument) >= 0;
            case "maximum" -> !(value instanceof Json.Num n) || compare(n, argument) <= 0;
            case "pattern" -> !(value instanceof Json.Text(String text)) || found(argument, text);
            case "const" -> argument.equals(value);
            case "anyOf" -> items(argument).stream().anyMatch(each -> fits(each, value));
            case "oneOf" -> items(argument).stream().filter(each -> fits(each, value)).count() == 1;
            case "not" -> !fits(argument, value);
            case "$ref" -> fits(definition(argument), value);
            case "items" ->
                    !(value instanceof Json.Arr(List<Json> all))
                            || all.stream().allMatch(item -> fits(argument, item));
            case "required" -> !(value instanceof Json.Obj o) || required(argument, o);
            case "properties" -> !(value instanceof Json.Obj o) || properties(argument, o);
            case "additionalProperties" ->
                    !(value instanceof Json.Obj o) || others(argument, schema, o);
            default -> throw new IllegalStateException("keyword " + keyword);
        };
    }

    private static int compare(Json.Num number, Json limit) {
        return number.decimal().compareTo(((Json.Num) limit).decimal());
    }

    private static boolean found(Json pattern, String text) {
        return Pattern.compile(String.valueOf(pattern.asText())).matcher(text).find();
    }

    private static boolean required(Json names, Json.Obj value) {
        return items(names).stream()
                .allMatch(name -> value.get(String.valueOf(name.asText())) != null);
    }

    private boolean properties(Json schemas, Json.Obj value) {
        return ((Json.Obj) schemas)
                .members().entrySet().stream()
                        .allMatch(entry ->
                                fitsWhereThere(value.get(entry.getKey()), entry.getValue()));
    }

    private boolean fitsWhereThere(@Nullable Json value, Json schema) {
        return value == null || fits(schema, value);
    }

    private boolean others(Json argument, Json.Obj schema, Json.Obj value) {
        Json known = schema.get("properties");
        return value.members().entrySet().stream()
                .filter(e -> !(known instanceof Json.Obj k && k.get(e.getKey()) != null))
                .allMatch(e -> !(argument instanceof Json.Bool) && fits(argument, e.getValue()));
    }

    private Json definition(Json reference) {
        String name = String.valueOf(reference.asText()).substring("#/$defs/".length());
        Json found = root.get("$defs") instanceof Json.Obj all ? all.get(name) : null;
        if (found == null) {
            throw new IllegalStateException("no definition " + name);
        }
        return found;
    }

    private static List<Json> items(Json json) {
        return json instanceof Json.Arr(List<Json> items) ? items : List.of(json);
    }

    private static boolean is(@Nullable String type, Json value) {
        return switch (String.valueOf(type)) {
            case "null" -> value instanceof Json.Null;
            case "boolean" -> value instanceof Json.Bool;
            case "integer" -> value instanceof Json.Num(String digits) && digits.matches("-?\\d+");
            case "number" -> value instanceof Json.Num;
            case "string" -> value instanceof Json.Text;
            case "array" -> value instanceof Json.Arr;
            default -> value instanceof Json.Obj;
        };
    }
}
