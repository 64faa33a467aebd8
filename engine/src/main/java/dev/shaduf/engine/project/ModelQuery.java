package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.engine.yaml.Tree;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a model's rows come from, as its file says it.
 *
 * @param key sql, file or table; "" where it is not clear
 * @param file where the SQL stands
 * @param line of the file at which it begins
 * @param sql null where there is none
 */
record ModelQuery(
        Block block, Draft draft, String key, String file, int line, @Nullable SqlText sql) {

    private static final List<String> CHOICES = List.of("sql", "file", "table", "dbt");

    static ModelQuery of(Block block, Draft draft) {
        List<String> given = given(block);
        String own = block.common().file();
        String key = given.size() == 1 ? given.getFirst() : given.isEmpty() ? "file" : "";
        if (key.equals("sql") && block.tree().at("sql") instanceof Tree.Scalar scalar) {
            String text = block.text("sql");
            return new ModelQuery(
                    block,
                    draft,
                    key,
                    own,
                    scalar.contentLine(),
                    text == null ? null : SqlText.of(text));
        }
        if (key.equals("file")) {
            String file = fileOf(block, draft);
            String text = file != null && draft.exists(file) ? draft.text(file) : null;
            return new ModelQuery(
                    block,
                    draft,
                    key,
                    file == null ? own : file,
                    1,
                    text == null ? null : SqlText.of(text));
        }
        return new ModelQuery(block, draft, key, own, 1, null);
    }

    private static List<String> given(Block block) {
        return CHOICES.stream().filter(block::has).toList();
    }

    private static @Nullable String fileOf(Block block, Draft draft) {
        String named = block.text("file");
        if (named == null && block.has("file")) {
            return null;
        }
        String folder = "models/";
        if (named == null) {
            return folder + block.name() + ".sql";
        }
        return Stream.of(folder + named, named)
                .map(ModelQuery::inside)
                .filter(path -> path != null && draft.exists(path))
                .findFirst()
                .orElse(inside(folder + named));
    }

    /** The normalised path; null where it leaves the project. */
    private static @Nullable String inside(String path) {
        try {
            Path normal = Path.of(path).normalize();
            return normal.isAbsolute() || normal.startsWith("..")
                    ? null
                    : normal.toString().replace('\\', '/');
        } catch (java.nio.file.InvalidPathException e) {
            return null;
        }
    }

    void check() {
        Findings findings = draft.findings();
        List<String> given = given(block);
        if (given.size() > 1) {
            findings.add(
                    block.keyPlace(given.getLast()),
                    "conflicting_keys",
                    block.title() + " has " + String.join(" and ", given) + "; only one can hold",
                    "remove one");
            return;
        }
        if (key.equals("file") && sql == null) {
            checkFile(given.isEmpty());
        } else if (key.equals("table")) {
            checkTable();
        } else if (sql != null) {
            checkSql(sql);
        }
    }

    private void checkFile(boolean beside) {
        if (!beside && block.text("file") == null) {
            return;
        }
        if (draft.exists(file) && !file.equals(block.common().file())) {
            return;
        }
        draft.findings()
                .add(
                        beside ? block.tree().place() : block.place("file"),
                        beside ? "missing_key" : "missing_file",
                        beside
                                ? block.title() + " has no query"
                                : "there is no file '" + block.text("file") + "' in the project",
                        beside
                                ? "write 'sql: …', or the query into models/"
                                        + block.name()
                                        + ".sql"
                                : "paths start beside this file or at the project's directory");
    }

    private void checkTable() {
        String table = block.text("table");
        if (table == null) {
            return;
        }
        String[] parts = table.split("\\.", -1);
        if (parts.length < 2 || Stream.of(parts).anyMatch(String::isBlank)) {
            draft.findings()
                    .add(
                            block.place("table"),
                            "wrong_type",
                            "'table' must be source.table or schema.table, not '" + table + "'",
                            "");
            return;
        }
        if (draft.block(Kinds.SOURCE, parts[0]) != null) {
            checkSourceTable(
                    parts[0], table.substring(parts[0].length() + 1), block.place("table"));
        }
    }

    private void checkSql(SqlText text) {
        if (text.sql().isBlank()) {
            draft.findings()
                    .add(
                            key.equals("sql") ? block.place("sql") : Place.of(file),
                            "wrong_type",
                            "the query of " + block.title() + " is empty",
                            "write one read-only query");
        }
        for (SqlText.Use use : text.uses()) {
            switch (use) {
                case SqlText.Use.Table table -> {
                    if (draft.block(Kinds.SOURCE, table.source()) != null) {
                        checkSourceTable(table.source(), table.table(), place(use));
                    }
                }
                case SqlText.Use.Other other ->
                        draft.findings()
                                .add(
                                        place(use),
                                        "unknown_template",
                                        "'"
                                                + other.text().lines().findFirst().orElse("")
                                                + "' means nothing here",
                                        "there are {{ ref('model') }} and {{ source('source',"
                                                + " 'table') }}");
                case SqlText.Use.Ref ref -> {}
            }
        }
    }

    private void checkSourceTable(String source, String table, Place place) {
        Block other = draft.block(Kinds.SOURCE, source);
        if (other == null
                || !(other.values().get("tables") instanceof dev.shaduf.spi.json.Json.Obj o)) {
            return;
        }
        Tree tables = other.tree().at("tables");
        Set<String> names = o.members().keySet();
        if (!names.contains(table) && tables != null && tables.at(table) == null) {
            draft.findings()
                    .add(
                            place,
                            "dangling_reference",
                            "source '" + source + "' has no table '" + table + "'",
                            Spelling.advice(table, names));
        }
    }

    private Place place(SqlText.Use use) {
        return sql == null ? Place.of(file) : sql.place(use, file, line, draft.lines(file));
    }

    List<Reference> references() {
        List<Reference> all = new ArrayList<>();
        if (sql != null) {
            for (SqlText.Use use : sql.uses()) {
                switch (use) {
                    case SqlText.Use.Ref ref ->
                            all.add(Reference.first(List.of(Kinds.MODEL), ref.model(), place(use)));
                    case SqlText.Use.Table table ->
                            all.add(
                                    Reference.first(
                                            List.of(Kinds.SOURCE), table.source(), place(use)));
                    case SqlText.Use.Other other -> {}
                }
            }
        }
        String table = key.equals("table") ? block.text("table") : null;
        if (table != null && draft.block(Kinds.SOURCE, first(table)) != null) {
            all.add(Reference.first(List.of(Kinds.SOURCE), first(table), block.place("table")));
        }
        return all;
    }

    Model.Query build() {
        return sql == null
                ? new Model.Query.Table(block.settings().text("table"))
                : new Model.Query.Text(sql.sql(), file, line);
    }

    static List<Graph.Node> needs(SqlText sql) {
        List<Graph.Node> all = new ArrayList<>();
        for (SqlText.Use use : sql.uses()) {
            switch (use) {
                case SqlText.Use.Ref ref -> all.add(new Graph.Node(Kinds.MODEL, ref.model()));
                case SqlText.Use.Table table ->
                        all.add(new Graph.Node(Kinds.SOURCE, table.source()));
                case SqlText.Use.Other other -> {}
            }
        }
        return all;
    }

    static List<Graph.Node> needs(String table, Project project) {
        String source = first(table);
        return project.sources().containsKey(source)
                ? List.of(new Graph.Node(Kinds.SOURCE, source))
                : List.of();
    }

    private static String first(String table) {
        int dot = table.indexOf('.');
        return dot < 0 ? table : table.substring(0, dot);
    }
}
