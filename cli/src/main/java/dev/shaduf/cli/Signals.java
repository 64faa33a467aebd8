package dev.shaduf.cli;

import sun.misc.Signal;

import java.util.concurrent.atomic.AtomicInteger;

/** Ctrl-C: the first asks the command to stop properly, the second ends at once. */
final class Signals {

    private Signals() {}

    static void listen(Caller caller) {
        AtomicInteger times = new AtomicInteger();
        for (String name : new String[] {"INT", "TERM"}) {
            Signal.handle(
                    new Signal(name),
                    signal -> {
                        if (times.incrementAndGet() > 1) {
                            Runtime.getRuntime().halt(Exit.CANCELLED);
                        }
                        caller.interrupt().ask();
                        caller.error()
                                .println(
                                        "Stopping: what is in flight is finished and written down."
                                                + " Ctrl-C again ends at once.");
                    });
        }
    }
}
