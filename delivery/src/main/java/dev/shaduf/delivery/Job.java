package dev.shaduf.delivery;

import dev.shaduf.delivery.Ledger.Sent;
import dev.shaduf.spi.destination.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A parcel that became a job at the tool.
 *
 * @param id the tool's id of it
 * @param due when it is asked for
 * @param since when it began, as far as this process knows
 */
record Job(Rows rows, String id, Instant due, Instant since) {

    /** The parcel, or what is needed to make it again. */
    sealed interface Rows {

        Parcel parcel(Operations operations);
    }

    /** Kept in memory. */
    record Kept(Parcel parcel) implements Rows {

        @Override
        public Parcel parcel(Operations operations) {
            return parcel;
        }
    }

    /** Read again when the job has an end: eight bytes a row, however large the rows are. */
    record Noted(Sent sent, int tries, @Nullable Reason last, boolean unsure, boolean askedAgain)
            implements Rows {

        static Noted of(Parcel parcel) {
            return new Noted(
                    parcel.sent(),
                    parcel.tries(),
                    parcel.last(),
                    parcel.unsure(),
                    parcel.askedAgain());
        }

        @Override
        public Parcel parcel(Operations operations) {
            List<Course> rows =
                    new InFlight(sent, null, operations.again(sent.ordinals())).courses();
            return new Parcel(
                    sent.action(),
                    sent.step(),
                    rows,
                    sent.number(),
                    tries,
                    Instant.MIN,
                    last,
                    unsure,
                    askedAgain,
                    sent.idempotencyKey());
        }
    }

    /** The same job, asked for later. */
    Job later(String newId, Instant newDue) {
        return new Job(rows, newId, newDue, since);
    }
}
