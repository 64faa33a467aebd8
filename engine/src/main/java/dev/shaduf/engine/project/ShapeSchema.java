package dev.shaduf.engine.project;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes shapes as JSON Schema. Wherever a value may stand, a variable may. */
final class ShapeSchema {

    private static final Json.Obj VARIABLE =
            type("string").with("pattern", Json.of("\\$\\{")).with("title", Json.of("${NAME}"));
    private static final Json.Obj SCALAR =
            Json.object().with("type", Json.texts(List.of("string", "number", "boolean")));
    private static final String DEFINITIONS = "#/$defs/";

    private final Map<String, Json> definitions = new LinkedHashMap<>();

    /** A whole schema below its head. */
    Json.Obj document(Shape shape, Json.Obj head) {
        definitions.put("variable", VARIABLE);
        Json.Obj document = head;
        for (Map.Entry<String, Json> entry : of(shape).members().entrySet()) {
            document = document.with(entry.getKey(), entry.getValue());
        }
        return document.with("$defs", new Json.Obj(definitions));
    }

    private Json.Obj of(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> SCALAR;
            case Shape.Template template -> SCALAR;
            case Shape.Choice(List<String> words) -> orVariable(choice(words));
            case Shape.Whole(long least, long most) -> orVariable(whole(least, most));
            case Shape.Number number -> orVariable(type("number"));
            case Shape.Flag flag ->
                    orVariable(
                            Json.object()
                                    .with(
                                            "enum",
                                            Json.array(
                                                    List.of(
                                                            Json.of(true),
                                                            Json.of(false),
                                                            Json.of("on"),
                                                            Json.of("off")))));
            case Shape.Length length -> pattern("\\d+\\s*[A-Za-z]+");
            case Shape.Rate rate -> pattern("\\d+\\s*(per|/)\\s*\\d*\\s*[A-Za-z]+");
            case Shape.Size size -> pattern("\\d+\\s*[A-Za-z]*");
            case Shape.ListOf(Shape item) -> {
                Json.Obj one = of(item);
                yield anyOf(List.of(one, type("array").with("items", one)));
            }
            case Shape.MapOf(Shape value) ->
                    Json.object()
                            .with("type", Json.texts(List.of("object", "null")))
                            .with("additionalProperties", of(value));
            case Shape.Group(List<Setting> keys) -> group(keys);
            case Shape.OneKey(List<Setting> choices, List<Setting> others) ->
                    oneKey(choices, others);
            case Shape.OneOf(List<Shape> all) -> anyOf(all.stream().map(this::of).toList());
            case Shape.ByType byType -> byType(byType);
            case Shape.Anything anything -> Json.object();
            case Shape.Written(String regex, String expected) ->
                    pattern(regex.replace("(?-i:", "(?:")).with("title", Json.of(expected));
            case Shape.Named named -> named(named);
            case Shape.Later later -> Json.object().with("not", Json.object());
        };
    }

    private static Json.Obj type(String name) {
        return Json.object().with("type", Json.of(name));
    }

    private static Json.Obj choice(List<String> words) {
        List<Json> all = new ArrayList<>();
        words.forEach(word -> all.add(Json.of(word)));
        if (words.contains("off")) {
            all.add(Json.of(false));
        }
        return Json.object().with("enum", Json.array(all));
    }

    private static Json.Obj whole(long least, long most) {
        Json.Obj whole = type("integer").with("minimum", Json.of(least));
        return most == Long.MAX_VALUE ? whole : whole.with("maximum", Json.of(most));
    }

    private static Json.Obj pattern(String regex) {
        return SCALAR.with("pattern", Json.of("^\\s*(?:" + regex + ")\\s*$|\\$\\{"));
    }

    private static Json.Obj orVariable(Json.Obj schema) {
        return anyOf(
                List.of(schema, Json.object().with("$ref", Json.of(DEFINITIONS + "variable"))));
    }

    private static Json.Obj anyOf(List<Json.Obj> all) {
        return Json.object().with("anyOf", Json.array(all));
    }

    private Json.Obj group(List<Setting> keys) {
        boolean needed = keys.stream().anyMatch(Setting::required);
        Json.Obj group =
                needed
                        ? type("object")
                        : Json.object().with("type", Json.texts(List.of("object", "null")));
        Json.Obj properties = Json.object();
        for (Setting key : keys) {
            if (!(key.shape() instanceof Shape.Later)) {
                properties = properties.with(key.name(), setting(key));
            }
        }
        group = group.with("properties", properties);
        if (needed) {
            List<String> names =
                    keys.stream().filter(Setting::required).map(Setting::name).toList();
            group = group.with("required", Json.texts(names));
        }
        return group.with("additionalProperties", Json.of(false));
    }

    private Json.Obj setting(Setting setting) {
        Json.Obj schema = of(setting.shape()).with("description", Json.of(setting.description()));
        if (!setting.fallback().isEmpty()) {
            schema = schema.with("default", fallback(setting));
        }
        return setting.secret() ? schema.with("writeOnly", Json.of(true)) : schema;
    }

    private static Json fallback(Setting setting) {
        String text = setting.fallback();
        return switch (setting.shape()) {
            case Shape.Whole whole when text.matches("-?\\d{1,18}") ->
                    Json.of(Long.parseLong(text));
            case Shape.Flag flag -> Json.of(text.equals("true"));
            default -> Json.of(text);
        };
    }

    private Json.Obj oneKey(List<Setting> choices, List<Setting> others) {
        List<Json> required = new ArrayList<>();
        choices.forEach(choice ->
                required.add(Json.object().with("required", Json.texts(List.of(choice.name())))));
        List<Setting> all = Stream.concat(choices.stream(), others.stream()).toList();
        return group(all).with("oneOf", Json.array(required));
    }

    private Json.Obj byType(Shape.ByType shape) {
        List<Json> all = new ArrayList<>();
        for (Shape.Variant variant : shape.variants()) {
            boolean given = !variant.type().equals(shape.fallback());
            List<Setting> keys = new ArrayList<>();
            Setting type =
                    Setting.of(
                            "type",
                            new Shape.Choice(List.of(variant.type())),
                            variant.title() + ".");
            keys.add(given ? type.must() : type);
            keys.addAll(variant.keys());
            Json.Obj group = group(keys);
            Json.Obj exact = Json.object().with("const", Json.of(variant.type()));
            if (group.get("properties") instanceof Json.Obj properties) {
                group = group.with("properties", properties.with("type", exact));
            }
            all.add(group.with("title", Json.of(variant.title())));
        }
        return Json.object().with("oneOf", Json.array(all));
    }

    private Json.Obj named(Shape.Named named) {
        if (!definitions.containsKey(named.name())) {
            definitions.put(named.name(), Json.object());
            definitions.put(named.name(), of(named.shape().get()));
        }
        return Json.object().with("$ref", Json.of(DEFINITIONS + named.name()));
    }
}
