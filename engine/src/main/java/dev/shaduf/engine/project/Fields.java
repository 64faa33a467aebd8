package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The mapping of a sync: what a destination field is made from. */
final class Fields {

    /** What may stand for a field. */
    static final Shape MAPPING = new Shape.Named("mapping", Fields::mapping);

    private static final Shape WHEN_NULL =
            new Shape.OneOf(
                    List.of(
                            new Shape.Choice(List.of("clear", "skip")),
                            new Shape.Group(
                                    List.of(
                                            Setting.of(
                                                            "value",
                                                            new Shape.Anything(),
                                                            "What is sent instead.")
                                                    .must()))));

    private static final Setting WHEN_NULL_KEY =
            Setting.of("when_null", WHEN_NULL, "What is sent for null: clear, skip or {value: …}.")
                    .or("clear");

    private final Templates templates;

    Fields(Templates templates) {
        this.templates = templates;
    }

    private static Shape mapping() {
        Shape nested = new Shape.MapOf(MAPPING);
        List<Setting> choices =
                List.of(
                        Setting.text("column", "A column of the model."),
                        Setting.of("value", new Shape.Anything(), "A constant."),
                        Setting.of("template", new Shape.Template(), "Liquid."),
                        Setting.of("list", Keys.TEXTS, "Columns; nulls are left out."),
                        Setting.of("fields", nested, "A nested object."));
        Shape form = new Shape.OneKey(choices, List.of(WHEN_NULL_KEY));
        return new Shape.OneOf(List.of(new Shape.Text(), form));
    }

    /** Reports what the shape cannot say about the fields under a key. */
    void check(@Nullable Tree tree, Json.Obj fields, Findings findings) {
        Map<String, String> seen = new HashMap<>();
        for (Map.Entry<String, Json> field : fields.members().entrySet()) {
            Tree at = tree == null ? null : tree.at(field.getKey());
            if (at != null) {
                checkCase(at, field.getKey(), seen, findings);
                if (field.getValue() instanceof Json.Obj mapping) {
                    checkMapping(at, field.getKey(), mapping, findings);
                }
            }
        }
    }

    private static void checkCase(
            Tree at, String name, Map<String, String> seen, Findings findings) {
        String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (other != null) {
            findings.add(
                    at.place(),
                    "duplicate_column",
                    "fields '" + other + "' and '" + name + "' differ only in case",
                    "remove one");
        }
    }

    private void checkMapping(Tree tree, String name, Json.Obj mapping, Findings findings) {
        Tree whenNull = tree.at("when_null");
        boolean takesIt = mapping.get("column") != null || mapping.get("template") != null;
        if (whenNull != null && !takesIt) {
            findings.add(
                    whenNull.place(),
                    "conflicting_keys",
                    "'when_null' belongs to 'column' or 'template'; '" + name + "' has neither",
                    "remove it");
        }
        checkTemplate(tree.at("template"), name, mapping.get("template"), findings);
        checkList(tree.at("list"), name, mapping.get("list"), findings);
        if (mapping.get("fields") instanceof Json.Obj nested) {
            check(tree.at("fields"), nested, findings);
        }
    }

    private void checkTemplate(
            @Nullable Tree at, String name, @Nullable Json template, Findings findings) {
        if (at == null || !(template instanceof Json.Text(String source))) {
            return;
        }
        try {
            templates.compile(source);
        } catch (ShadufException e) {
            String message = "the template of '" + name + "': " + e.message();
            findings.add(at.place(), "bad_template", message, e.fix());
        }
    }

    private static void checkList(
            @Nullable Tree at, String name, @Nullable Json list, Findings findings) {
        if (at != null && list instanceof Json.Arr(List<Json> items) && items.isEmpty()) {
            String message = "the list of '" + name + "' is empty";
            findings.add(at.place(), "wrong_type", message, "name columns");
        }
    }

    /** The fields of a checked map. */
    List<MappedField> build(Json.Obj fields) {
        List<MappedField> all = new ArrayList<>();
        fields.members().forEach((name, json) -> all.add(field(name, json)));
        return List.copyOf(all);
    }

    private MappedField field(String name, Json json) {
        if (!(json instanceof Json.Obj obj)) {
            Mapping column = new Mapping.Column(String.valueOf(json.asText()));
            return new MappedField(name, column, new WhenNull.Clear());
        }
        return new MappedField(
                name, mapping(new Settings(name, obj)), whenNull(obj.get("when_null")));
    }

    private Mapping mapping(Settings settings) {
        Json constant = settings.raw("value");
        if (constant != null) {
            return new Mapping.Constant(constant);
        }
        String template = settings.textOrNull("template");
        if (template != null) {
            List<String> columns =
                    templates.compile(template).variables().stream().sorted().toList();
            return new Mapping.Template(template, columns);
        }
        if (settings.has("list")) {
            return new Mapping.Listed(settings.texts("list"));
        }
        if (settings.has("fields")) {
            return new Mapping.Nested(build(settings.group("fields").values()));
        }
        return new Mapping.Column(settings.text("column"));
    }

    private static WhenNull whenNull(@Nullable Json json) {
        if (json instanceof Json.Obj obj) {
            Json value = obj.get("value");
            return new WhenNull.Value(value == null ? Json.NULL : value);
        }
        return json != null && "skip".equals(json.asText())
                ? new WhenNull.Skip()
                : new WhenNull.Clear();
    }
}
