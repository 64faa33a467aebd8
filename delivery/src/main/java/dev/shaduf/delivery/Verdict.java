package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Answer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What follows from an answer: final outcomes, parcels that go out again, rows at their next step.
 */
record Verdict(
        List<Outcome> outcomes,
        List<Parcel> again,
        List<Course> next,
        Answer.@Nullable Pending job) {

    /** The same end for every row. */
    static Verdict all(Parcel parcel, Function<Course, Outcome> end) {
        return new Verdict(parcel.rows().stream().map(end).toList(), List.of(), List.of(), null);
    }

    /** Nothing is decided: these go out. */
    static Verdict resend(List<Parcel> parcels) {
        return new Verdict(List.of(), parcels, List.of(), null);
    }

    /** A job at the tool decides. */
    static Verdict waiting(Answer.Pending job) {
        return new Verdict(List.of(), List.of(), List.of(), job);
    }

    /** Whether the parcel's batch stays open in the ledger. */
    boolean open(Parcel parcel) {
        return job != null || again.stream().anyMatch(one -> one.number() == parcel.number());
    }

    /** The ends of rows that go on and left something at the tool, should they go no further. */
    List<Outcome> meanwhile() {
        return Stream.concat(next.stream(), again.stream().flatMap(one -> one.rows().stream()))
                .filter(row -> row.arrived() != Arrived.NOTHING)
                .map(Endings::brokenOff)
                .toList();
    }

    /** Room for the verdicts of single rows. */
    static Verdict empty() {
        return new Verdict(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), null);
    }
}
