package dev.shaduf.engine.sync;

import dev.shaduf.engine.comparison.Comparison;
import dev.shaduf.engine.comparison.Comparison.Found;
import dev.shaduf.engine.comparison.Comparison.Manner;
import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.comparison.Definition;
import dev.shaduf.engine.comparison.Memory;
import dev.shaduf.engine.comparison.Names;
import dev.shaduf.engine.comparison.PlanCounts;
import dev.shaduf.engine.comparison.PlannedRows;
import dev.shaduf.engine.comparison.PlannedTable;
import dev.shaduf.engine.comparison.Samples.Sample;
import dev.shaduf.engine.comparison.Sides;
import dev.shaduf.engine.comparison.StateTables;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.store.RunLedgers;
import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.ObjectType;
import dev.shaduf.spi.destination.Request;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plans and runs syncs, and tells what became of them. Safe to share between threads as long as no
 * sync is run twice at once; the caller sees to that.
 */
public final class Syncs {

    private final SyncPlace place;

    /** Works on these places. */
    public Syncs(SyncPlace place) {
        this.place = place;
    }

    /**
     * What a run would do now; changes nothing anywhere. Reads on the given session, so that its
     * temporary tables are seen. Never throws for what is wrong with the sync itself: that is in
     * the report.
     */
    public SyncReport plan(
            Session session, SyncJob job, SyncRequest request, SyncReport.Wanted wanted) {
        Instant started = place.ticker().now();
        SyncReports reports = new SyncReports(job, started);
        try {
            Tiers tiers = new Tiers(place);
            boolean away = tiers.holder(job.sync()) == Tiers.Tier.WAREHOUSE;
            if (away && (tiers.home() == Tiers.Tier.WAREHOUSE || temporaryTables(session))) {
                return planned(Sides.one(session), job, request, wanted, reports);
            }
            try (Session local = tiers.open(Tiers.Tier.LOCAL)) {
                Sides sides = new Sides(session, local);
                if (away) {
                    // Nothing can be compared in the warehouse: as the next run will do it.
                    new StateTables(local, place.settings().schema()).prepare(place.own());
                    tiers.bring(local, definition(job), false);
                }
                return planned(sides, job, request, wanted, reports);
            }
        } catch (ShadufException e) {
            return reports.broken(e, place.ticker().now());
        }
    }

    /** Whether a warehouse that is only read lets a plan compare in it. */
    private static boolean temporaryTables(Session session) {
        session.begin(Session.Mode.WRITE);
        try {
            session.execute(Sql.of("CREATE TEMPORARY TABLE shaduf_probe (n integer)"));
            return true;
        } catch (ShadufException e) {
            return false;
        } finally {
            session.rollback();
        }
    }

    /** Throws where an object cannot take what a sync would send. */
    public static void mustSuit(Sync sync, Relation relation, ObjectType object) {
        Definition definition = Definition.of(sync, relation.key(), relation.columns());
        Sending.ObjectChecks.check(sync, definition, object);
    }

    private static Definition definition(SyncJob job) {
        return Definition.of(job.sync(), job.relation().key(), job.relation().columns());
    }

    private SyncReport planned(
            Sides sides,
            SyncJob job,
            SyncRequest request,
            SyncReport.Wanted wanted,
            SyncReports reports) {
        sides.begin();
        try {
            return compared(sides, job, request, wanted, reports);
        } finally {
            sides.rollback();
        }
    }

    private SyncReport compared(
            Sides sides,
            SyncJob job,
            SyncRequest request,
            SyncReport.Wanted wanted,
            SyncReports reports) {
        Session session = sides.state();
        Definition definition = definition(job);
        Names names = place.names(session, job.sync().name());
        StateTables tables = new StateTables(session, names.schema());
        Names from = RenamedSync.names(session, names, job.sync());
        Comparison comparison = new Comparison(sides, definition, from, tables.memory(from.sync()));
        boolean clears = request.reset() == SyncRequest.Reset.CLEAR_AND_FILL;
        boolean resync = clears || request.reset() == SyncRequest.Reset.FULL_RESYNC;
        String other =
                comparison.change() instanceof Memory.Change.Redefined(String why) ? why : null;
        boolean baseline = request.reset() == SyncRequest.Reset.REBASELINE;
        if (other != null && !resync && !baseline) {
            return reports.refused(redefined(job, other), place.ticker().now());
        }
        if (other != null || clears || baseline) {
            comparison = comparison.forgotten();
        }
        long last = new SyncLog(session, from).lastPlanned();
        Manner manner = new Manner(resync, false, false, request.rows(), last);
        Found found = job.compared(comparison, manner);
        if (baseline) {
            return reports.baseline(found.counts(), place.ticker().now());
        }
        if (comparison.lostItsKey(found.counts())) {
            if (!resync) {
                return reports.refused(redefined(job, comparison.keyWas()), place.ticker().now());
            }
            comparison = comparison.forgotten();
            found = job.compared(comparison, manner);
        }
        Definition local = sides.local(definition);
        comparison.show(found, wanted.samples(), wanted.request() ? 2 * FirstRequest.MOST : 0);
        List<Sample> rows = comparison.samples(found).read(wanted.samples());
        SyncError error = Guards.check(job.sync(), found.counts(), request);
        List<String> unknown = comparison.unknown(found, request.rows());
        if (!unknown.isEmpty()) {
            error = noRow(job, unknown);
        }
        List<String> notes = notes(comparison, names);
        notes.addAll(SyncRun.Notes.numbers(found.counts()));
        Request first =
                wanted.request() && error == null
                        ? first(session, job, local, found.tables().planned())
                        : null;
        SyncReport.Preview preview = new SyncReport.Preview(rows, first);
        return reports.plan(found.counts(), preview, notes, error, place.ticker().now());
    }

    private @Nullable Request first(
            Session session, SyncJob job, Definition definition, PlannedTable planned) {
        Sending sending = new Sending(place, session, job, SyncRequest.ORDINARY, definition);
        PlannedRows rows = new PlannedRows(session, definition, planned);
        return new FirstRequest(place, job, rows, sending.maker())
                .of(sending.target(0, place.ticker().now()));
    }

    /** What the comparison says, and what an unfinished run left for the next one to settle. */
    private List<String> notes(Comparison comparison, Names names) {
        List<String> notes = new ArrayList<>(comparison.notes());
        RunLedgers.RunLedger open = place.ledgers().unfinished(names.sync());
        if (open != null) {
            int batches = open.inFlight().size();
            notes.add(
                    "a run was broken off with %d %s in flight; the next one settles it first"
                            .formatted(batches, batches == 1 ? "batch" : "batches"));
        }
        return notes;
    }

    static SyncError redefined(SyncJob job, String why) {
        String sync = job.sync().name();
        return new SyncError(
                SyncCode.SYNC_REDEFINED.name(),
                sync + " is not the sync that delivered before: " + why + ". Nothing was sent.",
                "To send every row and forget the old: shaduf sync "
                        + sync
                        + " --full-resync. To take the present rows as delivered: shaduf sync "
                        + sync
                        + " --rebaseline");
    }

    /** A row that was asked for and that nobody knows. */
    static SyncError noRow(SyncJob job, List<String> rowIds) {
        String model = job.relation().key().size() == 1 ? "" : ", its key as a JSON array";
        return new SyncError(
                SyncCode.NO_ROW.name(),
                "%s: no row '%s' in %s, and none was ever sent. Nothing was sent."
                        .formatted(
                                job.sync().name(), String.join("', '", rowIds), job.sync().from()),
                "--row takes a row_id%s; the keys there are: shaduf preview %s"
                        .formatted(model, job.sync().from()));
    }

    /**
     * Runs a sync: settles what an earlier run left, plans, sends, and writes down what became of
     * it. Never throws for what goes wrong in this sync: that is in the report, and in the tables
     * as far as these can be reached.
     */
    public SyncReport run(SyncJob job, SyncRequest request, SyncWatch watch) {
        SyncReports reports = new SyncReports(job, place.ticker().now());
        try (Session session = place.warehouse().open()) {
            if (!place.settings().localState()) {
                return run(Sides.one(session), reports, request, watch);
            }
            try (Session local = place.state().open()) {
                return run(new Sides(session, local), reports, request, watch);
            }
        } catch (ShadufException e) {
            return reports.broken(e, place.ticker().now());
        }
    }

    private SyncReport run(Sides sides, SyncReports reports, SyncRequest request, SyncWatch watch) {
        Session session = sides.state();
        Names names = place.names(session, reports.job().sync().name());
        new StateTables(session, names.schema()).prepare(place.own());
        try (Lease lease = Lease.take(place, session, names, request.takeOver(), watch)) {
            return new SyncRun(place, sides, lease, request, reports).run(watch);
        } finally {
            sides.rollback();
        }
    }

    /** Rows whose latest outcome is rejected, the longest waiting first. */
    public List<Rejected> rejected(Sync sync) {
        Tiers tiers = new Tiers(place);
        try (Session session = tiers.open(tiers.holder(sync))) {
            return rows(session, sync).read();
        }
    }

    private RejectedRows rows(Session session, Sync sync) {
        return new RejectedRows(session, place.names(session, sync.name()));
    }

    /** Sets a rejected row aside until it is asked for again; false: there is no such row. */
    public boolean ignore(Sync sync, String rowId) {
        try (Session session = new Tiers(place).writable(sync)) {
            return rows(session, sync).ignore(rowId);
        }
    }

    /** Lets rows that were held or ignored be sent again; gives the ids of all rejected rows. */
    public List<String> release(Sync sync) {
        try (Session session = new Tiers(place).writable(sync)) {
            return rows(session, sync).release();
        }
    }

    /** The newest runs of all syncs, newest first. */
    public List<SyncRunRow> history(int most) {
        Tiers tiers = new Tiers(place);
        Map<Long, SyncRunRow> all = new TreeMap<>(Comparator.reverseOrder());
        for (Tiers.Tier tier : List.of(tiers.home(), tiers.home().other())) {
            tiers.readable(
                    tier,
                    session ->
                            new SyncLog(session, place.names(session, ""))
                                    .newest(most)
                                    .forEach(row -> all.putIfAbsent(row.syncRunId(), row)));
        }
        return all.values().stream().limit(most).toList();
    }

    /** What a report begins with. */
    static final class SyncReports {

        private final SyncJob job;
        private final Instant started;

        SyncReports(SyncJob job, Instant started) {
            this.job = job;
            this.started = started;
        }

        SyncJob job() {
            return job;
        }

        Instant started() {
            return started;
        }

        SyncReport plan(
                PlanCounts counts,
                SyncReport.Preview preview,
                List<String> notes,
                @Nullable SyncError error,
                Instant now) {
            return new SyncReport(
                    head(),
                    null,
                    SyncReport.Status.PLANNED,
                    rows(counts),
                    Outcomes.NONE.fates(),
                    times(now, Duration.between(started, now), Duration.ZERO),
                    preview,
                    List.of(),
                    notes,
                    error);
        }

        /** What a rebaseline would do. */
        SyncReport baseline(PlanCounts counts, Instant now) {
            long rows = counts.planned().total();
            return new SyncReport(
                    head(),
                    null,
                    SyncReport.Status.PLANNED,
                    taken(counts),
                    Outcomes.NONE.fates(),
                    times(now, Duration.between(started, now), Duration.ZERO),
                    SyncReport.Preview.NONE,
                    List.of(),
                    List.of(rows(rows) + " would count as delivered; nothing is sent."),
                    null);
        }

        static String rows(long n) {
            return n == 1 ? "1 row" : n + " rows";
        }

        /** Rows of which those that are planned count as delivered. */
        static SyncReport.Rows taken(PlanCounts counts) {
            return new SyncReport.Rows(
                    counts.queried(),
                    counts.unchanged() + counts.planned().total(),
                    counts.invalid(),
                    Counts.NONE);
        }

        SyncReport refused(SyncError error, Instant now) {
            return failed(null, error, now);
        }

        SyncReport broken(ShadufException e, Instant now) {
            return failed(null, new SyncError(e.code().name(), e.message(), e.fix()), now);
        }

        SyncReport failed(@Nullable Long runId, SyncError error, Instant now) {
            SyncReport.Rows none =
                    new SyncReport.Rows(
                            0, 0, Map.of("null_key", 0L, "duplicate_key", 0L), Counts.NONE);
            return new SyncReport(
                    head(),
                    runId,
                    SyncReport.Status.FAILED,
                    none,
                    Outcomes.NONE.fates(),
                    times(now, Duration.between(started, now), Duration.ZERO),
                    SyncReport.Preview.NONE,
                    List.of(),
                    List.of(),
                    error);
        }

        static SyncReport.Rows rows(PlanCounts counts) {
            return new SyncReport.Rows(
                    counts.queried(), counts.unchanged(), counts.invalid(), counts.planned());
        }

        SyncReport.Times times(Instant now, Duration planning, Duration delivery) {
            return new SyncReport.Times(started, now, planning, delivery);
        }

        SyncReport.Head head() {
            List<String> match =
                    job.sync().match() == null
                            ? job.relation().key()
                            : job.sync().match().stream().map(m -> m.field()).toList();
            return new SyncReport.Head(
                    job.sync().name(),
                    job.sync().from(),
                    job.sync().to(),
                    job.sync().object(),
                    job.sync().mode().word(),
                    String.join(", ", match));
        }
    }
}
