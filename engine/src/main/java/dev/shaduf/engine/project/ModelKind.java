package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code models/*.yml}. */
final class ModelKind implements Kind<Model> {

    private static final Setting SEVERITY =
            Setting.of(
                            "severity",
                            new Shape.Choice(List.of("error", "warn")),
                            "error: what depends on the model is skipped.")
                    .or("error");
    private static final Setting COLUMN = Setting.text("column", "A column of the model.").must();

    @Override
    public String name() {
        return Kinds.MODEL;
    }

    @Override
    public String folder() {
        return "models";
    }

    @Override
    public String title() {
        return "A SQL query or a table, with a key.";
    }

    @Override
    public boolean isRelation() {
        return true;
    }

    @Override
    public Shape shape(Catalog catalog) {
        return new Shape.Group(
                Keys.withCommon(
                        List.of(
                                Setting.of(
                                                "key",
                                                Keys.TEXTS,
                                                "The column or columns that identify a row.")
                                        .must(),
                                Setting.text(
                                        "sql",
                                        "One read-only query; ref('model') and source('s', 't') in"
                                            + " {{ }}."),
                                Setting.text(
                                        "file",
                                        "A .sql file; default the one beside this file, same"
                                            + " name."),
                                Setting.text(
                                        "table", "source.table, or schema.table of the warehouse."),
                                Setting.of(
                                        "dbt",
                                        new Shape.Later("'dbt:' (a dbt manifest)"),
                                        "Not there yet."),
                                Setting.of(
                                        "materialize",
                                        new Shape.Choice(List.of("view", "table")),
                                        "Makes it in the warehouse for others to read."),
                                Setting.of(
                                        "tests",
                                        new Shape.ListOf(test()),
                                        "What must hold for its rows."))));
    }

    private static Shape test() {
        return new Shape.OneKey(
                List.of(
                        Setting.of("unique", Keys.TEXTS, "Columns whose values occur once."),
                        Setting.of("not_null", Keys.TEXTS, "Columns that are never null."),
                        Setting.group(
                                "accepted_values",
                                "The only values of a column.",
                                COLUMN,
                                Setting.of(
                                                "values",
                                                new Shape.ListOf(new Shape.Anything()),
                                                "The values.")
                                        .must()),
                        Setting.group(
                                "relationships",
                                "Every value occurs in another model.",
                                COLUMN,
                                Setting.text("to", "The other model.").must(),
                                Setting.text("field", "Its column.").must()),
                        Setting.group(
                                "freshness",
                                "The newest value is not older.",
                                COLUMN,
                                Setting.of("within", Keys.LENGTH, "Such as '2 days'.").must())),
                List.of(SEVERITY));
    }

    @Override
    public void check(Block block, Draft draft) {
        List<String> key = block.settings().texts("key");
        if (key.isEmpty() && block.values().get("key") != null) {
            draft.findings()
                    .add(
                            block.place("key"),
                            "wrong_type",
                            "'key' is empty in " + block.title(),
                            "name the column or columns that identify a row");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < key.size(); i++) {
            if (!seen.add(key.get(i).toLowerCase(Locale.ROOT))) {
                draft.findings()
                        .add(
                                block.placeOf(i, "key"),
                                "duplicate_column",
                                "column '" + key.get(i) + "' occurs twice in the key",
                                "remove one");
            }
        }
        ModelQuery.of(block, draft).check();
    }

    @Override
    public List<Reference> references(Block block, Draft draft) {
        List<Reference> all = new ArrayList<>(ModelQuery.of(block, draft).references());
        if (block.values().get("tests") instanceof dev.shaduf.spi.json.Json.Arr(var tests)) {
            for (int i = 0; i < tests.size(); i++) {
                Settings test = test(tests.get(i));
                String to = test.group("relationships").textOrNull("to");
                if (to != null) {
                    all.add(Reference.only(Kinds.MODEL, to, placeOfTest(block, i)));
                }
            }
        }
        return all;
    }

    private static dev.shaduf.engine.yaml.Place placeOfTest(Block block, int index) {
        var tests = block.tree().at("tests");
        var test = tests == null ? null : tests.item(index);
        var group = test == null ? null : test.at("relationships");
        var to = group == null ? null : group.at("to");
        return to == null ? block.placeOf(index, "tests") : to.place();
    }

    private static Settings test(dev.shaduf.spi.json.Json json) {
        return new Settings(
                "test",
                json instanceof dev.shaduf.spi.json.Json.Obj obj
                        ? obj
                        : dev.shaduf.spi.json.Json.object());
    }

    @Override
    public Model build(Block block, Draft draft) {
        Settings settings = block.settings();
        List<Model.ModelTest> tests = new ArrayList<>();
        if (block.values().get("tests") instanceof dev.shaduf.spi.json.Json.Arr(var all)) {
            all.forEach(json -> tests.add(modelTest(block, test(json))));
        }
        return new Model(
                block.common(),
                settings.texts("key"),
                ModelQuery.of(block, draft).build(),
                Model.Materialize.valueOf(
                        settings.text("materialize", "no").toUpperCase(Locale.ROOT)),
                List.copyOf(tests));
    }

    private static Model.ModelTest modelTest(Block block, Settings test) {
        boolean warn = test.text("severity", "error").equals("warn");
        for (Model.ModelTest.Kind kind : Model.ModelTest.Kind.values()) {
            String word = kind.name().toLowerCase(Locale.ROOT);
            if (test.has(word)) {
                Settings group =
                        new Settings(block.kind() + " " + block.name(), test.group(word).values());
                List<String> columns =
                        group.has("column") ? group.texts("column") : test.texts(word);
                return new Model.ModelTest(kind, columns, warn, group);
            }
        }
        throw new IllegalStateException("a test without a kind in " + block.common().file());
    }

    @Override
    public Map<String, Model> objects(Project project) {
        return project.models();
    }

    @Override
    public Common common(Model model) {
        return model.common();
    }

    @Override
    public List<Graph.Node> needs(Model model, Project project) {
        return switch (model.query()) {
            case Model.Query.Text(String sql, String file, int line) ->
                    ModelQuery.needs(SqlText.of(sql));
            case Model.Query.Table(String table) -> ModelQuery.needs(table, project);
            case Model.Query.Dbt dbt -> List.of();
        };
    }
}
