package dev.shaduf.live.plan;

import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Compiles JSON Schemas that were checked. */
final class SchemaReader {

    /** Nothing fits. */
    static final Schema NOTHING = new Schema();

    private static final Schema ANYTHING = new Schema();
    private static final List<String> BOUNDS =
            List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

    static {
        NOTHING.rules(List.of((value, at, report) -> report.add(at, "false", "is not allowed")));
    }

    private final Json.Obj root;
    private final Map<String, Schema> references = new HashMap<>();

    private SchemaReader(Json.Obj root) {
        this.root = root;
    }

    /** The schema of a document of its own. */
    static Schema read(Json.Obj schema) {
        return new SchemaReader(schema).reference("#", schema);
    }

    /** A schema that may be referred to: it is there before its rules are. */
    private Schema reference(String name, Json schema) {
        Schema known = references.get(name);
        if (known != null) {
            return known;
        }
        if (!(schema instanceof Json.Obj words)) {
            return schema(schema);
        }
        Schema made = new Schema();
        references.put(name, made);
        made.rules(rules(words));
        return made;
    }

    private Schema schema(Json json) {
        if (json instanceof Json.Bool(boolean anything)) {
            return anything ? ANYTHING : NOTHING;
        }
        Schema made = new Schema();
        if (json instanceof Json.Obj words) {
            made.rules(rules(words));
        }
        return made;
    }

    private @Nullable Schema schema(Json.Obj words, String word) {
        Json json = words.get(word);
        return json == null ? null : schema(json);
    }

    private Schema orAnything(Json.Obj words, String word) {
        Schema schema = schema(words, word);
        return schema == null ? ANYTHING : schema;
    }

    private List<Schema> schemas(@Nullable Json json) {
        return items(json).stream().map(this::schema).toList();
    }

    private Map<String, Schema> byName(Json.Obj words, String word) {
        Map<String, Schema> all = new LinkedHashMap<>();
        members(words.get(word)).forEach((name, each) -> all.put(name, schema(each)));
        return all;
    }

    private static Map<String, Json> members(@Nullable Json json) {
        return json instanceof Json.Obj(Map<String, Json> all) ? all : Map.of();
    }

    private static List<Json> items(@Nullable Json json) {
        return switch (json) {
            case null -> List.of();
            case Json.Arr(List<Json> all) -> all;
            default -> List.of(json);
        };
    }

    private static List<String> texts(@Nullable Json json) {
        return items(json).stream().map(each -> String.valueOf(each.asText())).toList();
    }

    private static long whole(Json.Obj words, String word, long otherwise) {
        return words.get(word) instanceof Json.Num number
                ? number.decimal().longValue()
                : otherwise;
    }

    private List<Rule> rules(Json.Obj words) {
        List<Rule> rules = new ArrayList<>();
        Json reference = words.get("$ref");
        if (reference != null) {
            String to = String.valueOf(reference.asText());
            rules.add(reference(to, found(to)));
        }
        values(words, rules);
        objects(words, rules);
        lists(words, rules);
        choices(words, rules);
        return rules;
    }

    private Json found(String reference) {
        String[] parts = reference.split("/", 3);
        Json found = parts.length < 3 ? root : members(root.get(parts[1])).get(parts[2]);
        return found == null ? Json.of(true) : found;
    }

    private static void values(Json.Obj words, List<Rule> rules) {
        if (words.get("type") != null) {
            rules.add(new Types(texts(words.get("type"))));
        }
        if (words.get("enum") != null) {
            rules.add(Values.of("enum", items(words.get("enum"))));
        }
        Json constant = words.get("const");
        if (constant != null) {
            rules.add(Values.of("const", List.of(constant)));
        }
        for (String bound : BOUNDS) {
            if (words.get(bound) instanceof Json.Num number) {
                rules.add(new Numbers(bound, number.decimal()));
            }
        }
        for (String bound : List.of("minLength", "maxLength")) {
            if (words.get(bound) != null) {
                rules.add(Texts.length(bound, whole(words, bound, 0)));
            }
        }
        texts(words.get("pattern")).forEach(regex -> rules.add(Texts.pattern(regex)));
        texts(words.get("format")).forEach(name -> rules.add(Texts.format(name)));
    }

    private void objects(Json.Obj words, List<Rule> rules) {
        List<String> required = texts(words.get("required"));
        Map<String, Schema> schemas = byName(words, "properties");
        Map<String, Members.Known> known = new LinkedHashMap<>();
        schemas.forEach(
                (name, each) -> known.put(name, new Members.Known(each, required.indexOf(name))));
        required.forEach(
                name -> known.putIfAbsent(name, new Members.Known(null, required.indexOf(name))));
        Map<Pattern, Schema> patterns = new LinkedHashMap<>();
        byName(words, "patternProperties")
                .forEach((regex, each) -> patterns.put(Pattern.compile(regex), each));
        Members all =
                new Members(
                        new Names<>(known),
                        required,
                        patterns,
                        schema(words, "additionalProperties"),
                        schema(words, "propertyNames"),
                        whole(words, "minProperties", 0),
                        whole(words, "maxProperties", Long.MAX_VALUE));
        boolean bounded = words.get("minProperties") != null || words.get("maxProperties") != null;
        boolean asks = all.others() != null || all.name() != null || !patterns.isEmpty();
        if (bounded || asks || !known.isEmpty()) {
            rules.add(all);
        }
        members(words.get("dependentRequired"))
                .forEach((name, each) -> rules.add(Choices.beside(name, texts(each))));
        byName(words, "dependentSchemas")
                .forEach((name, each) -> rules.add(Choices.with(name, each)));
    }

    private void lists(Json.Obj words, List<Rule> rules) {
        Json items = words.get("items");
        boolean tuple = items instanceof Json.Arr;
        List<Schema> first = schemas(tuple ? items : words.get("prefixItems"));
        Schema others = schema(words, tuple ? "additionalItems" : "items");
        Items all =
                new Items(
                        first,
                        others,
                        schema(words, "contains"),
                        new Items.Span(
                                whole(words, "minItems", 0),
                                whole(words, "maxItems", Long.MAX_VALUE)),
                        new Items.Span(
                                whole(words, "minContains", 1),
                                whole(words, "maxContains", Long.MAX_VALUE)),
                        words.get("uniqueItems") instanceof Json.Bool(boolean unique) && unique);
        boolean bounded = words.get("minItems") != null || words.get("maxItems") != null;
        if (bounded
                || all.unique()
                || all.contains() != null
                || others != null
                || !first.isEmpty()) {
            rules.add(all);
        }
    }

    private void choices(Json.Obj words, List<Rule> rules) {
        rules.addAll(schemas(words.get("allOf")));
        for (String word : List.of("anyOf", "oneOf")) {
            if (words.get(word) != null) {
                rules.add(Choices.some(word, schemas(words.get(word))));
            }
        }
        Schema not = schema(words, "not");
        if (not != null) {
            rules.add(Choices.not(not));
        }
        Schema condition = schema(words, "if");
        if (condition != null) {
            rules.add(
                    Choices.either(
                            condition, orAnything(words, "then"), orAnything(words, "else")));
        }
    }
}
