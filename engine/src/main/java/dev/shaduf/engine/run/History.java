package dev.shaduf.engine.run;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.store.StoredRun;
import dev.shaduf.engine.sync.SyncReport.ReasonCount;
import dev.shaduf.engine.sync.SyncRunRow;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What ran: the commands of the local state and the syncs of the warehouse. For one thread. */
public final class History {

    private static final int COMMANDS = 500;
    private static final int REASONS = 20;

    private final Site site;

    /** Of this project. */
    public History(Site site) {
        this.site = site;
    }

    /**
     * A run of a sync, or a command that ran none.
     *
     * @param runId the command it belonged to; null where the local state does not know it
     * @param command what was typed, where no sync ran; "" otherwise
     */
    public record Entry(@Nullable Long runId, String command, SyncRunRow sync) {}

    /** The newest runs, newest first. */
    public List<Entry> recent(int most) {
        Map<String, Long> commands = new HashMap<>();
        Map<Long, StoredRun> without = new LinkedHashMap<>();
        List<Entry> all = new ArrayList<>();
        for (StoredRun run : site.store().runs().recent(COMMANDS)) {
            List<Json.Obj> syncs = syncs(run);
            if (syncs.isEmpty()) {
                without.put(run.runId(), run);
            }
            for (Json.Obj sync : syncs) {
                commands.put(sync.get("sync") + " " + sync.get("sync_run_id"), run.runId());
            }
        }
        for (SyncRunRow row : site.syncs().history(most)) {
            String name = Json.of(row.sync()) + " " + row.syncRunId();
            Long command = commands.get(name);
            all.add(new Entry(command == null ? during(without.values(), row) : command, "", row));
        }
        all.forEach(entry -> without.remove(entry.runId()));
        without.values().forEach(run -> all.add(new Entry(run.runId(), run.command(), row(run))));
        all.sort(Comparator.comparing(History::started).reversed());
        return all.stream().limit(most).toList();
    }

    /** The command that a sync began in and that never came to its document; null: none. */
    private static @Nullable Long during(Collection<StoredRun> runs, SyncRunRow row) {
        Instant began = row.startedAt();
        for (StoredRun run : runs) {
            Instant ended = run.finishedAt();
            boolean open =
                    run.report() == null
                            && began != null
                            && !began.isBefore(run.startedAt().truncatedTo(ChronoUnit.MICROS))
                            && (ended == null || !began.isAfter(ended));
            if (open) {
                return run.runId();
            }
        }
        return null;
    }

    private static Instant started(Entry entry) {
        Instant at = entry.sync().startedAt();
        return at == null ? Instant.EPOCH : at;
    }

    private static SyncRunRow row(StoredRun run) {
        return new SyncRunRow(
                "",
                0,
                run.status(),
                null,
                run.startedAt(),
                run.finishedAt(),
                new SyncRunRow.Totals(0, 0, 0, 0, 0));
    }

    /** A command's run; null: there is none of that number. */
    public @Nullable StoredRun find(long runId) {
        return site.store().runs().find(runId);
    }

    /** The syncs of a command's document. */
    public static List<Json.Obj> syncs(StoredRun run) {
        String report = run.report();
        List<Json.Obj> all = new ArrayList<>();
        if (report != null
                && Json.parse(report) instanceof Json.Obj document
                && document.get("syncs") instanceof Json.Arr(List<Json> syncs)) {
            syncs.forEach(sync -> {
                if (sync instanceof Json.Obj object) {
                    all.add(object);
                }
            });
        }
        return all;
    }

    /** Why operations of a sync's run were not delivered, the most frequent first. */
    public List<ReasonCount> reasons(Session session, long syncRunId) {
        OwnTables own = new OwnTables(site.project());
        TableName changelog = own.name("sync_changelog");
        if (session.columns(changelog).isEmpty()) {
            return List.of();
        }
        Sql query =
                Sql.of(
                        "SELECT status, http_status, failure_reason, count(*) FROM "
                                + OwnTables.quoted(session.dialect(), changelog)
                                + " WHERE sync_run_id = ? AND op_type IS NOT NULL AND status <>"
                                + " 'succeeded' GROUP BY status, http_status, failure_reason"
                                + " ORDER BY count(*) DESC, failure_reason LIMIT "
                                + REASONS,
                        syncRunId);
        List<ReasonCount> all = new ArrayList<>();
        try (RowStream rows = session.rows(query)) {
            while (rows.next()) {
                String reason = rows.text(2);
                all.add(
                        new ReasonCount(
                                String.valueOf(rows.text(0)),
                                rows.isNull(1) ? null : (int) rows.whole(1),
                                reason == null ? "" : reason,
                                rows.whole(3)));
            }
        }
        return all;
    }
}
