package dev.shaduf.engine.run;

import dev.shaduf.engine.model.ModelFailure;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Rows of queries as canonical JSON, read in a transaction in which the warehouse refuses every
 * change. For one thread.
 */
public final class Rows {

    private final Session session;

    /** On this session. */
    public Rows(Session session) {
        this.session = session;
    }

    /**
     * Hands over the rows of a read-only query as JSON texts until one is refused.
     *
     * @param sql one SELECT
     * @param head told of the columns before the first row
     */
    public void read(Sql sql, Consumer<List<Column>> head, Predicate<String> row) {
        session.begin(Session.Mode.READ);
        try {
            List<Column> columns = described(sql);
            head.accept(columns);
            try (RowStream rows = session.rows(asJson(sql, columns))) {
                boolean more = true;
                while (more && rows.next()) {
                    more = row.test(Objects.requireNonNullElse(rows.text(0), "{}"));
                }
            }
        } finally {
            session.rollback();
        }
    }

    /** What the warehouse does not take was never run: it is the query that is wrong. */
    private List<Column> described(Sql sql) {
        try {
            return session.describe(sql);
        } catch (ShadufException e) {
            throw e.code() == Failure.SQL_FAILED
                    ? new ShadufException(ModelFailure.WRONG_SQL, e.message(), e.fix(), e)
                    : e;
        }
    }

    private Sql asJson(Sql sql, List<Column> columns) {
        Dialect dialect = session.dialect();
        List<Dialect.Member> members = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String name = dialect.quote("c" + i);
            names.add(name);
            String member = once(column.name(), columns.subList(0, i), columns);
            members.add(new Dialect.Member(member, dialect.json(name, column.type())));
        }
        return Sql.of("SELECT " + dialect.jsonObject(members) + " FROM (\n")
                .plus(sql)
                .plus("\n) q(" + String.join(", ", names) + ")");
    }

    /** A second column of a name is {@code name_2}: of equal members most readers keep one. */
    private static String once(String name, List<Column> before, List<Column> all) {
        long nth = before.stream().filter(column -> column.name().equals(name)).count();
        String member = nth == 0 ? name : name + "_" + (nth + 1);
        while (nth > 0 && named(all, member)) {
            member += "_2";
        }
        return member;
    }

    private static boolean named(List<Column> columns, String name) {
        return columns.stream().anyMatch(column -> column.name().equals(name));
    }

    /**
     * Some rows of a model or of a source's table. Where the SQL of a model fails, the model and
     * its file are named, unless it may be the condition that fails.
     *
     * @param name {@code model} or {@code source.table}
     * @param where a condition over its columns; null: all rows
     */
    public Preview preview(Project project, String name, @Nullable String where, long limit) {
        return preview(relation(project, name), where, limit);
    }

    /**
     * Some rows of a query of Shaduf's own.
     *
     * @param where a condition over its columns; null: all rows
     */
    public Preview preview(Sql query, @Nullable String where, long limit) {
        return preview(new Relation(query, List.of(), List.of(), true), where, limit);
    }

    private Preview preview(Relation relation, @Nullable String where, long limit) {
        Sql rows = Sql.of("SELECT * FROM (\n").plus(relation.query()).plus("\n) p");
        Sql some = where == null ? rows : rows.plus("\nWHERE (" + where + "\n)");
        Sql query = some.plus("\nLIMIT " + limit);
        return (head, row) ->
                (where == null ? relation : plain(relation))
                        .reading(() -> {
                            read(query, head, row);
                            return true;
                        });
    }

    /** Rows that are still to be read. */
    public interface Preview {

        /** Reads them as {@link Rows#read} does. */
        void read(Consumer<List<Column>> head, Predicate<String> row);
    }

    private static Relation plain(Relation of) {
        return new Relation(of.query(), of.columns(), of.key(), of.plain());
    }

    private Relation relation(Project project, String name) {
        int dot = name.indexOf('.');
        Source source = dot < 0 ? null : project.sources().get(name.substring(0, dot));
        if (source == null) {
            Unreadable.refuse(project, name);
            return Models.of(project, session).relation(name);
        }
        TableName table = new TableName(source.schema(), name.substring(dot + 1));
        if (session.columns(table).isEmpty()) {
            throw new ShadufException(
                    Failure.NOT_FOUND,
                    "The table " + name + " is not in the warehouse.",
                    absent(source, table.name()));
        }
        Sql all = Sql.of("SELECT * FROM " + OwnTables.quoted(session.dialect(), table));
        return new Relation(all, List.of(), List.of(), true);
    }

    private static String absent(Source source, String table) {
        if (source.isEvents()) {
            return "It is made when the first event for it is loaded: shaduf serve";
        }
        return source.tables().containsKey(table)
                ? "Load it: shaduf run " + source.name()
                : "The source has " + String.join(", ", source.tables().keySet()) + ".";
    }
}
