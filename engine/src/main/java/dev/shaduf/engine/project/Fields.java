package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Place;
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

    private final Templates templates;

    Fields(Templates templates) {
        this.templates = templates;
    }

    private static Shape mapping() {
        return new Shape.OneOf(
                List.of(
                        new Shape.Text(),
                        new Shape.OneKey(
                                List.of(
                                        Setting.text("column", "A column of the model."),
                                        Setting.of("value", new Shape.Anything(), "A constant."),
                                        Setting.of("template", new Shape.Template(), "Liquid."),
                                        Setting.of(
                                                "list", Keys.TEXTS, "Columns; nulls are left out."),
                                        Setting.of(
                                                "fields",
                                                new Shape.MapOf(MAPPING),
                                                "A nested object.")),
                                List.of(
                                        Setting.of(
                                                        "when_null",
                                                        WHEN_NULL,
                                                        "What is sent for null: clear, skip or"
                                                                + " {value: …}.")
                                                .or("clear")))));
    }

    /** Reports what the shape cannot say about the fields under a key. */
    void check(@Nullable Tree tree, Json.Obj fields, Findings findings) {
        Map<String, String> seen = new HashMap<>();
        fields.members()
                .forEach((name, json) -> {
                    Tree at = tree == null ? null : tree.at(name);
                    Place place = at == null ? Place.of("") : at.place();
                    String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
                    if (other != null) {
                        findings.add(
                                place,
                                "duplicate_column",
                                "fields '" + other + "' and '" + name + "' differ only in case",
                                "remove one");
                    }
                    if (json instanceof Json.Obj mapping && at != null) {
                        check(at, name, mapping, findings);
                    }
                });
    }

    private void check(Tree tree, String name, Json.Obj mapping, Findings findings) {
        Tree whenNull = tree.at("when_null");
        if (whenNull != null && mapping.get("column") == null && mapping.get("template") == null) {
            findings.add(
                    whenNull.place(),
                    "conflicting_keys",
                    "'when_null' belongs to 'column' or 'template'; '" + name + "' has neither",
                    "remove it");
        }
        Tree template = tree.at("template");
        if (template != null && mapping.get("template") instanceof Json.Text(String source)) {
            try {
                templates.compile(source);
            } catch (ShadufException e) {
                findings.add(
                        template.place(),
                        "bad_template",
                        "the template of '" + name + "': " + e.message(),
                        e.fix());
            }
        }
        Tree list = tree.at("list");
        if (list != null
                && mapping.get("list") instanceof Json.Arr(List<Json> items)
                && items.isEmpty()) {
            findings.add(
                    list.place(),
                    "wrong_type",
                    "the list of '" + name + "' is empty",
                    "name columns");
        }
        if (mapping.get("fields") instanceof Json.Obj nested) {
            check(tree.at("fields"), nested, findings);
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
