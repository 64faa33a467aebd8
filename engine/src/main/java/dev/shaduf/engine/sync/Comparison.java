package dev.shaduf.engine.sync;

import dev.shaduf.engine.sync.DiffSql.Gone;
import dev.shaduf.engine.sync.DiffSql.Rehash;
import dev.shaduf.engine.sync.DiffSql.Wanted;
import dev.shaduf.engine.sync.Memory.Change;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * One comparison of a model with its snapshot, on one session and inside the caller's transaction:
 * what is remembered, what that means for this definition, and the planned rows.
 */
final class Comparison {

    private static final String MODEL = "shaduf_model_rows";
    private static final String EMPTY = "shaduf_no_state";
    private static final String PLANNED = "shaduf_planned";

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
     */
    record Manner(boolean everything, boolean keep, boolean adopted) {}

    /** What was found, and the tables it is in. */
    record Found(PlanCounts counts, Invalid.Tables tables, ModelSide model, Sql relation) {}

    /** What a changed definition means for the snapshot. */
    Change change() {
        return memory == null
                ? new Change.Same()
                : memory.to(Memory.of(definition, session.dialect()));
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
        Sql relation = relation(query, plain);
        ModelSide model = new ModelSide(session.dialect(), definition, relation);
        String planned = manner.keep() ? names.sql(names.planned()) : PLANNED;
        Invalid.Tables tables = new Invalid.Tables(state(), planned);
        session.execute(Sql.of("DROP TABLE IF EXISTS " + planned));
        Planner planner = new Planner(session, definition, model, tables);
        PlanCounts counts = planner.plan(!manner.keep(), wanted(manner), relation);
        return new Found(counts, tables, model, relation);
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
        Gone gone = removes() ? Gone.REMOVE : once ? Gone.SKIP : Gone.LIST;
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
        DiffSql sql = new DiffSql(session.dialect(), definition, names.sql(names.state()));
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
