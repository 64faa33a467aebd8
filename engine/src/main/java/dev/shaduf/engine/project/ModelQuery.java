package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Tree;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** What {@code ref} may name. */
    private static final List<String> RELATIONS = List.of(Kinds.MODEL, Kinds.ENTITY);

    static ModelQuery of(Block block, Draft draft) {
        List<String> given = given(block);
        String own = block.common().file();
        String key = given.size() == 1 ? given.getFirst() : given.isEmpty() ? "file" : "";
        if (key.equals("sql") && block.tree().at("sql") instanceof Tree.Scalar scalar) {
            SqlText sql = sql(block.text("sql"));
            return new ModelQuery(block, draft, key, own, scalar.contentLine(), sql);
        }
        if (key.equals("file")) {
            String file = fileOf(block, draft);
            SqlText sql = sql(file != null && draft.exists(file) ? draft.text(file) : null);
            return new ModelQuery(block, draft, key, file == null ? own : file, 1, sql);
        }
        return new ModelQuery(block, draft, key, own, 1, null);
    }

    private static @Nullable SqlText sql(@Nullable String text) {
        return text == null ? null : SqlText.of(text);
    }

    /** Which of the keys that say it are there; one is right, none means the file beside. */
    static List<String> given(Block block) {
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

    /** Where something in braces stands. */
    Place place(SqlText.Use use) {
        return sql == null ? Place.of(file) : sql.place(use, file, line, draft.lines(file));
    }

    List<Reference> references() {
        List<Reference> all = new ArrayList<>();
        if (sql != null) {
            sql.uses().forEach(use -> references(use, all));
        }
        String table = key.equals("table") ? block.text("table") : null;
        if (table != null && draft.block(Kinds.SOURCE, first(table)) != null) {
            all.add(Reference.first(List.of(Kinds.SOURCE), first(table), block.place("table")));
        }
        return all;
    }

    private void references(SqlText.Use use, List<Reference> all) {
        switch (use) {
            case SqlText.Use.Ref ref -> all.addAll(reference(use, place(use)));
            case SqlText.Use.Table table -> all.addAll(reference(use, place(use)));
            case SqlText.Use.Own own -> {}
            case SqlText.Use.Other other -> {}
        }
    }

    /** What something in braces refers to: one thing or nothing. */
    static List<Reference> reference(SqlText.Use use, Place place) {
        return switch (use) {
            case SqlText.Use.Ref ref -> List.of(Reference.first(RELATIONS, ref.model(), place));
            case SqlText.Use.Table table ->
                    List.of(Reference.first(List.of(Kinds.SOURCE), table.source(), place));
            case SqlText.Use.Own own ->
                    List.of(Reference.first(List.of(Kinds.ENTITY), own.entity(), place));
            case SqlText.Use.Other other -> List.of();
        };
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
                case SqlText.Use.Ref ref ->
                        RELATIONS.forEach(kind -> all.add(new Graph.Node(kind, ref.model())));
                case SqlText.Use.Table table ->
                        all.add(new Graph.Node(Kinds.SOURCE, table.source()));
                case SqlText.Use.Own own -> all.add(new Graph.Node(Kinds.ENTITY, own.entity()));
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
