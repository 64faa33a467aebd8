package dev.shaduf.engine.project;

import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Validates JSON against the part of JSON Schema that the schemas use; other keywords throw. */
record SchemaCheck(Json.Obj root) {

    List<String> errors(Json value) {
        List<String> errors = new ArrayList<>();
        check(root, value, "$", errors);
        return errors;
    }

    private void check(Json schema, Json value, String at, List<String> errors) {
        ((Json.Obj) schema)
                .members()
                .forEach((keyword, argument) -> {
                    if (!holds(keyword, argument, (Json.Obj) schema, value, at, errors)) {
                        errors.add(at + ": " + keyword + " " + argument);
                    }
                });
    }

    private boolean holds(
            String keyword,
            Json argument,
            Json.Obj schema,
            Json value,
            String at,
            List<String> errors) {
        return switch (keyword) {
            case "$schema", "$defs", "title", "description", "default", "writeOnly" -> true;
            case "type" -> items(argument).stream().anyMatch(type -> is(type.asText(), value));
            case "enum" -> items(argument).contains(value);
            case "const" -> argument.equals(value);
            case "minimum" -> number(value) == null || number(value) >= number(argument);
            case "maximum" -> number(value) == null || number(value) <= number(argument);
            case "pattern" ->
                    !(value instanceof Json.Text(String text))
                            || Pattern.compile(String.valueOf(argument.asText()))
                                    .matcher(text)
                                    .find();
            case "anyOf" -> items(argument).stream().anyMatch(each -> fits(each, value));
            case "oneOf" -> items(argument).stream().filter(each -> fits(each, value)).count() == 1;
            case "not" -> !fits(argument, value);
            case "required" ->
                    !(value instanceof Json.Obj o)
                            || items(argument).stream()
                                    .allMatch(name -> o.get(String.valueOf(name.asText())) != null);
            case "$ref" -> fits(definition(argument), value);
            case "items" -> {
                if (value instanceof Json.Arr(List<Json> all)) {
                    all.forEach(item -> check(argument, item, at + "[]", errors));
                }
                yield true;
            }
            case "properties" -> {
                if (value instanceof Json.Obj o) {
                    ((Json.Obj) argument)
                            .members()
                            .forEach((name, each) -> {
                                Json member = o.get(name);
                                if (member != null) {
                                    check(each, member, at + "." + name, errors);
                                }
                            });
                }
                yield true;
            }
            case "additionalProperties" -> {
                others(argument, schema, value, at, errors);
                yield true;
            }
            default -> throw new IllegalStateException("keyword " + keyword);
        };
    }

    private void others(
            Json argument, Json.Obj schema, Json value, String at, List<String> errors) {
        Json known = schema.get("properties");
        if (!(value instanceof Json.Obj o)) {
            return;
        }
        o.members()
                .forEach((name, member) -> {
                    if (known instanceof Json.Obj k && k.get(name) != null) {
                        return;
                    }
                    if (argument instanceof Json.Bool) {
                        errors.add(at + ": unknown " + name);
                    } else {
                        check(argument, member, at + "." + name, errors);
                    }
                });
    }

    private boolean fits(Json schema, Json value) {
        List<String> errors = new ArrayList<>();
        check(schema, value, "", errors);
        return errors.isEmpty();
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

    private static @Nullable Double number(Json json) {
        return json instanceof Json.Num number ? number.decimal().doubleValue() : null;
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
