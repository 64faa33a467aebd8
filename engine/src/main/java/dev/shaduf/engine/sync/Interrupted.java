package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Deliverer;
import dev.shaduf.delivery.InFlight;
import dev.shaduf.delivery.Operation;
import dev.shaduf.delivery.Outcome;
import dev.shaduf.delivery.Progress;
import dev.shaduf.delivery.Report;
import dev.shaduf.engine.comparison.Definition;
import dev.shaduf.engine.comparison.DiffSql;
import dev.shaduf.engine.comparison.Invalid;
import dev.shaduf.engine.comparison.Memory;
import dev.shaduf.engine.comparison.Names;
import dev.shaduf.engine.comparison.PlannedRows;
import dev.shaduf.engine.comparison.PlannedTable;
import dev.shaduf.engine.comparison.StateTables;
import dev.shaduf.engine.project.SyncId;
import dev.shaduf.engine.store.RunLedgers.RunLedger;
import dev.shaduf.engine.store.RunLedgers.Unsettled;
import dev.shaduf.engine.sync.Syncs.SyncReports;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Settles a run that an earlier process left unfinished: batches in flight are sent again as they
 * were where that is harmless and the sync still says the same, what was never sent is aborted, and
 * the outcomes belong to the old run.
 */
final class Interrupted {

    private static final String REASON = "INTERRUPTED: the run was broken off before it was sent";

    private static final String CHANGED =
            "UNKNOWN_OUTCOME: the run was broken off before the answer, and the sync was changed"
                    + " since";

    private static final String TAKEN_OVER =
            "UNKNOWN_OUTCOME: the run was broken off on another machine and taken over without its"
                    + " record";

    private final SyncPlace place;
    private final Session session;
    private final SyncJob job;
    private final Present present;
    private final Names names;

    /**
     * A sync as it is now.
     *
     * @param definition with the key as the tier has it
     * @param memory as what it would be remembered
     */
    record Present(SyncJob job, Definition definition, Memory memory) {}

    /**
     * @param names those under which the run was, which may be of before a renaming
     */
    Interrupted(SyncPlace place, Session session, Present present, Names names) {
        this.place = place;
        this.session = session;
        this.job = present.job();
        this.present = present;
        this.names = names;
    }

    /**
     * Settles it, if there is one.
     *
     * @param takeOver also one whose ledger is not here: what it sent is not known
     */
    void settle(boolean takeOver) {
        RunLedger ledger = place.ledgers().unfinished(names.sync());
        boolean planned =
                (ledger != null || takeOver) && session.columns(names.planned()).isPresent();
        if (ledger != null && planned) {
            settle(ledger);
        } else if (ledger != null) {
            // The outcomes were written and the process ended before it could say so here.
            ledger.close();
        } else if (planned && takeOver) {
            settleUnrecorded();
        }
        closeRows();
    }

    private void settle(RunLedger ledger) {
        RunNote note = RunNote.fromJson(ledger.note(), job.sync().mode());
        Instant begun = place.ticker().now();
        List<Unsettled> open = ledger.inFlight();
        boolean stands = note.stands(job.sync().mode(), present.memory());
        Sending.Sent sent = resend(ledger, note, stands ? open : List.of());
        session.begin(Session.Mode.WRITE);
        Settlement settlement = settlement(ledger.syncRunId(), begun);
        EndedRows ended = ended();
        if (stands) {
            ended.load(sent::outcomes);
        } else {
            ended.load(new Doubtful(open, once(note.mode())).among(sent));
        }
        ended.rest(Outcome.Status.ABORTED, REASON);
        Outcomes outcomes = written(settlement, ended);
        SyncReport.Times times =
                new SyncReport.Times(note.startedAt(), begun, Duration.ZERO, Duration.ZERO);
        SyncReport report = report(ledger.syncRunId(), note.rows(), outcomes, times);
        new SyncLog(session, names).end(report, outcomes.attempted());
        dropPlanned();
        session.commit();
        ledger.close();
        sent.rethrow();
    }

    /** Of every planned operation it is unknown whether it was sent. */
    private void settleUnrecorded() {
        Instant now = place.ticker().now();
        SyncLog log = new SyncLog(session, names);
        long runId = log.running();
        session.begin(Session.Mode.WRITE);
        Settlement settlement = settlement(runId, now);
        EndedRows ended = ended();
        ended.load(each -> {});
        ended.unknown(TAKEN_OVER, once(job.sync().mode()));
        Outcomes outcomes = written(settlement, ended);
        SyncReport.Rows rows = new SyncReport.Rows(0, 0, Map.of(), outcomes.fates().total());
        SyncReport.Times times = new SyncReport.Times(now, now, Duration.ZERO, Duration.ZERO);
        log.endOf(report(runId, rows, outcomes, times));
        dropPlanned();
        session.commit();
    }

    private Settlement settlement(long runId, Instant now) {
        Invalid.Tables tables = new Invalid.Tables(names.sql(names.state()), planned(), "");
        DiffSql sql = new DiffSql(session.dialect(), present.definition().keyed(key()), tables);
        Settlement.Run run = new Settlement.Run(SyncId.of(names.sync()), runId, now);
        return new Settlement(session, sql, tables, run);
    }

    /** The key that the run's rows have, which may be of before a change. */
    private List<Column> key() {
        return StateTables.key(session.columns(names.planned()).orElse(List.of()));
    }

    private EndedRows ended() {
        return new EndedRows(session, planned());
    }

    private PlannedTable planned() {
        List<Column> columns = session.columns(names.planned()).orElse(List.of());
        return PlannedTable.found(names.sql(names.planned()), session.dialect(), columns);
    }

    /** Counts the outcomes of a settlement and writes them down. */
    private Outcomes written(Settlement settlement, EndedRows ended) {
        Outcomes outcomes = Outcomes.count(session, ended);
        settlement.write(names.sql(names.changelog()), ended, outcomes);
        return outcomes;
    }

    private SyncReport report(
            long runId, SyncReport.Rows rows, Outcomes outcomes, SyncReport.Times times) {
        return new SyncReport(
                new SyncReports(job, times.startedAt()).head(),
                runId,
                SyncReport.Status.INTERRUPTED,
                rows,
                outcomes.fates(),
                times,
                SyncReport.Preview.NONE,
                List.of(),
                List.of(),
                null);
    }

    private void dropPlanned() {
        session.execute(Sql.of("DROP TABLE " + names.sql(names.planned())));
    }

    /** Whether what may have arrived must not arrive twice. */
    private static boolean once(Mode mode) {
        return switch (mode) {
            case INSERT, APPEND -> true;
            case UPDATE, UPSERT, MIRROR, AUDIENCE -> false;
        };
    }

    /** Batches that cannot be sent again as they were, since the sync is another one by now. */
    private record Doubtful(List<Unsettled> open, boolean once) {

        /** Their outcomes among those that were recorded, each row's once. */
        Consumer<Consumer<Outcome>> among(Sending.Sent sent) {
            return each -> {
                Map<Long, Outcome> unknown = new HashMap<>();
                for (Unsettled batch : open) {
                    for (long n : batch.sent().ordinals()) {
                        unknown.put(n, Outcome.unknown(n, CHANGED, batch.sent().attempt(), once));
                    }
                }
                sent.outcomes(recorded -> {
                    @Nullable Outcome open = unknown.remove(recorded.ordinal());
                    each.accept(open == null ? recorded : open.having(recorded.arrived()));
                });
                unknown.values().forEach(each);
            };
        }
    }

    private Sending.Sent resend(RunLedger ledger, RunNote note, List<Unsettled> open) {
        Instant begun = place.ticker().now();
        Sending sending =
                new Sending(place, session, job, SyncRequest.ORDINARY, present.definition());
        if (open.isEmpty()) {
            return sending.sent(ledger, new Report(null, null, 0, 0, 0, null), begun);
        }
        try (Writer writer = sending.writer(ledger.syncRunId(), note.startedAt())) {
            List<InFlight> batches = batches(open, sending.maker());
            Deliverer deliverer =
                    new Deliverer(sending.delivery(() -> null, writer, ledger, Progress.NONE));
            return sending.sent(ledger, deliverer.resume(batches), begun);
        }
    }

    private List<InFlight> batches(List<Unsettled> open, OperationMaker maker) {
        PlannedRows rows = new PlannedRows(session, present.definition(), planned());
        List<InFlight> batches = new ArrayList<>();
        for (Unsettled batch : open) {
            List<Operation> operations =
                    rows.of(batch.sent().ordinals()).stream().map(maker::of).toList();
            @Nullable String jobId = batch.job();
            batches.add(new InFlight(batch.sent(), jobId, operations));
        }
        return batches;
    }

    /** Rows of the log that say "running" although nothing runs. */
    private void closeRows() {
        session.execute(
                Sql.of(
                        "UPDATE "
                                + names.sql(names.runs())
                                + " SET status = 'interrupted', finished_at = CAST(? AS "
                                + session.dialect()
                                        .own(dev.shaduf.spi.warehouse.Dialect.Own.INSTANT)
                                + ") WHERE status = 'running' AND sync_id = "
                                + SyncId.of(names.sync()),
                        place.ticker().now()));
    }
}
