package dev.shaduf.trials.commands;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Sends batch after batch to whichever server there is now, and what was not answered again. */
final class Sdk implements AutoCloseable {

    private static final int BATCH = 20;

    private final Set<String> answered = Collections.synchronizedSet(new HashSet<>());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;

    /** Sends until it is closed. */
    Sdk(String name, Supplier<Served> server) {
        thread = Thread.ofPlatform().start(() -> run(name, server));
    }

    private void run(String name, Supplier<Served> server) {
        try {
            for (int i = 0; !closed.get(); i++) {
                String batch = batch(name + i + "-", i);
                while (!server.get().takes(batch)) {
                    Thread.sleep(20);
                }
                for (int event = 0; event < BATCH; event++) {
                    answered.add(name + i + "-" + event);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String batch(String id, int number) {
        StringBuilder out = new StringBuilder("{\"batch\":[");
        for (int event = 0; event < BATCH; event++) {
            out.append(event == 0 ? "" : ",")
                    .append(
                            ("{\"type\":\"track\",\"event\":\"Killed\",\"userId\":\"u%d\","
                                            + "\"messageId\":\"%s%d\",\"properties\":{\"p%d\":1}}")
                                    .formatted(event, id, event, number % 40));
        }
        return out.append("]}").toString();
    }

    /** The ids of the events that were answered 200. */
    Set<String> answered() {
        return answered;
    }

    /** Ends once the last batch was answered. */
    @Override
    public void close() {
        closed.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
