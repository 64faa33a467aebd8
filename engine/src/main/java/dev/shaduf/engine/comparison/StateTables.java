package dev.shaduf.engine.comparison;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.SyncId;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables a tier keeps about syncs: logs that all share, and one snapshot a sync. Bound to one
 * session, as shared between threads as that.
 */
public final class StateTables {

    private static final Set<String> SHARED =
            Set.of("sync_runs", "sync_changelog", "sync_definitions", "sync_leases");

    /** The columns of {@code sync_changelog}, in their order. */
    static final Map<String, Own> CHANGELOG = new LinkedHashMap<>();

    /** The columns of {@code sync_runs}, in their order. */
    static final Map<String, Own> RUNS = new LinkedHashMap<>();

    /** The columns of {@code sync_state_…} after its key columns. */
    static final Map<String, Own> STATE = new LinkedHashMap<>();

    /** The column of match values that a write was taken under and that were not removed since. */
    private static final String STRAYS = "strays";

    static {
        CHANGELOG.put("sync_id", Own.BIGINT);
        CHANGELOG.put("sync_run_id", Own.BIGINT);
        CHANGELOG.put("row_id", Own.TEXT);
        CHANGELOG.put("op_type", Own.TEXT);
        CHANGELOG.put("status", Own.TEXT);
        CHANGELOG.put("failure_reason", Own.TEXT);
        CHANGELOG.put("fields", Own.JSON);
        CHANGELOG.put("payload", Own.JSON);
        CHANGELOG.put("http_status", Own.INTEGER);
        CHANGELOG.put("attempt", Own.INTEGER);
        CHANGELOG.put("remote_id", Own.TEXT);
        CHANGELOG.put("recorded_at", Own.INSTANT);

        RUNS.put("sync_id", Own.BIGINT);
        RUNS.put("sync_run_id", Own.BIGINT);
        for (String text :
                List.of("sync", "model_name", "primary_key", "destination", "status", "error")) {
            RUNS.put(text, Own.TEXT);
        }
        RUNS.put("started_at", Own.INSTANT);
        RUNS.put("finished_at", Own.INSTANT);
        for (String number :
                List.of(
                        "num_queried",
                        "num_unchanged",
                        "num_invalid",
                        "num_planned_add",
                        "num_planned_change",
                        "num_planned_remove")) {
            RUNS.put(number, Own.BIGINT);
        }
        for (String fate : List.of("attempted", "succeeded", "failed", "deferred", "aborted")) {
            for (String op : List.of("add", "change", "remove")) {
                RUNS.put("num_" + fate + "_" + op, Own.BIGINT);
            }
        }

        STATE.put("row_id", Own.TEXT);
        STATE.put("op_type", Own.TEXT);
        STATE.put("status", Own.TEXT);
        STATE.put("failure_reason", Own.TEXT);
        STATE.put("mark", Own.INTEGER);
        STATE.put("hash", Own.BIGINT);
        STATE.put("stale", Own.BOOLEAN);
        STATE.put("match_value", Own.TEXT);
        STATE.put("remembered", Own.JSON);
        STATE.put("remote_id", Own.TEXT);
        STATE.put("deliveries", Own.BIGINT);
        STATE.put("attempt", Own.INTEGER);
        STATE.put("sync_run_id", Own.BIGINT);
        STATE.put("recorded_at", Own.INSTANT);
        STATE.put(STRAYS, Own.TEXT);
    }

    private final Session session;
    private final Dialect dialect;
    private final String schema;

    public StateTables(Session session, String schema) {
        this.session = session;
        this.dialect = session.dialect();
        this.schema = schema;
    }

    /** Makes the shared tables where they are missing, in a transaction of its own. */
    public void prepare(OwnTables own) {
        if (own.prepare(session).containsAll(SHARED)) { // one look-up instead of four
            return;
        }
        session.begin(Session.Mode.WRITE);
        try {
            shared(own);
            session.commit();
        } finally {
            session.rollback();
        }
    }

    private void shared(OwnTables own) {
        make(own, "sync_runs", RUNS);
        make(own, "sync_changelog", CHANGELOG);
        Map<String, Own> definitions = new LinkedHashMap<>();
        definitions.put("sync_id", Own.BIGINT);
        definitions.put("sync", Own.TEXT);
        definitions.put("definition", Own.JSON);
        definitions.put("sync_run_id", Own.BIGINT);
        definitions.put("updated_at", Own.INSTANT);
        make(own, "sync_definitions", definitions);
        Map<String, Own> leases = new LinkedHashMap<>();
        leases.put("sync_id", Own.BIGINT);
        leases.put("sync_run_id", Own.BIGINT);
        leases.put("host", Own.TEXT);
        leases.put("pid", Own.BIGINT);
        leases.put("renewed_at", Own.INSTANT);
        make(own, "sync_leases", leases, indexed("sync_id"));
    }

    private String indexed(String key) {
        return dialect.storage().indexed() ? ", PRIMARY KEY (" + key + ")" : "";
    }

    private void make(OwnTables own, String name, Map<String, Own> columns) {
        make(own, name, columns, "");
    }

    private void make(OwnTables own, String name, Map<String, Own> columns, String constraint) {
        TableName table = new TableName(schema, name);
        if (session.columns(table).isEmpty()) {
            session.execute(
                    Sql.of(
                            "CREATE TABLE "
                                    + sql(table)
                                    + " ("
                                    + declare(columns)
                                    + constraint
                                    + ")"));
            own.claim(session, table, OwnTables.Kind.SYNC, "");
        }
    }

    /** Whether a column of a snapshot or a planned table is one of the key's. */
    public static boolean isKey(Column column) {
        return column.name().matches("k\\d+");
    }

    /** The key columns among those of a snapshot or a planned table. */
    public static List<Column> key(List<Column> columns) {
        return columns.stream().filter(StateTables::isKey).toList();
    }

    /** Makes an empty snapshot table. */
    public void makeState(TableName table, List<Column> key) {
        List<String> columns = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            columns.add("k" + (i + 1) + " " + key.get(i).type().name());
            keys.add("k" + (i + 1));
        }
        columns.add(declare(STATE));
        session.execute(
                Sql.of(
                        (table.schema().isEmpty() ? "CREATE TEMPORARY TABLE " : "CREATE TABLE ")
                                + sql(table)
                                + " ("
                                + String.join(", ", columns)
                                + indexed(String.join(", ", keys))
                                + ")"));
    }

    /** Whether a snapshot table is of this version. */
    public static boolean isComplete(List<Column> columns) {
        return columns.stream().anyMatch(column -> column.name().equals(STRAYS));
    }

    /** Adds what a snapshot table of an earlier version lacks. */
    public void complete(TableName table, List<Column> columns) {
        if (!isComplete(columns)) {
            session.execute(
                    Sql.of(
                            "ALTER TABLE "
                                    + sql(table)
                                    + " ADD COLUMN "
                                    + declare(STRAYS, Own.TEXT)));
        }
    }

    /** Makes {@code sync_snapshot} anew over every snapshot table there is. */
    public void makeSnapshotView() {
        String select =
                session.tables(schema).stream()
                        .filter(name -> name.startsWith("sync_state_"))
                        .map(this::snapshotPart)
                        .collect(Collectors.joining(" UNION ALL "));
        TableName view = new TableName(schema, "sync_snapshot");
        session.execute(Sql.of("DROP VIEW IF EXISTS " + sql(view)));
        if (!select.isEmpty()) {
            session.execute(Sql.of("CREATE VIEW " + sql(view) + " AS " + select));
        }
    }

    private String snapshotPart(String table) {
        return "SELECT d.sync_id, s.row_id, s.op_type, s.status, s.failure_reason,"
                + " s.remembered AS fields, s.remote_id, s.recorded_at FROM "
                + sql(new TableName(schema, table))
                + " s JOIN "
                + sql(new TableName(schema, "sync_definitions"))
                + " d ON d.sync = "
                + dialect.literal(table.substring("sync_state_".length()));
    }

    /** What is remembered of a sync; null: it never ran. */
    public @Nullable Memory memory(String sync) {
        TableName table = new TableName(schema, "sync_definitions");
        if (session.columns(table).isEmpty()) {
            return null;
        }
        String text = remembered(table, "definition", sync);
        return text == null ? null : Memory.fromJson(Json.parse(text));
    }

    /**
     * Since when what is remembered of a sync is the truth about it; null: nothing is. Of two tiers
     * the one with the later instant holds it.
     */
    public @Nullable Instant since(String sync) {
        TableName table = new TableName(schema, "sync_definitions");
        return session.columns(table).isEmpty() ? null : since(table, sync);
    }

    private @Nullable Instant since(TableName definitions, String sync) {
        Type instant = Type.of(Type.Kind.TIMESTAMP, dialect.own(Own.INSTANT));
        String text = remembered(definitions, dialect.text("updated_at", instant), sync);
        return text == null ? null : Instant.parse(text);
    }

    private @Nullable String remembered(TableName definitions, String expression, String sync) {
        String query = "SELECT " + expression + " FROM " + sql(definitions) + " WHERE sync = ?";
        try (RowStream rows = session.rows(Sql.of(query, sync))) {
            return rows.next() ? rows.text(0) : null;
        }
    }

    /** Makes this tier the one that holds a sync which another held until then. */
    public void takeFrom(Instant there, String sync) {
        session.execute(
                Sql.of(
                        "UPDATE "
                                + sql(new TableName(schema, "sync_definitions"))
                                + " SET updated_at = ? WHERE sync = ?",
                        after(there),
                        sync));
    }

    /** A smallest step, so that it does not depend on a clock which of two tiers is the later. */
    private static Instant after(Instant before) {
        return before.plus(1, ChronoUnit.MICROS);
    }

    /** Remembers a sync's definition. */
    public void remember(String sync, long runId, Memory memory, Instant now) {
        String table = sql(new TableName(schema, "sync_definitions"));
        String definition = memory.toJson().toString();
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        String json = "CAST(? AS " + dialect.own(Own.JSON) + ")";
        String instant = "CAST(? AS " + dialect.own(Own.INSTANT) + ")";
        // Later than before, also where the clock went back or is another machine's.
        String later = "greatest(" + instant + ", updated_at + INTERVAL '1 microsecond')";
        String set = " SET definition = " + json + ", sync_run_id = ?, updated_at = " + later;
        Sql update =
                Sql.of("UPDATE " + table + set + " WHERE sync = ?", definition, runId, at, sync);
        if (session.execute(update) == 0) {
            session.execute(
                    Sql.of(
                            "INSERT INTO " + table + " VALUES (?, ?, " + json + ", ?, ?)",
                            SyncId.of(sync),
                            sync,
                            definition,
                            runId,
                            at));
        }
    }

    /** Match values are looked for in a comparison; all other texts are only shown. */
    private String declare(String column, Own type) {
        boolean shown = type == Own.JSON || type == Own.TEXT && !column.equals("match_value");
        return column + " " + dialect.own(type) + (shown ? dialect.storage().lasting() : "");
    }

    private String declare(Map<String, Own> columns) {
        return columns.entrySet().stream()
                .map(c -> declare(c.getKey(), c.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String sql(TableName table) {
        String name = dialect.quote(table.name());
        return table.schema().isEmpty() ? name : dialect.quote(table.schema()) + "." + name;
    }
}
