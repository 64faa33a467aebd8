package dev.shaduf.engine.run;

import dev.shaduf.delivery.Thrown;
import dev.shaduf.engine.project.Graph.Node;
import dev.shaduf.engine.sync.Baton;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The syncs of a run: those of one destination one after the other, a few destinations side by
 * side, so that a slow tool keeps no other waiting. They take turns at everything but what they do
 * at their tools, and begin in their order. For the one thread that has the baton.
 */
final class Lanes implements AutoCloseable {

    /** Each holds what it is about to send in memory. */
    private static final int MOST = 4;

    private final Baton baton;
    private final UnaryOperator<String> destination;
    private final Consumer<Node> work;
    private final List<Node> waiting = new ArrayList<>();
    private final Set<String> busy = new HashSet<>();
    private int begun;
    private @Nullable Throwable fault;

    /**
     * @param destination that of a sync, by their names
     * @param work what is done about a sync, in a thread of its own that has the baton
     */
    Lanes(Baton baton, UnaryOperator<String> destination, Consumer<Node> work) {
        this.baton = baton;
        this.destination = destination;
        this.work = work;
    }

    /** A sync's turn has come; it begins when its destination is free. */
    void add(Node sync) {
        waiting.add(sync);
        go();
    }

    /** Begins what can begin by now. */
    void go() {
        Node next = ready();
        while (next != null) {
            String to = destination.apply(next.name());
            waiting.remove(next);
            busy.add(to);
            begin(next, to);
            next = ready();
        }
    }

    private @Nullable Node ready() {
        return waiting.stream()
                .filter(sync -> busy.size() < MOST && fault == null)
                .filter(sync -> !busy.contains(destination.apply(sync.name())))
                .findFirst()
                .orElse(null);
    }

    /** Waits until all have ended; throws a fault of Shaduf again that one of them met. */
    void end() {
        go();
        while (!busy.isEmpty()) {
            baton.waitForOthers();
            go();
        }
        Thrown.again(fault);
    }

    /** Waits for those that began; no other begins. */
    @Override
    public void close() {
        waiting.clear();
        while (!busy.isEmpty()) {
            baton.waitForOthers();
        }
    }

    /** Returns when the sync is at its tool, or has ended. */
    private void begin(Node sync, String to) {
        int before = begun;
        Thread.ofPlatform().name("sync " + sync.name()).start(() -> run(sync, to));
        while (begun == before) {
            baton.waitForOthers();
        }
    }

    private void run(Node sync, String to) {
        baton.take();
        begun++;
        try {
            work.accept(sync);
        } catch (RuntimeException | Error e) {
            fault = fault == null ? e : fault;
        } finally {
            busy.remove(to);
            baton.pass();
        }
    }
}
