package dev.shaduf.live.plan;

import dev.shaduf.live.event.Event;

import java.util.List;

/** What a plan says of an event. */
public sealed interface Verdict {

    /**
     * It goes on.
     *
     * @param event without the properties that the plan drops
     * @param violations what is marked
     */
    record Passed(Event event, List<Violation> violations) implements Verdict {}

    /**
     * It does not.
     *
     * @param reason as written in {@code rejected_events}
     */
    record Rejected(String reason) implements Verdict {}
}
