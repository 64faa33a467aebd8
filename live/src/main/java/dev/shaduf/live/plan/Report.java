package dev.shaduf.live.plan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What is found to be wrong with one event. Belongs to one thread. */
final class Report {

    /** So many differences of one event are written down. */
    private static final int MOST = 20;

    /** Schemas that refer to themselves go no deeper. */
    private static final int DEEPEST = 500;

    private final String event;
    private final List<Violation> violations = new ArrayList<>(0);
    private final List<Path> cuts = new ArrayList<>(0);
    private int depth;

    Report(String event) {
        this.event = event;
    }

    /** An empty one, to find out whether a schema fits. */
    Report probe() {
        Report probe = new Report(event);
        probe.depth = depth;
        return probe;
    }

    boolean isEmpty() {
        return violations.isEmpty();
    }

    /** What was found. */
    List<Violation> violations() {
        return violations;
    }

    /** The members that are wrong. */
    List<Path> cuts() {
        return cuts;
    }

    /** A value that is there is wrong. */
    void add(Path at, String kind, String message) {
        note(at.text(), kind, message);
        Path member = at.enclosing();
        if (member != null) {
            cuts.add(member);
        }
    }

    /** A member is not there. */
    void addMissing(Path object, String member, String kind, String message) {
        note(object.text() + "." + member, kind, message);
    }

    private void note(@Nullable String field, String kind, String message) {
        Violation one = new Violation(event, field, kind, message);
        if (violations.size() < MOST && !violations.contains(one)) {
            violations.add(one);
        }
    }

    /** Goes into a schema; false where it is too deep. */
    boolean enter() {
        return ++depth <= DEEPEST;
    }

    void leave() {
        depth--;
    }
}
