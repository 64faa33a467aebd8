package dev.shaduf.delivery;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A batch that an earlier process sent and never saw answered.
 *
 * @param sent the batch as the ledger has it
 * @param job the tool's job that it became, if it did
 * @param operations its rows, in the order of {@link Ledger.Sent#ordinals}
 */
public record InFlight(Ledger.Sent sent, @Nullable String job, List<Operation> operations) {

    /** Keeps its own copy. */
    public InFlight {
        operations = List.copyOf(operations);
        if (operations.size() != sent.ordinals().length) {
            throw new IllegalArgumentException(
                    "batch %d has %d rows, given %d"
                            .formatted(sent.number(), sent.ordinals().length, operations.size()));
        }
    }

    /** The rows where they were left. */
    List<Course> courses() {
        return operations.stream()
                .map(operation -> new Course(operation, sent.step(), sent.attempt()))
                .toList();
    }
}
