package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Deliverer;
import dev.shaduf.delivery.Delivery;
import dev.shaduf.delivery.Operation;
import dev.shaduf.delivery.Operations;
import dev.shaduf.delivery.Outcome;
import dev.shaduf.delivery.Policy;
import dev.shaduf.delivery.Progress;
import dev.shaduf.delivery.Report;
import dev.shaduf.delivery.Thrown;
import dev.shaduf.engine.comparison.Comparison.Found;
import dev.shaduf.engine.comparison.Definition;
import dev.shaduf.engine.comparison.PlannedRows;
import dev.shaduf.engine.comparison.PlannedTable;
import dev.shaduf.engine.mapping.Renderer;
import dev.shaduf.engine.project.ProjectSettings;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.store.RunLedgers.RunLedger;
import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.ObjectType;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends the planned operations of a run. Used once, by one thread. */
final class Sending {

    private static final String CANCELLED = "CANCELLED";

    private final SyncPlace place;
    private final Session session;
    private final SyncJob job;
    private final SyncRequest request;
    private final Definition definition;

    Sending(
            SyncPlace place,
            Session session,
            SyncJob job,
            SyncRequest request,
            Definition definition) {
        this.place = place;
        this.session = session;
        this.job = job;
        this.request = request;
        this.definition = definition;
    }

    /**
     * What was sent.
     *
     * @param ledger the record of the run; empty where nothing was begun
     * @param restStatus the end of operations that have no outcome of their own
     * @param error why it stopped; null: it came to its end
     * @param fault a fault of Shaduf, to be thrown again when everything is written down
     */
    record Sent(
            Optional<RunLedger> ledger,
            java.util.function.UnaryOperator<Outcome> mask,
            Outcome.Status restStatus,
            String restReason,
            @Nullable SyncError error,
            List<String> notes,
            Duration took,
            @Nullable Throwable fault) {

        /** Hands over every outcome, secrets hidden. */
        void outcomes(Consumer<Outcome> each) {
            ledger.ifPresent(
                    record -> record.outcomes(outcome -> each.accept(mask.apply(outcome))));
        }

        /** Throws a fault again. */
        void rethrow() {
            Thrown.again(fault);
        }
    }

    /** Sends what was found, unless there is nothing or the guard stops it. */
    Sent send(long runId, Found found, RunNote note, SyncWatch watch) {
        SyncError guard = Guards.check(job.sync(), found.counts(), request);
        if (guard != null) {
            return nothing(guard, guard.code());
        }
        if (place.interrupt().asked()) {
            return nothing(null, CANCELLED);
        }
        if (found.counts().planned().total() == 0) {
            return nothing(null, CANCELLED);
        }
        return place.baton().aside(() -> atTool(runId, found, note, watch));
    }

    private Sent atTool(long runId, Found found, RunNote note, SyncWatch watch) {
        Instant begun = place.ticker().now();
        Writer opened;
        try {
            opened = writer(runId, note.startedAt());
        } catch (ShadufException e) {
            return nothing(
                    new SyncError(e.code().name(), e.message(), e.fix()),
                    e.code().name() + ": " + e.message());
        }
        // What is thrown from here on leaves the run unfinished: the next one settles it.
        try (Writer writer = opened) {
            RunLedger ledger = place.ledgers().open(job.sync().name(), runId, note.toJson());
            Operations operations = operations(found.tables().planned());
            Progress progress = watch.planned(job.sync().name(), found.counts().planned().total());
            Report report = new Deliverer(delivery(operations, writer, ledger, progress)).run();
            return sent(ledger, report, begun);
        }
    }

    private Sent nothing(@Nullable SyncError error, String reason) {
        return new Sent(
                Optional.empty(),
                outcome -> outcome,
                Outcome.Status.ABORTED,
                reason,
                error,
                List.of(),
                Duration.ZERO,
                null);
    }

    Sent sent(RunLedger ledger, Report report, Instant begun) {
        Report.Rest rest = report.rest();
        Report.Stop stop = report.stop();
        List<String> notes = new ArrayList<>();
        if (report.strangers() > 0) {
            notes.add(
                    report.strangers() == 1
                            ? "1 result of " + job.sync().to() + " names a key that was not sent"
                            : report.strangers()
                                    + " results of "
                                    + job.sync().to()
                                    + " name keys that were not sent");
        }
        if (report.countedRefused() > 0) {
            notes.add(
                    job.sync().to()
                            + " says that it refused "
                            + report.countedRefused()
                            + " rows, not which");
        }
        return new Sent(
                Optional.of(ledger),
                this::masked,
                rest == null ? Outcome.Status.ABORTED : rest.status(),
                rest == null ? CANCELLED : rest.reason(),
                stop == null ? null : new SyncError(stop.code(), stop.message(), stop.fix()),
                notes,
                Duration.between(begun, place.ticker().now()),
                report.fault());
    }

    private Outcome masked(Outcome outcome) {
        String reason = outcome.reason();
        String payload = outcome.payload();
        if (reason == null && payload == null) {
            return outcome;
        }
        return new Outcome(
                outcome.ordinal(),
                outcome.status(),
                reason == null ? null : place.mask().apply(reason),
                outcome.httpStatus(),
                outcome.attempt(),
                outcome.held(),
                outcome.arrived(),
                outcome.remoteId(),
                payload == null ? null : place.mask().apply(payload));
    }

    /** The delivery of some operations. */
    Delivery delivery(Operations operations, Writer writer, RunLedger ledger, Progress progress) {
        return new Delivery(
                job.sync().name(),
                job.sync().object(),
                operations,
                writer,
                policy(),
                job.limiter(),
                ledger,
                place.ticker(),
                place.interrupt(),
                progress);
    }

    private Operations operations(PlannedTable planned) {
        PlannedRows rows = new PlannedRows(session, definition, planned);
        OperationMaker maker = maker();
        return new Operations() {
            @Override
            public @Nullable Operation next() {
                PlannedRows.PlannedRow row = rows.next();
                return row == null ? null : maker.of(row);
            }

            @Override
            public boolean repeatable() {
                return true;
            }

            @Override
            public List<Operation> again(long[] ordinals) {
                return rows.of(ordinals).stream().map(maker::of).toList();
            }
        };
    }

    /** What makes operations of planned rows. */
    OperationMaker maker() {
        List<Sync.MatchField> match =
                definition.match().stream()
                        .map(m -> new Sync.MatchField(m.field(), m.column().name()))
                        .toList();
        Renderer renderer =
                new Renderer(
                        place.templates(),
                        definition.columns().stream().map(Column::name).toList(),
                        match,
                        definition.fields(),
                        place.settings().maxRow());
        return new OperationMaker(job.sync(), renderer);
    }

    private Policy policy() {
        Policy usual = Policy.DEFAULT;
        Long asked = request.limit() == null ? job.sync().options().limit() : request.limit();
        ProjectSettings.Payload payload = place.settings().payload();
        long kept =
                switch (payload) {
                    case DEFAULT -> usual.payloads();
                    case ALL -> -1;
                    case FAILURES, NONE -> 0;
                };
        return new Policy(
                job.destination().concurrency(),
                job.destination().retries(),
                usual.firstPause(),
                usual.longestPause(),
                usual.patience(),
                usual.deadBatches(),
                asked == null ? usual.limit() : asked,
                kept,
                payload == ProjectSettings.Payload.NONE);
    }

    /** Opens the object, after it was checked that it does what the sync wants. */
    Writer writer(long runId, Instant now) {
        Sync sync = job.sync();
        ObjectType object = job.connection().object(sync.object(), !sync.options().create());
        ObjectChecks.check(sync, definition, object);
        return job.connection().writer(target(runId, now));
    }

    /** What the sync writes, for the destination. */
    Target target(long runId, Instant now) {
        Sync sync = job.sync();
        List<Target.TypedField> match = new ArrayList<>();
        definition.match().forEach(m -> match.add(typed(m.field(), m.column())));
        List<Target.TypedField> fields = new ArrayList<>();
        definition.fields().forEach(field -> fields.add(typed(field.name())));
        return new Target(
                sync.name(),
                runId,
                now,
                sync.object(),
                sync.mode(),
                match,
                fields,
                sync.options().create());
    }

    private Target.TypedField typed(String field) {
        return definition.parts().stream()
                .filter(part -> part.field().equals(field) && !part.composed())
                .findFirst()
                .map(part -> typed(field, part.columns().getFirst()))
                .orElse(new Target.TypedField(field, null));
    }

    private static Target.TypedField typed(String field, Column column) {
        return new Target.TypedField(field, column.type());
    }

    /** Whether an object does what a sync wants of it. Pure. */
    static final class ObjectChecks {

        private ObjectChecks() {}

        static void check(Sync sync, Definition definition, ObjectType object) {
            if (!object.modes().contains(sync.mode())) {
                throw new ShadufException(
                        Failure.UNSUPPORTED,
                        sync.to()
                                + " "
                                + object.name()
                                + " cannot do mode "
                                + sync.mode().word()
                                + ".",
                        "It can: "
                                + String.join(
                                        ", ",
                                        object.modes().stream().map(Mode::word).sorted().toList())
                                + ".");
            }
            List<ObjectType.Field> known = object.fields();
            if (known == null || sync.options().create()) {
                return;
            }
            List<String> wanted = new ArrayList<>();
            definition.match().forEach(m -> wanted.add(m.field()));
            definition.fields().forEach(field -> wanted.add(field.name()));
            for (String name : wanted) {
                if (known.stream().noneMatch(field -> field.name().equalsIgnoreCase(name))) {
                    throw new ShadufException(
                            SyncCode.NO_FIELD,
                            sync.to() + " " + object.name() + " has no field '" + name + "'.",
                            "It has: "
                                    + String.join(
                                            ", ",
                                            known.stream().map(ObjectType.Field::name).toList())
                                    + ".");
                }
            }
        }
    }
}
