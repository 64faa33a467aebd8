package dev.shaduf.engine.comparison;

import dev.shaduf.engine.comparison.DiffSql.Gone;
import dev.shaduf.engine.comparison.DiffSql.History;
import dev.shaduf.engine.comparison.DiffSql.Rehash;
import dev.shaduf.engine.comparison.DiffSql.Wanted;
import dev.shaduf.engine.comparison.Memory.Change;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One comparison of a model with its snapshot, on one session and inside the caller's transaction:
 * what is remembered, what that means for this definition, and the planned rows.
 */
public final class Comparison {

    private static final String MODEL = "shaduf_model_rows";
    private static final String EMPTY = "shaduf_no_state";
    private static final String PLANNED = "shaduf_planned";
    private static final String ONLY = "shaduf_only";
    private static final String COPY = "shaduf_state_copy";
    private static final String RETYPED = "shaduf_state_retyped";

    private final Sides sides;
    private final Session session;
    private final Definition given;
    private final Definition definition;
    private final Names names;
    private final @Nullable Memory memory;
    private final boolean forgotten;
    private final List<String> notes = new ArrayList<>();
    private @Nullable KeyTypes keys;

    /**
     * @param given the definition with the warehouse's types
     * @param memory what is remembered of the sync; null: it never delivered anything
     */
    public Comparison(Sides sides, Definition given, Names names, @Nullable Memory memory) {
        this(sides, given, names, memory, false);
    }

    private Comparison(
            Sides sides,
            Definition given,
            Names names,
            @Nullable Memory memory,
            boolean forgotten) {
        this.forgotten = forgotten;
        this.sides = sides;
        this.session = sides.state();
        this.given = given;
        this.definition = sides.local(given);
        this.names = names;
        this.memory = memory;
    }

    /** The same as if nothing had ever been delivered: for a plan, which empties no snapshot. */
    public Comparison forgotten() {
        return new Comparison(sides, given, names, null, true);
    }

    /**
     * How the comparison is made.
     *
     * @param everything every valid row is planned
     * @param keep the planned table is an ordinary one that survives the session
     * @param adopted the snapshot was brought to this definition already
     * @param rows only rows with these ids; null: all
     * @param lastPlanned how many rows the last run planned; -1: not known
     */
    public record Manner(
            boolean everything,
            boolean keep,
            boolean adopted,
            @Nullable Set<String> rows,
            long lastPlanned) {}

    /** What was found, and the tables it is in. */
    public record Found(PlanCounts counts, Invalid.Tables tables, ModelSide model, Sql relation) {}

    /** The ordinary tables of this sync. */
    Invalid.Tables kept() {
        return new Invalid.Tables(names.sql(names.state()), made(names.sql(names.planned())), "");
    }

    private PlannedTable made(String planned) {
        return PlannedTable.made(planned, session.dialect());
    }

    /** What a changed definition means for the snapshot. */
    public Change change() {
        if (memory == null) {
            return new Change.Same();
        }
        Change change = memory.to(Memory.of(given, sides.model().dialect()));
        String strange = change instanceof Change.Redefined ? null : keys().strange();
        return strange == null ? change : new Change.Redefined(strange);
    }

    private KeyTypes keys() {
        KeyTypes known = keys;
        if (known == null) {
            List<Column> held = session.columns(names.state()).orElse(List.of());
            known = new KeyTypes(session, definition, held);
            keys = known;
        }
        return known;
    }

    /**
     * The key with the types that the snapshot's columns should have; null: they have them. What
     * was planned with this comparison before they got them does not count.
     */
    public @Nullable List<Column> wider() {
        return keys().same() ? null : keys().common();
    }

    /** Makes a temporary copy of the snapshot with these types; gives its name. */
    public String retyped() {
        session.execute(Sql.of("DROP TABLE IF EXISTS " + RETYPED));
        session.execute(
                Sql.of("CREATE TEMPORARY TABLE " + RETYPED + " AS ")
                        .plus(keys().rows(names.sql(names.state()))));
        return RETYPED;
    }

    /**
     * Whether the key columns have other names and less than half of the delivered keys are left.
     */
    public boolean lostItsKey(PlanCounts counts) {
        return renamed()
                && counts.delivered() > 0
                && counts.known() >= 0
                && 2 * counts.known() < counts.delivered();
    }

    /** Why a sync whose key was renamed is another sync. */
    public String keyWas() {
        String was = memory == null ? "" : String.join(", ", memory.key());
        return "its key was " + was + ", and less than half of the delivered keys are still there";
    }

    private boolean renamed() {
        return memory != null
                && !memory.key().equals(definition.key().stream().map(Column::name).toList());
    }

    /** What a reader should know. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Compares.
     *
     * @param query the model's query
     * @param plain whether evaluating it twice is cheap and gives the same
     */
    public Found compare(Sql query, boolean plain, Manner manner) {
        if (sides.apart()) {
            return compareApart(query, manner);
        }
        Invalid.Tables tables = tables(manner);
        DiffSql sql = new DiffSql(session.dialect(), definition, tables);
        Sql relation = relation(query, plain);
        if (manner.rows() != null) {
            only(manner.rows());
            String rowId =
                    sql.rowId(i ->
                            "o." + session.dialect().quote(definition.key().get(i - 1).name()));
            relation =
                    Sql.of("(SELECT o.* FROM ")
                            .plus(relation)
                            .plus(" o WHERE " + rowId + " IN (SELECT row_id FROM " + ONLY + "))");
        }
        ModelSide model = new ModelSide(session.dialect(), definition, relation);
        session.execute(Sql.of("DROP TABLE IF EXISTS " + tables.planned().name()));
        Planner planner = new Planner(session, definition, model, tables);
        long last = manner.rows() == null ? manner.lastPlanned() : -1;
        PlanCounts counts = planner.plan(!manner.keep(), wanted(manner), relation, last);
        return new Found(counts, tables, model, relation);
    }

    /** The same where the model's rows are read into the local tier first. */
    private Found compareApart(Sql query, Manner manner) {
        Sql relation = Sql.of("(").plus(query).plus("\n)");
        if (manner.rows() != null) {
            only(manner.rows());
            String among = new RowIds(sides.model().dialect(), given).among("o.", manner.rows());
            relation = Sql.of("(SELECT o.* FROM ").plus(relation).plus(" o WHERE " + among + ")");
        }
        ModelSide model = new ModelSide(sides.model().dialect(), given, relation);
        boolean whole = manner.everything() || manner.rows() != null || manner.keep() && isNew();
        ModelSide staged = new Staging(sides, given, model).read(whole);
        boolean filled = whole || !manner.keep();
        Invalid.Tables tables = tables(manner);
        Invalid.Tables working =
                filled ? tables : new Invalid.Tables(tables.state(), made(PLANNED), tables.scope());
        Wanted wanted = wanted(manner);
        if (wanted.rehash() instanceof Rehash.From(List<String> known)) {
            working = new Invalid.Tables(rehashed(known), working.planned(), working.scope());
            wanted = wanted.rehashed();
        }
        session.execute(Sql.of("DROP TABLE IF EXISTS " + working.planned().name()));
        Planner planner = new Planner(session, definition, staged, working);
        Sql rows = Sql.of(StagedSide.TABLE);
        PlanCounts counts =
                planner.plan(working.planned().name().equals(PLANNED), wanted, rows, -1);
        return new Found(counts, working, staged, relation);
    }

    /** A copy of the snapshot for a plan, its hashes made again. */
    private String rehashed(List<String> known) {
        session.execute(Sql.of("DROP TABLE IF EXISTS " + COPY));
        session.execute(Sql.of("CREATE TEMPORARY TABLE " + COPY + " AS SELECT * FROM " + state()));
        rehash(COPY, known);
        return COPY;
    }

    private void rehash(String table, List<String> known) {
        DiffSql sql = new DiffSql(sides.model().dialect(), given, kept());
        new Rehashing(sides, table, sql.rehashed(known)).make();
    }

    /** Whether nothing was delivered yet, so that every row will be sent. */
    private boolean isNew() {
        try (RowStream rows = session.rows(Sql.of("SELECT count(hash) FROM " + state()))) {
            return rows.next() && rows.whole(0) == 0;
        }
    }

    /**
     * Lists invalid rows and makes sure that the planned rows are in a table that survives the
     * session, each with what is sent of it. Reads nothing of the model afterwards.
     */
    public Found keep(Found found) {
        new InvalidRows(session, definition, found).list();
        if (!found.tables().planned().name().equals(PLANNED)) {
            return found;
        }
        session.execute(Sql.of("DROP TABLE IF EXISTS " + names.sql(names.planned())));
        filling(found).all(names.sql(names.planned()), found.counts().queried());
        session.execute(Sql.of("DROP TABLE " + PLANNED));
        return new Found(found.counts(), kept(), found.model(), found.relation());
    }

    /**
     * Makes sure that the rows of a plan that are shown have their texts.
     *
     * @param samples how many of each kind
     * @param requested how many from the first on
     */
    public void show(Found found, int samples, int requested) {
        List<String> shown = new ArrayList<>();
        if (samples > 0) {
            shown.add(samples(found).chosen(samples));
        }
        if (requested > 0) {
            shown.add(
                    "SELECT n FROM "
                            + found.tables().planned().rows()
                            + " r WHERE invalid IS NULL AND op IN ('A', 'C', 'R') ORDER BY n LIMIT "
                            + requested);
        }
        if (shown.isEmpty()) {
            return;
        }
        String number = "p." + found.tables().planned().number();
        String where =
                shown.stream()
                        .map(some -> number + " IN (" + some + ")")
                        .collect(Collectors.joining(" OR ", "(", ")"));
        if (found.model().staged()) {
            filling(found).some(where);
        } else {
            DiffSql sql = new DiffSql(session.dialect(), definition, found.tables());
            session.execute(sql.texts(found.model(), where));
        }
    }

    /** Rows of the plan to be shown. */
    public Samples samples(Found found) {
        return new Samples(session, definition, found.tables(), memory);
    }

    private Filling filling(Found found) {
        ModelSide model = new ModelSide(sides.model().dialect(), given, found.relation());
        return new Filling(sides, given, model, found.tables().planned());
    }

    private Invalid.Tables tables(Manner manner) {
        PlannedTable planned = made(manner.keep() ? names.sql(names.planned()) : PLANNED);
        String scope =
                manner.rows() == null ? "" : " WHERE row_id IN (SELECT row_id FROM " + ONLY + ")";
        return new Invalid.Tables(state(), planned, scope);
    }

    /**
     * Row ids that were asked for and are neither in the model nor in the snapshot.
     *
     * @param asked what the comparison was restricted to; null: nothing
     */
    public List<String> unknown(Found found, @Nullable Set<String> asked) {
        if (asked == null) {
            return List.of();
        }
        Set<String> unknown = new LinkedHashSet<>(asked);
        String among = " WHERE row_id IN (SELECT row_id FROM " + ONLY + ")";
        Sql remembered = Sql.of("SELECT row_id FROM " + found.tables().state() + among);
        drop(unknown, session, remembered);
        if (!unknown.isEmpty() && found.counts().queried() > 0) {
            String rowId = new RowIds(sides.model().dialect(), given).rowId("o.");
            Sql ids = Sql.of("SELECT " + rowId + " FROM ").plus(found.relation()).plus(" o");
            drop(unknown, sides.model(), ids);
        }
        return List.copyOf(unknown);
    }

    private static void drop(Set<String> unknown, Session session, Sql known) {
        try (RowStream rows = session.rows(known)) {
            while (rows.next()) {
                unknown.remove(rows.text(0));
            }
        }
    }

    private void only(Set<String> rowIds) {
        Column column =
                new Column(
                        "row_id", Type.of(Type.Kind.TEXT, session.dialect().own(Dialect.Own.TEXT)));
        session.execute(Sql.of("DROP TABLE IF EXISTS " + ONLY));
        session.execute(
                Sql.of(
                        "CREATE TEMPORARY TABLE "
                                + ONLY
                                + " (row_id "
                                + column.type().name()
                                + ")"));
        try (Loader loader = session.load(TableName.temporary(ONLY), List.of(column))) {
            for (String rowId : rowIds) {
                loader.value(rowId);
                loader.endRow();
            }
            loader.finish();
        }
    }

    /** The model itself where it is cheap, else its rows in a temporary table: evaluated once. */
    private Sql relation(Sql query, boolean plain) {
        Sql inner = Sql.of("(").plus(query).plus("\n)");
        if (plain) {
            return inner;
        }
        session.execute(Sql.of("DROP TABLE IF EXISTS " + MODEL));
        String columns =
                String.join(
                        ", ",
                        definition.columns().stream()
                                .map(c -> session.dialect().quote(c.name()))
                                .toList());
        session.execute(
                Sql.of("CREATE TEMPORARY TABLE " + MODEL + " AS SELECT " + columns + " FROM ")
                        .plus(inner)
                        .plus(" q"));
        return Sql.of(MODEL);
    }

    /** The snapshot table, or an empty one in its place. */
    private String state() {
        if (!forgotten && keys().held()) {
            return keys().same() ? names.sql(names.state()) : retyped();
        }
        session.execute(Sql.of("DROP TABLE IF EXISTS " + EMPTY));
        new StateTables(session, names.schema())
                .makeState(TableName.temporary(EMPTY), definition.key());
        return EMPTY;
    }

    private Wanted wanted(Manner manner) {
        Mode mode = definition.sync().mode();
        boolean once = mode == Mode.INSERT;
        Gone gone = removes() ? Gone.REMOVE : once && !renamed() ? Gone.SKIP : Gone.LIST;
        Rehash rehash = new Rehash.No();
        boolean everything = manner.everything();
        if (!manner.adopted()) {
            switch (change()) {
                case Change.Same s -> {}
                case Change.Rehash(List<String> known) -> rehash = new Rehash.From(known);
                case Change.Resend(List<String> known, String why) -> {
                    rehash = new Rehash.From(known);
                    notes.add("MAPPING_CHANGED: " + why + ", so every delivered row is sent again");
                    everything = true;
                }
                case Change.Redefined r -> {}
            }
        }
        boolean texts = manner.keep() || sides.apart();
        History history = manner.keep() ? History.DELIVERIES : History.MARKS;
        return new Wanted(!once || everything, gone, everything, rehash, history, texts);
    }

    private boolean removes() {
        return switch (definition.sync().mode()) {
            case MIRROR, AUDIENCE -> true;
            case INSERT, APPEND -> false;
            case UPDATE, UPSERT ->
                    definition.sync().options().onRemove()
                            != dev.shaduf.engine.project.OnRemove.KEEP;
        };
    }

    /**
     * Brings the snapshot to this definition: hashes made again, and rows that must be sent again
     * given a hash that never equals theirs.
     */
    public void adopt(boolean everything) {
        DiffSql sql = new DiffSql(session.dialect(), definition, kept());
        Rehash rehash = new Rehash.No();
        boolean stale = everything;
        switch (change()) {
            case Change.Same s -> {}
            case Change.Rehash(List<String> known) -> rehash = new Rehash.From(known);
            case Change.Resend(List<String> known, String why) -> {
                rehash = new Rehash.From(known);
                stale = true;
                notes.add("MAPPING_CHANGED: " + why + ", so every delivered row is sent again");
            }
            case Change.Redefined r -> {}
        }
        String table = names.sql(names.state());
        if (rehash instanceof Rehash.From(List<String> known)) {
            if (sides.apart()) {
                rehash(table, known);
            } else {
                String hash = sql.rehashed(known);
                session.execute(
                        Sql.of(
                                "UPDATE "
                                        + table
                                        + " SET hash = CASE WHEN stale THEN -("
                                        + hash
                                        + ") - 1 ELSE "
                                        + hash
                                        + " END WHERE hash IS NOT NULL"));
            }
        }
        if (stale) {
            session.execute(
                    Sql.of(
                            "UPDATE "
                                    + table
                                    + " SET hash = -hash - 1, stale = true WHERE hash IS"
                                    + " NOT NULL AND NOT stale"));
        }
    }
}
