package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Reason;

import java.time.Duration;
import java.time.Instant;

/** Asks for the jobs that parcels became, until each has an end. For one thread. */
final class Jobs {

    /** A job that runs longer than this is no longer waited for. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Delivery delivery;
    private final Tool tool;
    private final Brake brake;
    private final Judge judge;
    private final Registrar registrar;

    Jobs(Delivery delivery, Tool tool, Brake brake, Judge judge, Registrar registrar) {
        this.delivery = delivery;
        this.tool = tool;
        this.brake = brake;
        this.judge = judge;
        this.registrar = registrar;
    }

    /** Asks until none is pending; each only once more when the run is cancelled. */
    void settle() {
        for (Job job = registrar.nextJob(); job != null; job = registrar.nextJob()) {
            sleepUntil(job.due());
            ask(job);
        }
    }

    private void ask(Job job) {
        Parcel parcel = job.rows().parcel(delivery.operations());
        Verdict verdict = poll(job.id(), parcel);
        Answer.Pending pending = verdict.job();
        if (pending == null) {
            registrar.settleAside(parcel, verdict);
        } else if (givenUp(job)) {
            Reason reason = Reason.of("the job " + job.id() + " still runs at the tool");
            registrar.settleAside(parcel, judge.unfinished(parcel, reason));
        } else {
            if (!pending.job().equals(job.id())) {
                delivery.ledger().pending(parcel.number(), pending.job());
            }
            Instant due = delivery.ticker().now().plus(pending.pollAfter());
            registrar.add(job.later(pending.job(), due));
        }
    }

    private boolean givenUp(Job job) {
        return brake.cancelled()
                || brake.fault() != null
                || delivery.ticker().now().isAfter(job.since().plus(LONGEST));
    }

    private Verdict poll(String id, Parcel parcel) {
        try {
            return judge.answered(parcel, tool.poll(id, parcel));
        } catch (InterruptedException e) {
            brake.interrupted();
            return Verdict.waiting(new Answer.Pending(id, Duration.ZERO));
        } catch (RuntimeException | Error e) {
            return judge.broken(parcel, e);
        }
    }

    private void sleepUntil(Instant due) {
        try {
            while (!brake.cancelled() && brake.fault() == null) {
                Duration left = Duration.between(delivery.ticker().now(), due);
                if (!left.isPositive()) {
                    return;
                }
                delivery.ticker()
                        .sleep(left.compareTo(RateLimiter.SLICE) < 0 ? left : RateLimiter.SLICE);
            }
        } catch (InterruptedException e) {
            brake.interrupted();
        }
    }
}
