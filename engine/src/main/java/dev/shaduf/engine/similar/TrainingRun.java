package dev.shaduf.engine.similar;

import java.util.List;

/**
 * One estimation.
 *
 * @param list the blocking list whose pairs it saw; all lists together in the last one
 * @param pairs how many it saw
 * @param matches how many of them it takes for one person
 * @param iterations how often it went over them
 * @param converged whether the last time changed nothing to speak of
 * @param leftOut the comparisons that the list decides
 */
public record TrainingRun(
        String list,
        long pairs,
        double matches,
        int iterations,
        boolean converged,
        List<String> leftOut) {

    /** Keeps its own copy. */
    public TrainingRun {
        leftOut = List.copyOf(leftOut);
    }
}
