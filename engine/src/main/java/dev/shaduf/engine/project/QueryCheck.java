package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.json.Json;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reports what is wrong with where a model's rows come from. */
record QueryCheck(ModelQuery query, Block block, Draft draft) {

    void check() {
        List<String> given = ModelQuery.given(block);
        SqlText sql = query.sql();
        if (given.size() > 1) {
            conflict(given);
        } else if (given.isEmpty() && sql == null) {
            beside();
        } else if (query.key().equals("file") && sql == null) {
            file(block.text("file"));
        } else if (query.key().equals("table")) {
            table(block.text("table"));
        } else if (sql != null) {
            sql(sql);
        }
    }

    private void conflict(List<String> given) {
        String both = block.title() + " has " + String.join(" and ", given);
        Place place = block.keyPlace(given.getLast());
        draft.report(place, "conflicting_keys", both + "; only one can hold", "remove one");
    }

    private void beside() {
        if (!draft.exists(query.file())) {
            draft.report(
                    block.tree().place(),
                    "missing_key",
                    block.title() + " has no query",
                    "write 'sql: …', or the query into models/" + block.name() + ".sql");
        }
    }

    private void file(@org.jspecify.annotations.Nullable String named) {
        boolean own = query.file().equals(block.common().file());
        if (named != null && (own || !draft.exists(query.file()))) {
            draft.report(
                    block.place("file"),
                    "missing_file",
                    "there is no file '" + named + "' in the project",
                    "paths start beside this file or at the project's directory");
        }
    }

    private void table(@org.jspecify.annotations.Nullable String table) {
        if (table == null) {
            return;
        }
        String[] parts = table.split("\\.", 2);
        if (parts.length < 2 || Stream.of(parts).anyMatch(String::isBlank)) {
            draft.report(
                    block.place("table"),
                    "wrong_type",
                    "'table' must be source.table or schema.table, not '" + table + "'",
                    "");
            return;
        }
        sourceTable(parts[0], parts[1], block.place("table"));
    }

    private void sql(SqlText text) {
        if (text.sql().isBlank()) {
            boolean here = query.key().equals("sql");
            Place place = here ? block.place("sql") : Place.of(query.file());
            String message = "the query of " + block.title() + " is empty";
            draft.report(place, "wrong_type", message, "write one read-only query");
        } else if (text.uses().stream().noneMatch(QueryCheck::isForeign)) {
            rule(text);
        }
        for (SqlText.Use use : text.uses()) {
            switch (use) {
                case SqlText.Use.Table table ->
                        sourceTable(table.source(), table.table(), query.place(use));
                case SqlText.Use.Own own -> unknown(use, text);
                case SqlText.Use.Other other -> unknown(use, text);
                case SqlText.Use.Ref ref -> {}
            }
        }
    }

    private static boolean isForeign(SqlText.Use use) {
        return use instanceof SqlText.Use.Other || use instanceof SqlText.Use.Own;
    }

    private void rule(SqlText text) {
        SqlRule.Objection objection = draft.sqlRule().objection(text, draft.warehouse());
        if (objection == null) {
            return;
        }
        Place file = Place.of(query.file());
        List<String> lines = draft.lines(query.file());
        draft.report(
                text.place(objection.start(), objection.end(), file, query.line(), lines),
                "not_one_query",
                "the SQL of " + block.title() + " " + objection.what(),
                objection.fix());
    }

    private void unknown(SqlText.Use use, SqlText text) {
        String first = text.sql().substring(use.start(), use.end()).lines().findFirst().orElse("");
        draft.report(
                query.place(use),
                "unknown_template",
                "'" + first + "' means nothing here",
                "there are {{ ref('model') }} and {{ source('source', 'table') }}");
    }

    private void sourceTable(String source, String table, Place place) {
        sourceTable(draft, source, table, place);
    }

    /** A source that is not there is reported with the other references. */
    static void sourceTable(Draft draft, String source, String table, Place place) {
        Block other = draft.block(Kinds.SOURCE, source);
        Tree tables = other == null ? null : other.tree().at("tables");
        if (other == null || tables == null || tables.at(table) != null) {
            return;
        }
        if (other.values().get("tables") instanceof Json.Obj read) {
            Set<String> names = read.members().keySet();
            draft.report(
                    place,
                    "dangling_reference",
                    "source '" + source + "' has no table '" + table + "'",
                    Spelling.advice(table, names));
        }
    }
}
