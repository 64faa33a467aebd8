package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.json.Json;
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
        return ModelShape.SHAPE;
    }

    @Override
    public void check(Block block, Draft draft) {
        if (block.values().get("key") != null && block.settings().texts("key").isEmpty()) {
            draft.report(
                    block.place("key"),
                    "wrong_type",
                    "'key' is empty in " + block.title(),
                    "name the column or columns that identify a row");
        }
        checkKey(block, draft);
        new QueryCheck(ModelQuery.of(block, draft), block, draft).check();
    }

    private static void checkKey(Block block, Draft draft) {
        Set<String> seen = new HashSet<>();
        for (Tree.Scalar column : block.texts("key")) {
            if (!seen.add(column.text().toLowerCase(Locale.ROOT))) {
                draft.report(
                        column.place(),
                        "duplicate_column",
                        "column '" + column.text() + "' occurs twice in the key",
                        "remove one");
            }
        }
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
        String materialize = settings.text("materialize", "no").toUpperCase(Locale.ROOT);
        return new Model(
                block.common(),
                settings.texts("key"),
                ModelQuery.of(block, draft).build(),
                Model.Materialize.valueOf(materialize),
                tests(block),
                uses(block));
    }

    private static List<ColumnUse> uses(Block block) {
        List<ColumnUse> uses = new ArrayList<>();
        if (block.tree().at("tests") instanceof Tree.Items(List<Tree> tests, Place place)) {
            for (Tree each : tests) {
                for (Model.ModelTest.Kind kind : Model.ModelTest.Kind.values()) {
                    String word = kind.name().toLowerCase(Locale.ROOT);
                    Tree test = each.at(word);
                    Tree column = test == null ? null : test.at("column");
                    Block.texts(column == null ? test : column)
                            .forEach(name -> uses.add(new ColumnUse(name.text(), name.place())));
                }
            }
        }
        return List.copyOf(uses);
    }

    private static List<Model.ModelTest> tests(Block block) {
        List<Model.ModelTest> tests = new ArrayList<>();
        if (block.values().get("tests") instanceof Json.Arr(var all)) {
            all.forEach(json -> tests.add(modelTest(block, test(json))));
        }
        return List.copyOf(tests);
    }

    private static Model.ModelTest modelTest(Block block, Settings test) {
        for (Model.ModelTest.Kind kind : Model.ModelTest.Kind.values()) {
            String word = kind.name().toLowerCase(Locale.ROOT);
            if (test.has(word)) {
                Settings group = new Settings(block.where(), test.group(word).values());
                boolean column = group.has("column");
                List<String> columns = column ? group.texts("column") : test.texts(word);
                boolean warn = test.text("severity", "error").equals("warn");
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
