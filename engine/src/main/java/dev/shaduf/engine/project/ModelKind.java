package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.json.Json;
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
        for (Tree.Scalar column : block.texts("key")) {
            if (!seen.add(column.text().toLowerCase(Locale.ROOT))) {
                draft.findings()
                        .add(
                                column.place(),
                                "duplicate_column",
                                "column '" + column.text() + "' occurs twice in the key",
                                "remove one");
            }
        }
        ModelQuery.of(block, draft).check();
    }

    @Override
    public List<Reference> references(Block block, Draft draft) {
        List<Reference> all = new ArrayList<>(ModelQuery.of(block, draft).references());
        if (block.tree().at("tests") instanceof Tree.Items(List<Tree> tests, Place place)) {
            for (Tree test : tests) {
                Tree group = test.at("relationships");
                if (group != null && group.at("to") instanceof Tree.Scalar to) {
                    all.add(Reference.only(Kinds.MODEL, to.text(), to.place()));
                }
            }
        }
        return all;
    }

    private static Settings test(Json json) {
        return new Settings("test", json instanceof Json.Obj obj ? obj : Json.object());
    }

    @Override
    public Model build(Block block, Draft draft) {
        Settings settings = block.settings();
        List<Model.ModelTest> tests = new ArrayList<>();
        if (block.values().get("tests") instanceof Json.Arr(var all)) {
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
