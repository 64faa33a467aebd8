package dev.shaduf.delivery;

import dev.shaduf.delivery.Brake.Halt;
import dev.shaduf.delivery.Report.Rest;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads the operations and makes parcels of them. For one thread. */
final class Intake {

    private static final int UNSENT_AT_ONCE = 1_000;

    private final Delivery delivery;
    private final Brake brake;
    private final Registrar registrar;
    private final Batcher batcher;
    private final List<Outcome> unsent = new ArrayList<>();
    private long read;
    private boolean removing;
    private boolean ended;
    private @Nullable Rest rest;

    Intake(Delivery delivery, Tool tool, Brake brake, Registrar registrar) {
        this.delivery = delivery;
        this.brake = brake;
        this.registrar = registrar;
        this.batcher = new Batcher(tool);
    }

    /** What becomes of the operations that were not read; null when all were. */
    @Nullable Rest rest() {
        return rest;
    }

    /** The next parcels, at least one; none at the end. */
    List<Parcel> next() {
        while (!ended) {
            Operation operation = read();
            List<Parcel> full = operation == null ? end() : add(operation);
            if (!full.isEmpty()) {
                return full;
            }
        }
        return List.of();
    }

    private @Nullable Operation read() {
        Halt halt = brake.halt();
        if (halt != null) {
            rest = new Rest(halt.status(), halt.reason());
            return null;
        }
        if (read >= delivery.policy().limit()) {
            rest = new Rest(Outcome.Status.DEFERRED, "LIMIT");
            return null;
        }
        read++;
        try {
            return delivery.operations().next();
        } catch (RuntimeException | Error e) {
            brake.broken(e);
            return read();
        }
    }

    private List<Parcel> add(Operation operation) {
        if (operation.broken() || operation.steps().isEmpty()) {
            unsent.add(Endings.unsent(operation));
            if (unsent.size() >= UNSENT_AT_ONCE) {
                settleUnsent();
            }
            return List.of();
        }
        if (operation.change() == Change.REMOVED && !removing) {
            removing = true;
            List<Parcel> before = new ArrayList<>(batcher.flush());
            before.addAll(batcher.add(new Course(operation)));
            return before;
        }
        return batcher.add(new Course(operation));
    }

    private List<Parcel> end() {
        ended = true;
        settleUnsent();
        return batcher.flush();
    }

    private void settleUnsent() {
        registrar.settle(List.copyOf(unsent));
        unsent.clear();
    }
}
