package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.similar.Accuracy;
import dev.shaduf.engine.similar.BlockingReport;
import dev.shaduf.engine.similar.Drift;
import dev.shaduf.engine.similar.Spread;
import dev.shaduf.engine.similar.Weights;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/**
 * What similarity found out, and what it would join at which threshold.
 *
 * @param outcomes by threshold, rising; that of the file is among them, and alone where only pairs
 *     of records that changed were scored
 * @param guard what was too large and taken apart, of the profiles that were computed
 * @param waiting pairs that wait for a person
 * @param notes what people should know
 * @param page where all of it is to be seen; null where no page was written
 */
public record SimilarReport(
        Similar settings,
        Scored scored,
        List<Outcome> outcomes,
        Guarded guard,
        long waiting,
        List<String> notes,
        @Nullable Path page) {

    /** Keeps its own copies. */
    public SimilarReport {
        outcomes = List.copyOf(outcomes);
        notes = List.copyOf(notes);
    }

    /** The same with the place of its page. */
    SimilarReport shownAt(Path place) {
        return new SimilarReport(settings, scored, outcomes, guard, waiting, notes, place);
    }

    /**
     * How pairs were scored.
     *
     * @param weights what agreement and disagreement weigh
     * @param learnt whether the weights were learnt now; else an earlier run did
     * @param blocking which pairs the lists brought up
     * @param spread how the pairs spread over the scores; null where only pairs of records that
     *     changed were scored
     * @param records those whose pairs were scored
     * @param drift what is no longer as it was when the weights were learnt
     */
    public record Scored(
            Weights weights,
            boolean learnt,
            BlockingReport blocking,
            @Nullable Spread spread,
            long records,
            List<Drift> drift) {

        /** Keeps its own copy. */
        public Scored {
            drift = List.copyOf(drift);
        }
    }

    /** What agreement and disagreement weigh. */
    public Weights weights() {
        return scored.weights();
    }

    /** Whether the weights were learnt now. */
    public boolean learnt() {
        return scored.learnt();
    }

    /** Which pairs the lists brought up. */
    public BlockingReport blocking() {
        return scored.blocking();
    }

    /** Whether all pairs were scored; else only those of records that changed. */
    public boolean whole() {
        return scored.spread() != null;
    }

    /**
     * What a threshold would make.
     *
     * @param mergeAt the threshold
     * @param pairs as probable or more
     * @param profiles all of the entity
     * @param largest records of the largest profile
     * @param ofPairs how well the pairs alone tell who is who; null where the truth is not known
     * @param ofProfiles how well the profiles do, by all pairs of records within one
     */
    public record Outcome(
            double mergeAt,
            long pairs,
            long profiles,
            long largest,
            @Nullable Accuracy ofPairs,
            @Nullable Accuracy ofProfiles) {}

    /**
     * Profiles that similarity would have made too large.
     *
     * @param profiles how many
     * @param records of the largest
     * @param at the threshold that took the last of it apart; 1: none did, nothing of it is joined
     */
    public record Guarded(long profiles, long records, double at) {}
}
