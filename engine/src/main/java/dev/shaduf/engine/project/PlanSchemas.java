package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** JSON Schemas as they stand in tracking plans: drafts 6 to 2020-12, but for remote references. */
final class PlanSchemas {

    private static final List<String> TYPES =
            List.of("string", "number", "integer", "boolean", "object", "array", "null");
    private static final List<String> FORMATS =
            List.of(
                    "date-time",
                    "date",
                    "time",
                    "duration",
                    "email",
                    "idn-email",
                    "hostname",
                    "ipv4",
                    "ipv6",
                    "uri",
                    "iri",
                    "uuid",
                    "regex");
    private static final List<String> DEFINITIONS = List.of("$defs", "definitions");

    private static final Shape NAMED = new Shape.Named("schema", PlanSchemas::group);
    private static final Shape SCHEMA = new Shape.OneOf(List.of(Keys.FLAG, NAMED));
    private static final Shape SCHEMAS = new Shape.ListOf(SCHEMA);
    private static final Shape BY_NAME = new Shape.MapOf(SCHEMA);
    private static final Shape NUMBER = new Shape.Number();
    private static final Shape ANYTHING = new Shape.Anything();

    /** A schema of an object. */
    static final Shape SHAPE = NAMED;

    private PlanSchemas() {}

    private static Shape group() {
        List<Setting> keys = new ArrayList<>();
        add(keys, Keys.TEXT, "Says nothing of values.", "title", "description", "$comment");
        add(keys, Keys.TEXT, "Says nothing of values.", "$schema", "$id");
        add(keys, ANYTHING, "Says nothing of values.", "default", "examples", "example");
        add(keys, Keys.FLAG, "Says nothing of values.", "deprecated", "readOnly", "writeOnly");
        add(keys, new Shape.ListOf(new Shape.Choice(TYPES)), "What a value is.", "type");
        add(keys, new Shape.ListOf(ANYTHING), "All values there are.", "enum");
        add(keys, ANYTHING, "The one value there is.", "const");
        add(keys, new Shape.Choice(FORMATS), "How a text is written.", "format");
        add(keys, Keys.TEXT, "A regular expression that a text has.", "pattern");
        add(keys, NUMBER, "Of numbers.", "minimum", "maximum", "multipleOf");
        add(keys, NUMBER, "Of numbers.", "exclusiveMinimum", "exclusiveMaximum");
        add(keys, Keys.COUNT, "Characters of a text.", "minLength", "maxLength");
        add(keys, Keys.COUNT, "Of lists.", "minItems", "maxItems", "minContains", "maxContains");
        add(keys, Keys.FLAG, "No two items are equal.", "uniqueItems");
        add(keys, Keys.COUNT, "Of objects.", "minProperties", "maxProperties");
        add(keys, Keys.TEXTS, "Names that must be there.", "required");
        add(keys, BY_NAME, "Of objects.", "properties", "patternProperties", "dependentSchemas");
        add(keys, SCHEMA, "Of objects.", "additionalProperties", "propertyNames");
        add(keys, new Shape.MapOf(Keys.TEXTS), "Of objects.", "dependentRequired");
        Shape tuple = new Shape.OneOf(List.of(Keys.FLAG, NAMED, SCHEMAS));
        add(keys, tuple, "Of lists: of every item, or of one after the other.", "items");
        add(keys, SCHEMAS, "Of lists: of the first items.", "prefixItems");
        add(keys, SCHEMA, "Of lists.", "additionalItems", "contains");
        add(keys, SCHEMAS, "Several together.", "allOf", "anyOf", "oneOf");
        add(keys, SCHEMA, "What must not, or may decide.", "not", "if", "then", "else");
        add(keys, BY_NAME, "Schemas to refer to.", "$defs", "definitions");
        Shape reference =
                new Shape.Written(
                        "#|#/\\$defs/.+|#/definitions/.+", "a reference such as '#/$defs/money'");
        add(keys, reference, "A schema of this one's $defs.", "$ref");
        return new Shape.Group(keys);
    }

    private static void add(List<Setting> keys, Shape shape, String says, String... names) {
        for (String name : names) {
            keys.add(Setting.of(name, shape, says));
        }
    }

    /** Reports what the shape cannot say. */
    static void check(@Nullable Tree tree, Json.@Nullable Obj schema, Draft draft) {
        if (tree != null && schema != null) {
            new Walk(schema, draft).check(tree, schema);
        }
    }

    /** Goes through a schema and those within it. */
    private record Walk(Json.Obj root, Draft draft) {

        void check(Tree tree, Json.Obj schema) {
            for (Map.Entry<String, Json> each : schema.members().entrySet()) {
                Tree at = tree.at(each.getKey());
                if (at != null) {
                    member(at, each.getKey(), each.getValue());
                }
            }
        }

        private void member(Tree at, String key, Json value) {
            switch (key) {
                case "pattern" -> pattern(at, String.valueOf(value.asText()));
                case "$ref" -> reference(at, String.valueOf(value.asText()));
                case "patternProperties" -> {
                    names(value).forEach(name -> pattern(at.at(name), name));
                    within(at, value);
                }
                case "properties", "dependentSchemas", "$defs", "definitions" -> within(at, value);
                case "enum", "const", "default", "examples", "example" -> {}
                default -> nested(at, value);
            }
        }

        private static List<String> names(Json value) {
            return value instanceof Json.Obj obj ? List.copyOf(obj.members().keySet()) : List.of();
        }

        private void within(Tree at, Json value) {
            for (String name : names(value)) {
                nested(at.at(name), value instanceof Json.Obj obj ? obj.get(name) : null);
            }
        }

        private void nested(@Nullable Tree at, @Nullable Json value) {
            if (at != null && value instanceof Json.Obj inner) {
                check(at, inner);
            } else if (at != null && value instanceof Json.Arr(List<Json> items)) {
                for (int i = 0; i < items.size(); i++) {
                    nested(at.item(i), items.get(i));
                }
            }
        }

        private void pattern(@Nullable Tree at, String regex) {
            try {
                Pattern.compile(regex);
            } catch (PatternSyntaxException e) {
                if (at != null) {
                    draft.report(
                            at.place(),
                            "wrong_type",
                            "'" + regex + "' is no regular expression: " + e.getDescription(),
                            "");
                }
            }
        }

        private void reference(Tree at, String written) {
            String[] parts = written.split("/", 3);
            boolean known =
                    parts.length < 3
                            || DEFINITIONS.contains(parts[1])
                                    && root.get(parts[1]) instanceof Json.Obj all
                                    && all.get(parts[2]) != null;
            if (!known) {
                draft.report(
                        at.place(),
                        "dangling_reference",
                        "there is no '" + written + "' in this schema",
                        "put it under '" + parts[1] + ":' beside 'type:' at the schema's top");
            }
        }
    }
}
