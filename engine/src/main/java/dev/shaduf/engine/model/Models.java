package dev.shaduf.engine.model;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Common;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Model.Materialize;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The models of a project in one session of its warehouse. Asking for a relation runs nothing; what
 * the warehouse says about tables is remembered, so make a new one after loading. Not shared
 * between threads.
 */
public final class Models {

    private final Project project;
    private final Session session;
    private final UnaryOperator<TableName> inPlaceOf;
    private final boolean inline;
    private final Map<TableName, Optional<List<Column>>> known = new HashMap<>();
    private final Map<TableName, Boolean> stored = new HashMap<>();

    private Models(
            Project project, Session session, UnaryOperator<TableName> inPlaceOf, boolean inline) {
        this.project = project;
        this.session = session;
        this.inPlaceOf = inPlaceOf;
        this.inline = inline;
    }

    /** The models over the tables of the warehouse; materialized ones are read from theirs. */
    public static Models of(Project project, Session session) {
        return new Models(project, session, UnaryOperator.identity(), false);
    }

    /**
     * The models over other tables in place of those of sources, as a plan needs them; every model
     * is inlined, since what was materialized was made of older rows, unless one stands for it too.
     */
    public static Models over(
            Project project, Session session, UnaryOperator<TableName> inPlaceOf) {
        return new Models(project, session, inPlaceOf, true);
    }

    /** The relation of the model of that name; throws {@code DANGLING_REFERENCE}. */
    public Relation relation(String name) {
        Entity entity = project.entities().get(name);
        if (entity != null) {
            return profiles(entity);
        }
        Model model = project.models().get(name);
        if (model == null) {
            throw new ShadufException(
                    ModelFailure.DANGLING_REFERENCE,
                    "There is no model '" + name + "'.",
                    Spelling.advice(name, project.models().keySet()));
        }
        return relation(model);
    }

    /** The profiles of an entity: its main table, as the last run made it. */
    private Relation profiles(Entity entity) {
        TableName table =
                inPlaceOf.apply(new TableName(project.settings().schema(), entity.name()));
        List<Column> columns = columns(table).orElseThrow(() -> unmade(entity.name()));
        Sql query = Sql.of("select * from " + OwnTables.quoted(session.dialect(), table));
        return new Relation(query, columns, List.of(entity.idColumn()), true);
    }

    private static ShadufException unmade(String entity) {
        return new ShadufException(
                ModelFailure.NO_SUCH_TABLE,
                "There are no profiles of '" + entity + "' in the warehouse yet.",
                "Make them: shaduf run " + entity);
    }

    /** The rows of {@code source.table}, a model or an entity, read for {@code reader}. */
    public Relation rows(Common reader, String from) {
        boolean named = project.models().containsKey(from) || project.entities().containsKey(from);
        return named
                ? relation(from)
                : written(Model.ofNoFile(reader, new Model.Query.Table(from)));
    }

    /** The same; null where they cannot be read, which is said of what they are. */
    public @Nullable Relation rowsIfThere(Common reader, String from) {
        try {
            return rows(reader, from);
        } catch (ShadufException e) {
            return null;
        }
    }

    /**
     * The relation of a model. A materialized one is read from its table. Throws what is wrong with
     * it, with file and line.
     */
    public Relation relation(Model model) {
        TableName held = holding(model);
        if (held == null) {
            return written(model);
        }
        Sql query = Sql.of("select * from " + OwnTables.quoted(session.dialect(), held));
        return checked(
                model, new Relation(query, columns(held).orElseThrow(), List.of(), stored(held)));
    }

    /** The relation a model is computed by, also where its table is there. */
    Relation written(Model model) {
        Composed composed =
                new Composition(project, session.dialect(), new InWarehouse()).compose(model);
        for (TableName table : composed.tables()) {
            if (columns(table).isEmpty()) {
                throw missing(model, table);
            }
        }
        Sql query = Sql.of(composed.text());
        return checked(
                model,
                new Relation(
                        query,
                        described(model, composed, query),
                        List.of(),
                        composed.plain(),
                        e -> Misstep.halfWay(model, composed, e)));
    }

    private List<Column> described(Model model, Composed composed, Sql query) {
        try {
            return session.describe(query);
        } catch (ShadufException e) {
            throw Misstep.in(model, composed, e);
        }
    }

    private static Relation checked(Model model, Relation rows) {
        List<Column> columns = rows.columns();
        Map<String, String> names = new HashMap<>();
        for (Column column : columns) {
            String other = names.put(column.name().toLowerCase(Locale.ROOT), column.name());
            if (other != null) {
                throw new ShadufException(
                        ModelFailure.DUPLICATE_COLUMN,
                        other.equals(column.name())
                                ? "%s: the model '%s' has two columns '%s'."
                                        .formatted(where(model), model.name(), other)
                                : ("%s: the columns '%s' and '%s' of the model '%s' differ only in "
                                                + "case.")
                                        .formatted(
                                                where(model), other, column.name(), model.name()),
                        "Give one of them another name with AS.");
            }
        }
        List<String> key = new ArrayList<>();
        for (String wanted : model.key()) {
            String found = names.get(wanted.toLowerCase(Locale.ROOT));
            if (found == null) {
                throw new ShadufException(
                        ModelFailure.NO_SUCH_COLUMN,
                        "%s: the model '%s' has no column '%s', which is its key."
                                .formatted(model.common().file(), model.name(), wanted),
                        Spelling.advice(wanted, columns.stream().map(Column::name).toList()));
            }
            key.add(found);
        }
        return new Relation(rows.query(), columns, key, rows.plain(), rows.blame());
    }

    private static String where(Model model) {
        return model.query() instanceof Model.Query.Text text ? text.file() : model.common().file();
    }

    private ShadufException missing(Model model, TableName table) {
        if (table.equals(new InWarehouse().profiles(table.name()))
                && project.entities().containsKey(table.name())) {
            return unmade(table.name());
        }
        String source =
                project.sources().values().stream()
                        .filter(Source::isLoaded)
                        .filter(s -> s.schema().equals(table.schema()))
                        .filter(s -> s.tables().containsKey(table.name()))
                        .map(Source::name)
                        .findFirst()
                        .orElse("");
        boolean loaded = !source.isEmpty();
        return new ShadufException(
                ModelFailure.NO_SUCH_TABLE,
                "%s: the %s '%s' reads %s, which is not in the warehouse%s."
                        .formatted(
                                where(model),
                                project.entities().containsKey(model.name()) ? "entity" : "model",
                                model.name(),
                                table,
                                loaded ? " yet" : ""),
                loaded
                        ? "Load it: shaduf run " + source
                        : instead(table, session.tables(table.schema())));
    }

    private static String instead(TableName table, List<String> there) {
        return there.isEmpty()
                ? "Nothing is in the schema " + table.schema() + ": correct the name."
                : Spelling.advice(table.name(), there);
    }

    /** What keeps a text from being one query that only reads, or null. */
    public @Nullable String refusal(String sql) {
        return SingleQuery.check(sql, session.dialect().name())
                        instanceof SingleQuery.Verdict.Refused refused
                ? refused.what()
                : null;
    }

    /** Runs the tests of a model; {@code now} is the run's start. */
    public Tested test(Model model, Instant now) {
        ModelTests tests = new ModelTests(this, session, project, now);
        return model.tests().isEmpty()
                ? new Tested(List.of(), null)
                : relation(model).reading(() -> tests.run(model));
    }

    /**
     * Makes the view or table of a materialized model, in a transaction of its own; gives its rows,
     * 0 for a view. Does nothing for others.
     */
    public long materialize(Model model, OwnTables own) {
        if (model.materialize() == Materialize.NO) {
            return 0;
        }
        Relation relation = written(model);
        Materials materials = new Materials(session, own);
        long rows = relation.reading(() -> materials.make(model, own.name(model.name()), relation));
        known.clear();
        stored.clear();
        return rows;
    }

    /** Evaluates a model into a temporary table, which can stand for the model's own. */
    public TableName stage(Model model) {
        String name = "shaduf_made_" + model.name();
        if (name.length() > session.dialect().longestName()) {
            name = "shaduf_made_" + Integer.toHexString(model.name().hashCode());
        }
        Relation relation = written(model);
        String quoted = session.dialect().quote(name);
        relation.reading(() -> {
            session.execute(Sql.of("drop table if exists " + quoted));
            return session.execute(
                    Sql.of("create temporary table " + quoted + " as\n").plus(relation.query()));
        });
        return TableName.temporary(name);
    }

    /** The table or view of a model, or null where it is inlined. */
    private @Nullable TableName holding(Model model) {
        if (model.materialize() == Materialize.NO) {
            return null;
        }
        TableName table = new TableName(project.settings().schema(), model.name());
        if (inline) {
            TableName other = inPlaceOf.apply(table);
            return other.equals(table) ? null : other;
        }
        return columns(table).isPresent() ? table : null;
    }

    /** The table that stands for another. */
    public TableName inPlaceOf(TableName table) {
        return inPlaceOf.apply(table);
    }

    /** The columns of a table; empty where there is none. */
    public Optional<List<Column>> columns(TableName table) {
        return known.computeIfAbsent(table, session::columns);
    }

    private boolean stored(TableName table) {
        return table.schema().isEmpty()
                || stored.computeIfAbsent(table, t -> Materials.isTable(session, t));
    }

    private final class InWarehouse implements Composition.Tables {

        @Override
        public TableName inPlaceOf(TableName table) {
            return inPlaceOf.apply(table);
        }

        @Override
        public @Nullable TableName holding(Model model) {
            return Models.this.holding(model);
        }

        @Override
        public TableName profiles(String entity) {
            return new TableName(project.settings().schema(), entity);
        }

        @Override
        public boolean marksDeleted(TableName table) {
            return columns(table).orElse(List.of()).stream()
                    .anyMatch(column -> column.name().equals("_deleted_at"));
        }

        @Override
        public boolean stored(TableName table) {
            return Models.this.stored(table);
        }
    }
}
