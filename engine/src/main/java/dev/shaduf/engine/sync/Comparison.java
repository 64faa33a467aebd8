package dev.shaduf.engine.sync;

import dev.shaduf.engine.sync.DiffSql.Gone;
import dev.shaduf.engine.sync.DiffSql.Rehash;
import dev.shaduf.engine.sync.DiffSql.Wanted;
import dev.shaduf.engine.sync.Memory.Change;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One comparison of a model with its snapshot, on one session and inside the caller's transaction:
 * what is remembered, what that means for this definition, and the planned rows.
 */
final class Comparison {

    private static final String MODEL = "shaduf_model_rows";
    private static final String EMPTY = "shaduf_no_state";
    private static final String PLANNED = "shaduf_planned";
    private static final String ONLY = "shaduf_only";

    private final Session session;
    private final Definition definition;
    private final Names names;
    private final @Nullable Memory memory;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param memory what is remembered of the sync; null: it never delivered anything
     */
    Comparison(Session session, Definition definition, Names names, @Nullable Memory memory) {
        this.session = session;
        this.definition = definition;
        this.names = names;
        this.memory = memory;
    }

    /**
     * How the comparison is made.
     *
     * @param everything every valid row is planned
     * @param keep the planned table is an ordinary one that survives the session
     * @param adopted the snapshot was brought to this definition already
     * @param rows only rows with these ids; null: all
     */
    record Manner(boolean everything, boolean keep, boolean adopted, @Nullable Set<String> rows) {}

    /** What was found, and the tables it is in. */
    record Found(PlanCounts counts, Invalid.Tables tables, ModelSide model, Sql relation) {}

    /** The ordinary tables of this sync. */
    Invalid.Tables kept() {
        return new Invalid.Tables(names.sql(names.state()), names.sql(names.planned()), "");
    }

    /** What a changed definition means for the snapshot. */
    Change change() {
        return memory == null
                ? new Change.Same()
                : memory.to(Memory.of(definition, session.dialect()));
    }

    /**
     * Whether the key columns have other names and less than half of the delivered keys are left.
     */
    boolean lostItsKey(PlanCounts counts) {
        return renamed()
                && counts.delivered() > 0
                && counts.known() >= 0
                && 2 * counts.known() < counts.delivered();
    }

    /** Why a sync whose key was renamed is another sync. */
    String keyWas() {
        String was = memory == null ? "" : String.join(", ", memory.key());
        return "its key was " + was + ", and less than half of the delivered keys are still there";
    }

    private boolean renamed() {
        return memory != null
                && !memory.key().equals(definition.key().stream().map(Column::name).toList());
    }

    /** What a reader should know. */
    List<String> notes() {
        return notes;
    }

    /**
     * Compares.
     *
     * @param query the model's query
     * @param plain whether evaluating it twice is cheap and gives the same
     */
    Found compare(Sql query, boolean plain, Manner manner) {
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
        session.execute(Sql.of("DROP TABLE IF EXISTS " + tables.planned()));
        Planner planner = new Planner(session, definition, model, tables);
        PlanCounts counts = planner.plan(!manner.keep(), wanted(manner), relation);
        return new Found(counts, tables, model, relation);
    }

    private Invalid.Tables tables(Manner manner) {
        String planned = manner.keep() ? names.sql(names.planned()) : PLANNED;
        String scope =
                manner.rows() == null ? "" : " WHERE row_id IN (SELECT row_id FROM " + ONLY + ")";
        return new Invalid.Tables(state(), planned, scope);
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
        if (session.columns(names.state()).isPresent()) {
            return names.sql(names.state());
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
        return new Wanted(!once || everything, gone, everything, rehash);
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
    void adopt(boolean everything) {
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
