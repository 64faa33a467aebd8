package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Outcome;
import dev.shaduf.engine.comparison.Comparison;
import dev.shaduf.engine.comparison.Comparison.Found;
import dev.shaduf.engine.comparison.Comparison.Manner;
import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.comparison.Definition;
import dev.shaduf.engine.comparison.DiffSql;
import dev.shaduf.engine.comparison.Invalid;
import dev.shaduf.engine.comparison.Mark;
import dev.shaduf.engine.comparison.Memory;
import dev.shaduf.engine.comparison.Memory.Change;
import dev.shaduf.engine.comparison.Names;
import dev.shaduf.engine.comparison.PlanCounts;
import dev.shaduf.engine.comparison.Sides;
import dev.shaduf.engine.comparison.StateTables;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.SyncId;
import dev.shaduf.engine.store.RunLedgers.RunLedger;
import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.engine.sync.SyncRequest.Reset;
import dev.shaduf.engine.sync.Syncs.SyncReports;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One run of one sync, from settling what an earlier run left to the row in {@code sync_runs}. Used
 * once, by one thread.
 */
final class SyncRun {

    private final SyncPlace place;
    private final Sides sides;
    private final Session session;
    private final Lease lease;
    private final SyncJob job;
    private final SyncRequest request;
    private final SyncReports reports;
    private final Names names;
    private final StateTables tables;
    private final Definition given;
    private final Definition definition;
    private long elsewhere;

    SyncRun(SyncPlace place, Sides sides, Lease lease, SyncRequest request, SyncReports reports) {
        this.place = place;
        this.sides = sides;
        this.session = sides.state();
        this.lease = lease;
        this.job = reports.job();
        this.request = request;
        this.reports = reports;
        this.names = place.names(session, job.sync().name());
        this.tables = new StateTables(session, names.schema());
        this.given = Definition.of(job.sync(), job.relation().key(), job.relation().columns());
        this.definition = sides.local(given);
    }

    SyncReport run(SyncWatch watch) {
        mustClear();
        prepare();
        Comparison comparison = comparison();
        boolean reset = request.reset() != Reset.NONE;
        if (comparison.change() instanceof Change.Redefined(String why) && !reset) {
            return log(reports.refused(Syncs.redefined(job, why), now()));
        }
        List<Column> wider = comparison.wider();
        if (wider != null && !(comparison.change() instanceof Change.Redefined)) {
            Comparison narrow = comparison;
            inTransaction(() -> widen(narrow, wider));
            comparison = comparison();
        }
        long runId = begin();
        try {
            return request.reset() == Reset.REBASELINE
                    ? rebaseline(runId)
                    : deliver(comparison, runId, watch);
        } catch (ShadufException e) {
            sides.rollback();
            SyncError error = new SyncError(e.code().name(), e.message(), e.fix());
            return end(reports.failed(runId, error, now()), Counts.NONE);
        }
    }

    /** What cannot be emptied is refused before anything is written about this run. */
    private void mustClear() {
        String object = job.sync().object();
        if (request.reset() == Reset.CLEAR_AND_FILL
                && !job.connection().object(object, false).clears()) {
            throw new ShadufException(
                    Failure.UNSUPPORTED,
                    ("%s: --clear-and-fill is not there yet for '%s' of destination '%s';"
                                    + " nothing was sent.")
                            .formatted(job.sync().name(), object, job.sync().to()),
                    "To send every row again: shaduf sync " + job.sync().name() + " --full-resync");
        }
    }

    private void prepare() {
        elsewhere = new Tiers(place).bring(session, given, request.reset() != Reset.NONE);
        Names before = RenamedSync.names(session, names, job.sync());
        Memory now = Memory.of(given, sides.model().dialect());
        Interrupted.Present present = new Interrupted.Present(job, definition, now);
        new Interrupted(place, session, present, before).settle(request.takeOver());
        if (session.columns(names.state()).filter(StateTables::isComplete).isPresent()) {
            return;
        }
        inTransaction(() -> {
            RenamedSync.takeOver(session, names, job.sync());
            session.columns(names.state())
                    .ifPresentOrElse(
                            columns -> tables.complete(names.state(), columns),
                            () -> makeState(definition.key()));
        });
    }

    private void makeState(List<Column> key) {
        tables.makeState(names.state(), key);
        place.own().claim(session, names.state(), OwnTables.Kind.SYNC, names.sync());
        tables.makeSnapshotView();
    }

    /** The snapshot with other types of its key, so that it holds the model's keys too. */
    private void widen(Comparison comparison, List<Column> key) {
        String rows = comparison.retyped();
        emptyState(key);
        session.execute(
                Sql.of("INSERT INTO " + names.sql(names.state()) + " SELECT * FROM " + rows));
        session.execute(Sql.of("DROP TABLE " + rows));
    }

    /** An empty snapshot in place of the one there is. */
    private void emptyState(List<Column> key) {
        session.execute(Sql.of("DROP VIEW IF EXISTS " + names.sql(names.snapshotView())));
        session.execute(Sql.of("DROP TABLE " + names.sql(names.state())));
        place.own().forget(session, names.state());
        makeState(key);
    }

    private Comparison comparison() {
        return new Comparison(sides, given, names, tables.memory(names.sync()));
    }

    private long begin() {
        SyncLog.Head head =
                new SyncLog.Head(
                        job.sync().name(),
                        job.sync().from(),
                        job.relation().key(),
                        job.sync().to(),
                        reports.started());
        long id = new SyncLog(session, names).begin(head, elsewhere);
        lease.runs(id);
        return id;
    }

    /** A run that refused before it had an id still stands in the log. */
    private SyncReport log(SyncReport refused) {
        long id = begin();
        SyncReport report =
                reports.failed(id, java.util.Objects.requireNonNull(refused.error()), now());
        return end(report, Counts.NONE);
    }

    private SyncReport deliver(Comparison before, long runId, SyncWatch watch) {
        boolean resync =
                request.reset() == Reset.FULL_RESYNC || request.reset() == Reset.CLEAR_AND_FILL;
        Instant begun = now();
        long last = new SyncLog(session, names).lastPlanned();
        sides.begin();
        Comparison comparison = before;
        if (resync) {
            forgetWhereAsked(before);
            comparison = comparison();
        }
        comparison.adopt(resync);
        Memory now = Memory.of(given, sides.model().dialect());
        tables.remember(names.sync(), runId, now, reports.started());
        Manner manner = new Manner(resync, true, true, request.rows(), last);
        Found found = job.compared(comparison, manner);
        if (comparison.lostItsKey(found.counts())) {
            if (!resync) {
                sides.rollback();
                return end(
                        reports.failed(runId, Syncs.redefined(job, comparison.keyWas()), now()),
                        Counts.NONE);
            }
            emptyState(definition.key());
            found = job.compared(comparison, manner);
        }
        List<String> unknown = comparison.unknown(found, request.rows());
        if (!unknown.isEmpty()) {
            sides.rollback();
            return end(reports.failed(runId, Syncs.noRow(job, unknown), now()), Counts.NONE);
        }
        found = job.kept(comparison, found);
        session.commit();
        sides.read();
        Duration planning = Duration.between(begun, now());
        RunNote note =
                new RunNote(
                        job.sync().mode(),
                        now,
                        reports.started(),
                        SyncReports.rows(found.counts()));
        SyncPlace leased = place.stoppedBy(lease.interrupt());
        Sending sending = new Sending(leased, session, job, request, definition);
        Sending.Sent sent = sending.send(runId, found, note, watch);
        return settle(runId, found, sent, planning, comparison.notes());
    }

    private void forgetWhereAsked(Comparison comparison) {
        boolean forget =
                comparison.change() instanceof Change.Redefined
                        || request.reset() == Reset.CLEAR_AND_FILL;
        if (request.reset() == Reset.CLEAR_AND_FILL) {
            job.connection().clear(job.sync().object());
        }
        if (forget) {
            emptyState(definition.key());
        } else {
            session.execute(
                    Sql.of(
                            "UPDATE "
                                    + names.sql(names.state())
                                    + " SET mark = "
                                    + Mark.WAITING.number()
                                    + " WHERE mark IN ("
                                    + Mark.HELD.number()
                                    + ", "
                                    + Mark.IGNORED.number()
                                    + ")"));
        }
    }

    private SyncReport settle(
            long runId, Found found, Sending.Sent sent, Duration planning, List<String> notes) {
        Instant now = now();
        lease.mustHold();
        session.begin(Session.Mode.WRITE);
        Settlement settlement = settlement(found.tables(), runId, now);
        EndedRows ended = new EndedRows(session, found.tables().planned());
        Outcomes outcomes = Outcomes.NONE;
        if (found.counts().planned().total() > 0) {
            ended.load(sent::outcomes);
            ended.rest(sent.restStatus(), sent.restReason());
            outcomes = Outcomes.count(session, ended);
        }
        outcomes.mustAddUpTo(found.counts().planned());
        settlement.write(names.sql(names.changelog()), ended, outcomes);
        PlanCounts counts = found.counts();
        SyncReport report =
                new SyncReport(
                        reports.head(),
                        runId,
                        outcomes.status(place.interrupt().asked(), sent.error() != null),
                        SyncReports.rows(counts),
                        outcomes.fates(),
                        reports.times(now, planning, sent.took()),
                        SyncReport.Preview.NONE,
                        outcomes.reasons(),
                        Notes.of(notes, counts, sent),
                        sent.error());
        SyncLog log = new SyncLog(session, names);
        log.end(report, outcomes.attempted());
        log.forget(
                now, place.settings().retention().changelog(), place.settings().retention().runs());
        session.execute(Sql.of("DROP TABLE " + found.tables().planned().name()));
        session.commit();
        sent.ledger().ifPresent(RunLedger::close);
        sent.rethrow();
        return report;
    }

    private Settlement settlement(Invalid.Tables where, long runId, Instant now) {
        DiffSql sql = new DiffSql(session.dialect(), definition, where);
        Settlement.Run run = new Settlement.Run(SyncId.of(job.sync().name()), runId, now);
        return new Settlement(session, sql, where, run);
    }

    /** The present valid rows become the snapshot. */
    private SyncReport rebaseline(long runId) {
        Instant now = now();
        lease.mustHold();
        sides.begin();
        emptyState(definition.key());
        Memory memory = Memory.of(given, sides.model().dialect());
        tables.remember(names.sync(), runId, memory, now);
        Comparison comparison = new Comparison(sides, given, names, null);
        Manner manner = new Manner(false, true, true, null, -1);
        Found found = job.compared(comparison, manner);
        Settlement settlement = settlement(found.tables(), runId, now);
        EndedRows ended = new EndedRows(session, found.tables().planned());
        ended.load(each -> {});
        ended.rest(Outcome.Status.DELIVERED, "baseline");
        Outcomes.count(session, ended).mustAddUpTo(found.counts().planned());
        settlement.delivered(ended, false);
        PlanCounts counts = found.counts();
        SyncReport report =
                new SyncReport(
                        reports.head(),
                        runId,
                        SyncReport.Status.SUCCEEDED,
                        SyncReports.taken(counts),
                        Outcomes.NONE.fates(),
                        reports.times(now(), Duration.between(now, now()), Duration.ZERO),
                        SyncReport.Preview.NONE,
                        List.of(),
                        List.of(
                                SyncReports.rows(counts.planned().total())
                                        + (counts.planned().total() == 1 ? " counts" : " count")
                                        + " as delivered from now on; nothing was sent."),
                        null);
        new SyncLog(session, names).end(report, Counts.NONE);
        session.execute(Sql.of("DROP TABLE " + found.tables().planned().name()));
        session.commit();
        return report;
    }

    private SyncReport end(SyncReport report, Counts attempted) {
        inTransaction(() -> new SyncLog(session, names).end(report, attempted));
        return report;
    }

    private void inTransaction(Runnable work) {
        session.begin(Session.Mode.WRITE);
        try {
            work.run();
            session.commit();
        } catch (RuntimeException e) {
            session.rollback();
            throw e;
        }
    }

    private Instant now() {
        return place.ticker().now();
    }

    /** What a reader should know of a run. */
    static final class Notes {

        private Notes() {}

        static List<String> of(List<String> notes, PlanCounts counts, Sending.Sent sent) {
            java.util.ArrayList<String> all = new java.util.ArrayList<>(notes);
            all.addAll(numbers(counts));
            all.addAll(sent.notes());
            return List.copyOf(all);
        }

        static List<String> numbers(PlanCounts counts) {
            return counts.notFinite() == 0
                    ? List.of()
                    : List.of(
                            counts.notFinite() == 1
                                    ? "1 value is NaN or infinite; it goes out as null"
                                    : counts.notFinite()
                                            + " values are NaN or infinite; they go out as null");
        }
    }
}
