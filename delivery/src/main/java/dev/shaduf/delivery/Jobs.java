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
        Verdict verdict = poll(job);
        Answer.Pending pending = verdict.job();
        if (pending == null) {
            registrar.settleAside(job.parcel(), verdict);
            return;
        }
        Instant now = delivery.ticker().now();
        if (brake.cancelled() || brake.fault() != null || now.isAfter(job.since().plus(LONGEST))) {
            Reason reason = Reason.of("the job " + job.id() + " still runs at the tool");
            registrar.settleAside(job.parcel(), judge.unfinished(job.parcel(), reason));
            return;
        }
        if (!pending.job().equals(job.id())) {
            delivery.ledger().pending(job.parcel().number(), pending.job());
        }
        registrar.add(
                new Job(job.parcel(), pending.job(), now.plus(pending.pollAfter()), job.since()));
    }

    private Verdict poll(Job job) {
        try {
            return judge.answered(job.parcel(), tool.poll(job.id(), job.parcel()));
        } catch (InterruptedException e) {
            brake.interrupted();
            return Verdict.waiting(new Answer.Pending(job.id(), Duration.ZERO));
        } catch (RuntimeException | Error e) {
            return judge.broken(job.parcel(), e);
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
