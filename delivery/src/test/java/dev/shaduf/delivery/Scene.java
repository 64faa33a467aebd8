package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.OutRow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** A delivery to a stand-in tool, set up in a line or two. */
final class Scene {

    final StandInTool tool = new StandInTool();
    final Book book = new Book();
    final Clock clock = new Clock();
    final Interrupt interrupt = new Interrupt();
    RateLimiter limiter = RateLimiter.unlimited(clock, new Random(7));
    Policy policy = policy(1);

    /** The defaults with this concurrency. */
    static Policy policy(int concurrency) {
        return new Policy(
                concurrency,
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofMinutes(15),
                5,
                Long.MAX_VALUE,
                1_000,
                false);
    }

    /** So many upserts, {@code k1} to {@code kn}. */
    static List<Operation> upserts(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(i -> one(i, Action.UPSERT)).toList();
    }

    static List<Operation> inserts(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(i -> one(i, Action.INSERT)).toList();
    }

    static Operation one(long ordinal, Action action) {
        boolean removal = action == Action.DELETE || action == Action.REMOVE;
        return new Operation(
                ordinal,
                "k" + ordinal,
                removal ? Change.REMOVED : Change.ADDED,
                List.of(new Step(action, row(ordinal, "\"m" + ordinal + "\"", action))),
                null,
                false,
                "v1");
    }

    /** A row whose match value moved: the new record, then the old one's removal. */
    static Operation moved(long ordinal, String from, String to) {
        return new Operation(
                ordinal,
                "k" + ordinal,
                Change.CHANGED,
                List.of(
                        new Step(Action.UPSERT, row(ordinal, to, Action.UPSERT)),
                        new Step(Action.DELETE, row(ordinal, from, Action.DELETE))),
                null,
                false,
                "v2");
    }

    static OutRow row(long ordinal, String match, Action action) {
        boolean removal = action == Action.DELETE || action == Action.REMOVE;
        return new OutRow(
                ordinal, "k" + ordinal, List.of(match), removal ? null : "{\"n\":" + ordinal + "}");
    }

    Report deliver(List<Operation> operations) {
        Iterator<Operation> left = operations.iterator();
        return new Deliverer(delivery(() -> left.hasNext() ? left.next() : null)).run();
    }

    Report resume(List<InFlight> batches) {
        return new Deliverer(delivery(() -> null)).resume(batches);
    }

    /** What the ledger has in flight, with its operations. */
    List<InFlight> inFlight(List<Operation> operations) {
        List<InFlight> all = new ArrayList<>();
        for (Ledger.Sent sent : book.inFlight()) {
            List<Operation> rows = new ArrayList<>();
            for (long ordinal : sent.ordinals()) {
                rows.add(operations.get((int) ordinal - 1));
            }
            all.add(new InFlight(sent, book.jobs.get(sent.number()), rows));
        }
        return all;
    }

    Delivery delivery(Operations operations) {
        return new Delivery(
                "crm_contacts",
                "contacts",
                operations,
                tool,
                policy,
                limiter,
                book,
                clock,
                interrupt,
                Progress.NONE);
    }
}
