package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.engine.comparison.Names;
import dev.shaduf.engine.own.Renewal;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * The right of one process to run one sync, as a row of {@code sync_leases} beside its snapshot:
 * renewed every 15 s, good for 60 s by the warehouse's clock. Taken and given back by one thread; a
 * thread of its own renews it.
 */
final class Lease implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(2);

    private final SyncPlace place;
    private final Leases leases;
    private final Interrupt interrupt = new Interrupt();
    private final Runnable asked = interrupt::ask;
    private final Renewal renewal;

    private Lease(SyncPlace place, Leases leases) {
        this.place = place;
        this.leases = leases;
        place.interrupt().listen(asked);
        renewal = new Renewal("renew lease", this::renew, interrupt::ask);
    }

    /** What is to be done about a row of leases. */
    private sealed interface Next {

        /** Nobody has it. */
        record Free() implements Next {}

        /** It may be taken from a process that is gone. */
        record Take(Leases.Row from) implements Next {}

        /** Somebody works on it. */
        record Wait(Leases.Row on) implements Next {}
    }

    /**
     * Takes the lease of a sync; waits while another process works on it, until Ctrl-C. Throws
     * {@code LEASE_EXPIRED} where a process of another machine left a run that only its own ledger
     * can settle, unless {@code takeOver}.
     */
    static Lease take(
            SyncPlace place, Session session, Names names, boolean takeOver, SyncWatch watch) {
        Leases leases = new Leases(session, names);
        boolean told = false;
        while (true) {
            if (leases.insert()) {
                return begun(place, leases);
            }
            switch (next(leases)) {
                case Next.Free() -> {} // given back just now
                case Next.Take(Leases.Row from) -> {
                    if (from.foreign() && unsettled(place, session, names) && !takeOver) {
                        throw expired(names.sync(), from);
                    }
                    if (leases.takeFrom(from)) {
                        return begun(place, leases);
                    }
                }
                case Next.Wait(Leases.Row on) -> {
                    if (!told) {
                        watch.waiting(names.sync(), on.host(), on.pid());
                        told = true;
                    }
                    pause(place, names.sync(), on);
                }
            }
        }
    }

    private static Next next(Leases leases) {
        Leases.@Nullable Row row = leases.read();
        if (row == null) {
            return new Next.Free();
        }
        return row.gone() || row.ageSeconds() > Renewal.GOOD_FOR_SECONDS
                ? new Next.Take(row)
                : new Next.Wait(row);
    }

    /** Whether a run was left whose ledger is not here. */
    private static boolean unsettled(SyncPlace place, Session session, Names names) {
        return place.ledgers().unfinished(names.sync()) == null
                && session.columns(names.planned()).isPresent();
    }

    private static ShadufException expired(String sync, Leases.Row from) {
        return new ShadufException(
                SyncCode.LEASE_EXPIRED,
                "A run of %s on %s (process %d) was broken off; it was last heard of at %s."
                        .formatted(sync, from.host(), from.pid(), from.renewedAt()),
                "Run it on "
                        + from.host()
                        + ", where the record of what was sent is; or, if that is lost: shaduf sync"
                        + " "
                        + sync
                        + " --take-over");
    }

    private static void pause(SyncPlace place, String sync, Leases.Row on) {
        if (place.interrupt().asked()) {
            throw new ShadufException(
                    Failure.BUSY,
                    "Stopped while waiting for the run of %s on %s (process %d)."
                            .formatted(sync, on.host(), on.pid()),
                    "");
        }
        try {
            place.ticker().sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            place.interrupt().ask();
        }
    }

    private static Lease begun(SyncPlace place, Leases leases) {
        Lease lease = new Lease(place, leases);
        lease.renewal.start();
        return lease;
    }

    private boolean renew() {
        try (Session session = place.state().open()) {
            return leases.on(session).renew();
        }
    }

    /** Asked to stop with the command's own wish, or when the lease was lost. */
    Interrupt interrupt() {
        return interrupt;
    }

    /** Says which run it is for. */
    void runs(long syncRunId) {
        leases.runs(syncRunId);
    }

    /** Throws {@code LEASE_LOST} where another machine took over: what it wrote down stands. */
    void mustHold() {
        if (renewal.isLost() || !leases.renew()) {
            throw new ShadufException(
                    SyncCode.LEASE_LOST,
                    "Another machine took this run over, for it had not been heard of for "
                            + Renewal.GOOD_FOR_SECONDS
                            + " s.",
                    "What it wrote down stands; rows that were sent here since are sent again.");
        }
    }

    @Override
    public void close() {
        renewal.close();
        place.interrupt().forget(asked);
        leases.giveBack();
    }
}
