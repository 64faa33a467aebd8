package dev.shaduf.engine.model;

import dev.shaduf.engine.model.Composed.Passage;
import dev.shaduf.engine.model.SingleQuery.Verdict;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Model.Query;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.project.SqlText;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts one model's SQL together: what it refers to comes before it, in WITH. Used once. */
final class Composition {

    private static final String[] NOT_AN_ALIAS = {
        "join",
        "on",
        "where",
        "using",
        "group",
        "order",
        "left",
        "right",
        "inner",
        "cross",
        "full",
        "natural",
        "limit",
        "union",
        "except",
        "intersect",
        "having",
        "window",
        "qualify",
        "offset",
        "fetch",
        "asof",
        "positional",
        "semi",
        "anti",
        "tablesample",
        "lateral",
        "pivot",
        "unpivot",
        "for",
        "outer",
        "select"
    };

    private final Project project;
    private final Dialect dialect;
    private final Tables tables;

    private final Map<String, Piece> pieces = new LinkedHashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final Set<TableName> read = new LinkedHashSet<>();

    Composition(Project project, Dialect dialect, Tables tables) {
        this.project = project;
        this.dialect = dialect;
        this.tables = tables;
    }

    /** What the composition asks about tables. */
    interface Tables {

        /** The table that stands for another. */
        TableName inPlaceOf(TableName table);

        /** The table that holds a model, or null where the model is inlined. */
        @Nullable TableName holding(Model model);

        /** A table of Shaduf's own: the main table of an entity, or another of its tables. */
        TableName profiles(String entity);

        /** Whether rows of the table can be marked as deleted. */
        boolean marksDeleted(TableName table);

        /** Whether it is a table and no view. */
        boolean stored(TableName table);
    }

    /** The SQL of one model, its references replaced by names. */
    private record Piece(String sql, String file, int line, boolean plain) {
        boolean recursive() {
            List<Token> tokens = Tokens.of(sql);
            return tokens.size() > 1 && tokens.get(0).is("with") && tokens.get(1).is("recursive");
        }
    }

    Composed compose(Model model) {
        Piece last = piece(model);
        StringBuilder text = new StringBuilder();
        List<Passage> passages = new ArrayList<>();
        int rest = pieces.isEmpty() ? 0 : afterWith(last.sql());
        String start = last.recursive() ? "with recursive " : "with ";
        for (Map.Entry<String, Piece> entry : pieces.entrySet()) {
            text.append(start).append(dialect.quote(entry.getKey())).append(" as (\n");
            append(text, passages, entry.getValue(), 0);
            text.append("\n)");
            start = ",\n";
        }
        text.append(rest > 0 ? "," : pieces.isEmpty() ? "" : "\n");
        append(text, passages, last, rest);
        return new Composed(text.toString(), passages, read, last.plain());
    }

    /** Where a query that has a WITH of its own goes on after that word; 0 for others. */
    private static int afterWith(String sql) {
        List<Token> tokens = Tokens.of(sql);
        if (!tokens.getFirst().is("with")) {
            return 0;
        }
        return tokens.get(1).is("recursive") ? tokens.get(1).end() : tokens.getFirst().end();
    }

    private static void append(StringBuilder text, List<Passage> passages, Piece piece, int from) {
        int start = text.length();
        text.append(piece.sql(), from, piece.sql().length());
        if (!piece.file().isEmpty()) {
            long lines = piece.sql().substring(0, from).chars().filter(c -> c == '\n').count();
            int line = piece.line() + (int) lines;
            passages.add(new Passage(start, text.length(), piece.file(), line));
        }
    }

    private Piece piece(Model model) {
        return switch (model.query()) {
            case Query.Text text -> written(model, text);
            case Query.Table table -> table(table(table.name()));
            case Query.Dbt dbt ->
                    throw new ShadufException(
                            Failure.UNSUPPORTED,
                            "%s: models of dbt are not there yet.".formatted(model.common().file()),
                            "Name the table that dbt makes: 'table: schema." + dbt.name() + "'.");
        };
    }

    private Piece table(TableName name) {
        TableName table = tables.inPlaceOf(name);
        read.add(table);
        String sql = "select * from " + OwnTables.quoted(dialect, table);
        if (tables.marksDeleted(table)) {
            sql += " where " + dialect.quote("_deleted_at") + " is null";
        }
        return new Piece(sql, "", 0, tables.stored(table));
    }

    private TableName table(String name) {
        int dot = name.indexOf('.');
        String first = dot < 0 ? "" : name.substring(0, dot);
        String second = name.substring(dot + 1);
        Source source = project.sources().get(first);
        return new TableName(source == null ? first : source.schema(), second);
    }

    private Piece written(Model model, Query.Text query) {
        path.addLast(model.name());
        SqlText text = SqlText.of(withoutEnd(query.sql()));
        StringBuilder sql = new StringBuilder();
        boolean plain = true;
        int at = 0;
        for (SqlText.Use use : text.uses()) {
            sql.append(text.sql(), at, use.start());
            at = use.end();
            Place place = new Place(query, text.sql(), use.start());
            Named named =
                    switch (use) {
                        case SqlText.Use.Ref ref -> ref(ref, place);
                        case SqlText.Use.Table table -> source(table, place);
                        case SqlText.Use.Own own -> own(own);
                        case SqlText.Use.Other other -> throw unknown(other, place);
                    };
            boolean called = aliased(text.sql().substring(at));
            sql.append(called ? named.quoted() : named.as(dialect));
            plain &= named.plain();
        }
        sql.append(text.sql(), at, text.sql().length());
        path.removeLast();
        String own = sql.toString();
        check(query, own);
        return new Piece(own, query.file(), query.line(), plain && Plainness.of(own));
    }

    /** A place in a query, shown as file and line. */
    private record Place(Query.Text query, String sql, int at) {
        @Override
        public String toString() {
            long lines = sql.substring(0, at).chars().filter(c -> c == '\n').count();
            return query.file() + ", line " + (query.line() + lines);
        }
    }

    /** The text up to its last word: without a semicolon, comments and spaces at its end. */
    static String withoutEnd(String sql) {
        List<Token> tokens = Tokens.of(sql);
        int last = tokens.size() - 1;
        while (last >= 0 && tokens.get(last).sign(';')) {
            last--;
        }
        return last < 0 ? "" : sql.substring(0, tokens.get(last).end());
    }

    /**
     * Something that stands in FROM.
     *
     * @param name how it is called where the query gives it no name
     */
    private record Named(String quoted, String own, String name, boolean plain) {
        String as(Dialect dialect) {
            return own.equals(name) ? quoted : quoted + " as " + dialect.quote(name);
        }
    }

    private Named ref(SqlText.Use.Ref ref, Place place) {
        Model model = project.models().get(ref.model());
        if (model == null && project.entities().containsKey(ref.model())) {
            TableName table = tables.inPlaceOf(tables.profiles(ref.model()));
            read.add(table);
            return named(table, ref.model());
        }
        if (model == null) {
            throw dangling(
                    place,
                    "there is no model '" + ref.model() + "'",
                    Spelling.advice(ref.model(), project.models().keySet()));
        }
        TableName held = tables.holding(model);
        if (held != null) {
            read.add(held);
            return named(held, ref.model());
        }
        if (path.contains(ref.model())) {
            throw new ShadufException(
                    ModelFailure.CYCLE,
                    "%s: the models %s → %s use each other."
                            .formatted(place, String.join(" → ", path), ref.model()),
                    "Take one of the references out.");
        }
        String name = withName(ref.model());
        Piece piece = pieces.get(name);
        if (piece == null) {
            piece = piece(model);
            pieces.put(name, piece);
        }
        return new Named(dialect.quote(name), name, ref.model(), piece.plain());
    }

    private Named named(TableName table, String name) {
        return new Named(
                OwnTables.quoted(dialect, table), table.name(), name, tables.stored(table));
    }

    /** The name in WITH: one that no user's own WITH or table has. */
    private String withName(String model) {
        String name = "ref(" + model + ")";
        return name.length() <= dialect.longestName()
                ? name
                : "ref(" + model.hashCode() + model.substring(0, dialect.longestName() - 20) + ")";
    }

    private Named source(SqlText.Use.Table use, Place place) {
        Source source = project.sources().get(use.source());
        if (source == null) {
            throw dangling(
                    place,
                    "there is no source '" + use.source() + "'",
                    Spelling.advice(use.source(), project.sources().keySet()));
        }
        if (!source.isEvents() && !source.tables().containsKey(use.table())) {
            throw dangling(
                    place,
                    "the source '%s' has no table '%s'".formatted(use.source(), use.table()),
                    Spelling.advice(use.table(), source.tables().keySet()));
        }
        TableName table = tables.inPlaceOf(new TableName(source.schema(), use.table()));
        read.add(table);
        return named(table, use.table());
    }

    /** A table of an entity, which only the SQL of traits may name. */
    private Named own(SqlText.Use.Own use) {
        String name = EntityTable.called(use.table()).of(use.entity());
        TableName table = tables.inPlaceOf(tables.profiles(name));
        read.add(table);
        return named(table, name);
    }

    private static ShadufException dangling(Place place, String what, String fix) {
        return new ShadufException(ModelFailure.DANGLING_REFERENCE, place + ": " + what + ".", fix);
    }

    private static ShadufException unknown(SqlText.Use.Other use, Place place) {
        return new ShadufException(
                ModelFailure.UNKNOWN_TEMPLATE,
                "%s: '%s' means nothing here."
                        .formatted(place, use.text().lines().findFirst().orElse("")),
                "There are {{ ref('model') }} and {{ source('source', 'table') }}; write the rest"
                        + " as SQL.");
    }

    /** Whether what stands after a reference gives it a name of its own. */
    private static boolean aliased(String after) {
        List<Token> tokens = Tokens.of(after);
        return !tokens.isEmpty() && tokens.getFirst().name() && !tokens.getFirst().is(NOT_AN_ALIAS);
    }

    private void check(Query.Text query, String sql) {
        switch (SingleQuery.check(sql, dialect.name())) {
            case Verdict.Fine fine -> {}
            case Verdict.Unknown unknown -> {}
            case Verdict.Refused(String what, int at) -> {
                throw new ShadufException(
                        ModelFailure.NOT_ONE_QUERY,
                        "%s: the SQL %s.".formatted(new Place(query, sql, at), what),
                        ModelSql.fix(dialect.name()));
            }
        }
    }
}
