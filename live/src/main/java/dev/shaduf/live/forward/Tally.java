package dev.shaduf.live.forward;

import java.util.concurrent.atomic.LongAdder;

/** What happened since the start. */
record Tally(
        LongAdder forwarded,
        LongAdder retried,
        LongAdder parked,
        LongAdder filtered,
        LongAdder repeated,
        LongAdder lost) {

    Tally() {
        this(
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder());
    }

    ForwardStatus.Counts counts() {
        return new ForwardStatus.Counts(
                forwarded.sum(),
                retried.sum(),
                parked.sum(),
                filtered.sum(),
                repeated.sum(),
                lost.sum());
    }
}
