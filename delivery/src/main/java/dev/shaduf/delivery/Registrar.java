package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Answer;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what was decided into the ledger, then lets it take effect: what goes out again is put on
 * the agenda, jobs are kept until they are asked for. Safe to share between threads.
 */
final class Registrar {

    /** Rows of jobs that are kept in memory; those of more jobs are read again. */
    private static final int MOST_KEPT = 20_000;

    private final Delivery delivery;
    private final Agenda agenda;
    private final List<Job> jobs = new ArrayList<>();
    private int rowsKept;

    Registrar(Delivery delivery, Agenda agenda) {
        this.delivery = delivery;
        this.agenda = agenda;
    }

    /** Final outcomes of rows that are in no batch. */
    void settle(List<Outcome> outcomes) {
        if (!outcomes.isEmpty()) {
            delivery.ledger().settled(0, outcomes);
            tell(outcomes);
        }
    }

    /** What became of a parcel that was taken from the agenda. */
    void settle(Parcel parcel, Verdict verdict) {
        record(parcel, verdict);
        agenda.done(verdict.again(), verdict.next());
    }

    /** What became of a parcel that was not taken from the agenda. */
    void settleAside(Parcel parcel, Verdict verdict) {
        record(parcel, verdict);
        agenda.follow(verdict.again(), verdict.next());
    }

    /** A job to be asked for. */
    void add(Job job) {
        synchronized (jobs) {
            jobs.add(job);
        }
    }

    /** A parcel that became a job, to be asked for at this time. */
    void add(Parcel parcel, String job, Instant due) {
        synchronized (jobs) {
            int rows = parcel.rows().size();
            boolean kept =
                    rowsKept + rows <= MOST_KEPT
                            || parcel.step() > 0
                            || !delivery.operations().repeatable();
            rowsKept += kept ? rows : 0;
            jobs.add(
                    new Job(
                            kept ? new Job.Kept(parcel) : Job.Noted.of(parcel),
                            job,
                            due,
                            delivery.ticker().now()));
        }
    }

    /** The job that is due first, taken out; null: there is none. */
    @Nullable Job nextJob() {
        synchronized (jobs) {
            Job first = null;
            for (Job job : jobs) {
                first = first == null || job.due().isBefore(first.due()) ? job : first;
            }
            if (first != null) {
                jobs.remove(first);
            }
            return first;
        }
    }

    private void record(Parcel parcel, Verdict verdict) {
        Answer.Pending pending = verdict.job();
        if (pending != null) {
            delivery.ledger().pending(parcel.number(), pending.job());
            add(parcel, pending.job(), delivery.ticker().now().plus(pending.pollAfter()));
        } else if (parcel.number() == 0) {
            settle(verdict.outcomes());
        } else if (!verdict.open(parcel)) {
            delivery.ledger().settled(parcel.number(), verdict.outcomes(), verdict.meanwhile());
            tell(verdict.outcomes());
        }
    }

    private void tell(List<Outcome> outcomes) {
        long[] counts = new long[Outcome.Status.values().length];
        outcomes.forEach(outcome -> counts[outcome.status().ordinal()]++);
        delivery.progress().settled(counts[0], counts[1], counts[2], counts[3]);
    }
}
