package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Change;
import dev.shaduf.delivery.Operation;
import dev.shaduf.delivery.Step;
import dev.shaduf.engine.comparison.PlannedRows.PlannedRow;
import dev.shaduf.engine.mapping.Rendered;
import dev.shaduf.engine.mapping.Renderer;
import dev.shaduf.engine.project.OnRemove;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.OutRow;

import java.util.ArrayList;
import java.util.List;

/** Turns planned rows into what is asked of the tool, as the sync's mode says. Pure. */
final class OperationMaker {

    private static final String UNREAD =
            "NOT_READ: the model did not give this row again when it was read a second time";

    private final Sync sync;
    private final Renderer renderer;

    OperationMaker(Sync sync, Renderer renderer) {
        this.sync = sync;
        this.renderer = renderer;
    }

    /** The operation of a planned row. */
    Operation of(PlannedRow row) {
        if (row.op() == 'R') {
            return removal(row);
        }
        Change change = row.op() == 'A' ? Change.ADDED : Change.CHANGED;
        if (row.fields() == null) {
            return operation(row, change, List.of(), UNREAD, true);
        }
        Rendered rendered = renderer.render(row.n(), row.rowId(), row.fields());
        return switch (rendered) {
            case Rendered.Failed(String reason) -> operation(row, change, List.of(), reason, true);
            case Rendered.Ready(OutRow out) -> operation(row, change, steps(row, out), null, false);
        };
    }

    private List<Step> steps(PlannedRow row, OutRow out) {
        Step write = new Step(write(), out);
        boolean moved =
                !row.oldMatch().isEmpty()
                        && !row.oldMatch().equals(out.match())
                        && !row.takenOver();
        if (sync.mode() == Mode.AUDIENCE) {
            Step leave = new Step(Action.REMOVE, old(row, null));
            return moved ? List.of(leave, write) : List.of(write);
        }
        List<Step> steps = new ArrayList<>();
        steps.add(write);
        if (sync.mode() == Mode.MIRROR || sync.options().onRemove() == OnRemove.DELETE) {
            if (moved) {
                steps.add(new Step(Action.DELETE, old(row, null)));
            }
            steps.addAll(strays(row));
        }
        return List.copyOf(steps);
    }

    private static List<Step> strays(PlannedRow row) {
        return row.strays().stream()
                .map(match -> new OutRow(row.n(), row.rowId(), match, null))
                .map(stray -> new Step(Action.DELETE, stray))
                .toList();
    }

    private Action write() {
        return switch (sync.mode()) {
            case INSERT, APPEND -> Action.INSERT;
            case UPDATE -> Action.UPDATE;
            case UPSERT, MIRROR -> Action.UPSERT;
            case AUDIENCE -> Action.ADD;
        };
    }

    private Operation removal(PlannedRow row) {
        List<Step> steps = new ArrayList<>();
        boolean clears = sync.mode() != Mode.MIRROR && sync.options().onRemove() == OnRemove.CLEAR;
        if (!row.takenOver()) {
            if (sync.mode() == Mode.AUDIENCE) {
                steps.add(new Step(Action.REMOVE, old(row, null)));
            } else if (clears) {
                steps.add(new Step(Action.UPDATE, old(row, renderer.cleared())));
            } else {
                steps.add(new Step(Action.DELETE, old(row, null)));
            }
        }
        if (!clears) {
            steps.addAll(strays(row));
        }
        String reason = steps.isEmpty() ? "taken_over" : null;
        return operation(row, Change.REMOVED, List.copyOf(steps), reason, false);
    }

    private static OutRow old(PlannedRow row, @org.jspecify.annotations.Nullable String fields) {
        return new OutRow(row.n(), row.rowId(), row.oldMatch(), fields);
    }

    private static Operation operation(
            PlannedRow row,
            Change change,
            List<Step> steps,
            @org.jspecify.annotations.Nullable String reason,
            boolean broken) {
        String version = Long.toHexString(row.hash()) + "." + row.deliveries();
        return new Operation(row.n(), row.rowId(), change, steps, reason, broken, version);
    }
}
