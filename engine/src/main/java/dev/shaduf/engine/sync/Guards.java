package dev.shaduf.engine.sync;

import dev.shaduf.engine.comparison.PlanCounts;
import dev.shaduf.engine.project.Guard;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.spi.destination.Mode;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** The ceilings that keep a sync from deleting by accident. Pure. */
final class Guards {

    /** A share trips only where more rows than this had been delivered. */
    private static final long SMALL = 10;

    private Guards() {}

    /** Why a run must not send anything; null where it may. */
    static @Nullable SyncError check(Sync sync, PlanCounts counts, SyncRequest request) {
        if (request.acceptRemovals() || request.rows() != null) {
            return null;
        }
        Guard guard = sync.options().guard();
        boolean asks = sync.mode() != Mode.INSERT && sync.mode() != Mode.APPEND;
        if (guard.empty() && asks && counts.queried() == 0 && counts.delivered() > 0) {
            return error(
                    sync,
                    SyncCode.GUARD_EMPTY,
                    sync.from()
                            + " came back empty although "
                            + String.format(Locale.ROOT, "%,d", counts.delivered())
                            + " row"
                            + (counts.delivered() == 1 ? "" : "s")
                            + " had been delivered from it");
        }
        long removed = counts.planned().removed();
        Double share = guard.share();
        if (share != null
                && counts.delivered() > SMALL
                && removed > share * counts.delivered() + 1e-9) {
            return error(
                    sync,
                    SyncCode.GUARD_REMOVED,
                    String.format(
                            Locale.ROOT,
                            "it would remove %,d of %,d delivered rows (%s %%), more than the"
                                    + " guard's %s %%",
                            removed,
                            counts.delivered(),
                            percent((double) removed / counts.delivered()),
                            percent(share)));
        }
        Long most = guard.count();
        if (most != null && removed > most) {
            return error(
                    sync,
                    SyncCode.GUARD_REMOVED,
                    String.format(
                            Locale.ROOT,
                            "it would remove %,d rows, more than the guard's %,d",
                            removed,
                            most));
        }
        return null;
    }

    /** With two decimals at most: 20.4 of a share is not called the 20 that it exceeds. */
    private static String percent(double share) {
        return BigDecimal.valueOf(100 * share)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static SyncError error(Sync sync, SyncCode code, String what) {
        return new SyncError(
                code.name(),
                sync.name() + ": " + what + ". Nothing is sent.",
                "If that is right: shaduf sync " + sync.name() + " --accept-removals");
    }
}
