package dev.shaduf.engine.identity;

import dev.shaduf.engine.identity.SimilarReport.Guarded;
import dev.shaduf.engine.identity.SimilarReport.Scored;
import dev.shaduf.engine.identity.Weighing.Weighed;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.resolution.OverLinking;
import dev.shaduf.engine.similar.Drift;

import java.util.ArrayList;
import java.util.List;

/** What one computation tells of what similarity did. */
final class Findings {

    private final Entity entity;
    private final Weighed weighed;
    private final List<Drift> drift;
    private final Likenesses likenesses;

    Findings(Entity entity, Weighed weighed, List<Drift> drift, Likenesses likenesses) {
        this.entity = entity;
        this.weighed = weighed;
        this.drift = drift;
        this.likenesses = likenesses;
    }

    /** How pairs were scored. */
    Scored scored() {
        return new Scored(
                weighed.weights(),
                weighed.learnt(),
                weighed.blocking(),
                weighed.spread(),
                weighed.seen().records(),
                drift);
    }

    /**
     * What people should know.
     *
     * @param waiting pairs that wait for a person
     */
    List<String> notes(long waiting) {
        List<String> all = new ArrayList<>(weighed.blocking().warnings());
        drifted(all);
        refused(all);
        if (waiting > SimilarWriting.MOST) {
            all.add(
                    "%,d pairs wait for a person; the %,d most uncertain of them are kept"
                            .formatted(waiting, SimilarWriting.MOST));
        }
        return all;
    }

    private void drifted(List<String> all) {
        if (!drift.isEmpty()) {
            all.add(
                    "the weights were learnt from %,d records that looked otherwise: %s; shaduf run"
                                    .formatted(
                                            weighed.weights().records(),
                                            String.join(
                                                    "; ", drift.stream().map(Drift::says).toList()))
                            + " %s --full re-estimates them".formatted(entity.name()));
        }
    }

    private void refused(List<String> all) {
        likenesses
                .refused()
                .forEach((reason, many) ->
                        all.add(
                                switch (reason) {
                                    case LIMIT ->
                                            "%,d similar pairs would break a limit and stay apart"
                                                    .formatted(many);
                                    case SIZE ->
                                            "%,d similar pairs would make a profile too large and"
                                                            .formatted(many)
                                                    + " stay apart";
                                    case DECISION ->
                                            "%,d similar pairs are kept apart by hand"
                                                    .formatted(many);
                                }));
    }

    /** What was too large and taken apart. */
    Guarded guarded() {
        List<OverLinking.Cut> cuts = likenesses.cuts();
        return new Guarded(
                cuts.size(),
                cuts.stream().mapToLong(OverLinking.Cut::records).max().orElse(0),
                cuts.stream().mapToDouble(OverLinking.Cut::at).max().orElse(0));
    }
}
