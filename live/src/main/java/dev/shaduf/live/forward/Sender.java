package dev.shaduf.live.forward;

import dev.shaduf.delivery.RateLimiter.Permit;
import dev.shaduf.live.forward.Judge.Verdict;
import dev.shaduf.live.forward.Outlet.End;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Writer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes events from the lanes to the tool; several of them share an outlet, a thread each. */
final class Sender implements Runnable {

    private static final Duration FOREVER = Duration.ofDays(3650);
    private static final Duration SLICE = Duration.ofMillis(100);

    private final Outlet outlet;
    private final Writer writer;
    private final Judge judge;
    private final AtomicBoolean closing;

    Sender(Outlet outlet, Writer writer, Judge judge, AtomicBoolean closing) {
        this.outlet = outlet;
        this.writer = writer;
        this.judge = judge;
        this.closing = closing;
    }

    @Override
    public void run() {
        try {
            List<Outgoing> batch = next();
            while (!batch.isEmpty()) {
                carry(batch);
                batch = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Outgoing> next() throws InterruptedException {
        Duration pause = outlet.health().paused();
        while (pause.isPositive() && !closing.get()) {
            Thread.sleep(pause.compareTo(SLICE) < 0 ? pause : SLICE);
            pause = outlet.health().paused();
        }
        long bytes = writer.limit(Action.INSERT).bytes();
        return outlet.lanes().take(judge.rows(), bytes, judge.runs());
    }

    private void carry(List<Outgoing> batch) throws InterruptedException {
        Verdict verdict = new Verdict(List.of(), batch);
        try {
            if (outlet.limiter().acquire(FOREVER, closing::get) == Permit.GRANTED) {
                verdict = kept(batch, sent(batch));
            }
        } finally {
            outlet.lanes().settle(verdict.finished(), verdict.again());
        }
    }

    private Verdict sent(List<Outgoing> batch) throws InterruptedException {
        String key = BatchKey.of(outlet.route(), batch);
        Batch rows = new Batch(Action.INSERT, batch.stream().map(Outgoing::row).toList(), key);
        try {
            Answer answer = writer.send(rows);
            while (answer instanceof Answer.Pending(String job, Duration pollAfter)) {
                Thread.sleep(pollAfter);
                synchronized (writer) {
                    answer = writer.poll(job, rows);
                }
            }
            return judge.of(batch, answer);
        } catch (RuntimeException | Error e) {
            return judge.broken(batch, e);
        }
    }

    /** The verdict, once the ends are kept; where they cannot be, all of it goes out again. */
    private Verdict kept(List<Outgoing> batch, Verdict verdict) {
        try {
            outlet.ends().ended(verdict.ends());
            count(verdict.ends());
            return verdict;
        } catch (RuntimeException | Error e) {
            List<Outgoing> unkept = new ArrayList<>(batch);
            unkept.removeAll(verdict.again());
            Verdict broken = judge.broken(unkept, e);
            List<Outgoing> again = new ArrayList<>(verdict.again());
            again.addAll(broken.again());
            broken.ends().forEach(end -> again.add(end.one()));
            return new Verdict(List.of(), again);
        }
    }

    private void count(List<End> ends) {
        long parked = ends.stream().filter(end -> end.refusal() != null).count();
        outlet.tally().parked().add(parked);
        outlet.tally().forwarded().add(ends.size() - parked);
    }
}
