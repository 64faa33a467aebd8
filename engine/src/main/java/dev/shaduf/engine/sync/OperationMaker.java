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
        boolean deletes =
                sync.mode() == Mode.MIRROR || sync.options().onRemove() == OnRemove.DELETE;
        return moved && deletes
                ? List.of(write, new Step(Action.DELETE, old(row, null)))
                : List.of(write);
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
        if (row.takenOver()) {
            return operation(row, Change.REMOVED, List.of(), "taken_over", false);
        }
        Step step;
        if (sync.mode() == Mode.AUDIENCE) {
            step = new Step(Action.REMOVE, old(row, null));
        } else if (sync.mode() != Mode.MIRROR && sync.options().onRemove() == OnRemove.CLEAR) {
            step = new Step(Action.UPDATE, old(row, renderer.cleared()));
        } else {
            step = new Step(Action.DELETE, old(row, null));
        }
        return operation(row, Change.REMOVED, List.of(step), null, false);
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
