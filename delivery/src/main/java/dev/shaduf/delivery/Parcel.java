package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that go out together.
 *
 * @param number its batch in the ledger while that is open; 0: none is
 * @param tries how often it was put off so far
 * @param due not before
 * @param last why it was put off; null: it was not
 * @param unsure whether an earlier try may have been applied
 * @param askedAgain whether these are rows an answer left out, sent once more
 * @param key the idempotency key; null before the first try
 */
record Parcel(
        Action action,
        int step,
        List<Course> rows,
        long number,
        int tries,
        Instant due,
        @Nullable Reason last,
        boolean unsure,
        boolean askedAgain,
        @Nullable String key) {

    Parcel {
        rows = List.copyOf(rows);
    }

    /** Rows that were not put off, all at the same step. */
    static Parcel of(List<Course> rows) {
        Course first = rows.getFirst();
        return new Parcel(
                first.action(), first.step(), rows, 0, 0, Instant.MIN, null, false, false, null);
    }

    /** The same rows under this number and key, about to be sent. */
    Parcel sentAs(long newNumber, String newKey) {
        return new Parcel(
                action, step, rows, newNumber, tries, due, last, unsure, askedAgain, newKey);
    }

    /** The same rows, to be tried again; {@code number} 0 closes the ledger's batch. */
    Parcel putOff(Instant until, Reason why, boolean mayBeApplied) {
        boolean open = unsure || mayBeApplied;
        if (mayBeApplied) {
            doubt();
        }
        return new Parcel(
                action,
                step,
                rows,
                open ? number : 0,
                tries + 1,
                until,
                why,
                open,
                askedAgain,
                key);
    }

    /** No answer said what became of its rows. */
    void doubt() {
        rows.forEach(Course::doubt);
    }

    /** Some of the rows, to be tried again as a batch of their own. */
    Parcel part(List<Course> some, Instant until, Reason why, boolean missing) {
        return new Parcel(
                action,
                step,
                some,
                0,
                missing ? tries : tries + 1,
                until,
                why,
                false,
                askedAgain || missing,
                null);
    }

    /** Two halves, each a batch of its own. */
    List<Parcel> halves() {
        int middle = (rows.size() + 1) / 2;
        return List.of(of(rows.subList(0, middle)), of(rows.subList(middle, rows.size())));
    }

    /** As the writer gets it. */
    Batch batch() {
        List<OutRow> out = new ArrayList<>(rows.size());
        rows.forEach(row -> out.add(row.row()));
        return new Batch(action, out, key == null ? "" : key);
    }

    /** As the ledger gets it. */
    Ledger.Sent sent() {
        return new Ledger.Sent(
                number,
                action,
                step,
                rows.stream().mapToLong(row -> row.operation().ordinal()).toArray(),
                rows.stream().mapToInt(Course::attempts).max().orElse(1),
                key == null ? "" : key);
    }
}
