package dev.shaduf.engine.identity;

import dev.shaduf.engine.identity.SimilarReport.Guarded;
import dev.shaduf.engine.identity.SimilarReport.Outcome;
import dev.shaduf.engine.identity.Weighing.Weighed;
import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.resolution.OverLinking;
import dev.shaduf.engine.similar.Weights;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What one computation does by similarity. Used once. */
final class Similarity {

    private static final double DRIFT = 1.5;

    private final Session session;
    private final Scratch scratch;
    private final EntityTables tables;
    private final Sightings meant;
    private final Similar similar;
    private final KeptWeights keptWeights;
    private final Likenesses likenesses;
    private final List<String> notes = new ArrayList<>();
    private @Nullable Weighed weighed;

    Similarity(
            Session session,
            Scratch scratch,
            EntityTables tables,
            Sightings meant,
            Similar similar) {
        this.session = session;
        this.scratch = scratch;
        this.tables = tables;
        this.meant = meant;
        this.similar = similar;
        this.keptWeights = new KeptWeights(session, tables, similar);
        this.likenesses = new Likenesses(scratch, similar.mergeAt());
    }

    Similar settings() {
        return similar;
    }

    /** The links at the threshold of the file. */
    Likenesses likenesses() {
        return likenesses;
    }

    /** How alike the pairs are, and what that weighs. */
    Evidence evidence() {
        return new Evidence(session.dialect(), weighed().weights());
    }

    private Weighed weighed() {
        return Objects.requireNonNull(weighed);
    }

    /**
     * Scores the pairs.
     *
     * @param anew whether weights are learnt that are known already
     */
    void weigh(Records records, Decided decided, boolean anew) {
        Compared compared =
                new Compared(session, scratch, meant, similar, records.attributeTypes());
        Weights kept = anew ? null : keptWeights.read();
        weighed =
                new Weighing(session, scratch, compared, similar, meant.temporary())
                        .weigh(kept, decided);
        if (kept != null) {
            drift(kept, weighed.blocking().records());
        }
    }

    private void drift(Weights kept, long records) {
        if (records > kept.records() * DRIFT || records * DRIFT < kept.records()) {
            notes.add(
                    ("the weights were learnt from %,d records, there are %,d now: shaduf run %s"
                                    + " --full re-estimates them")
                            .formatted(kept.records(), records, tables.entity().name()));
        }
    }

    /** What the thresholds make, that of the file last, whose tables stay. */
    List<Outcome> outcomes(Outcomes outcomes, Runnable partition) {
        List<Outcome> all = new ArrayList<>();
        for (double threshold : Outcomes.thresholds(similar.mergeAt())) {
            if (threshold != similar.mergeAt()) {
                all.add(outcomes.of(threshold));
            }
        }
        partition.run();
        all.add(outcomes.made(similar.mergeAt()));
        all.sort(Comparator.comparingDouble(Outcome::mergeAt));
        return all;
    }

    /** Keeps the weights where they are new. */
    void keep(long runId, Instant now) {
        if (weighed().learnt()) {
            keptWeights.write(weighed().weights(), runId, now);
        }
    }

    /**
     * All that is to be told.
     *
     * @param waiting pairs that wait for a person
     */
    SimilarReport report(List<Outcome> outcomes, long waiting) {
        List<String> all = new ArrayList<>(weighed().blocking().warnings());
        all.addAll(notes);
        refused(all);
        return new SimilarReport(
                similar,
                weighed().weights(),
                weighed().learnt(),
                weighed().blocking(),
                weighed().spread(),
                outcomes,
                guarded(),
                waiting,
                all,
                null);
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

    private Guarded guarded() {
        List<OverLinking.Cut> cuts = likenesses.cuts();
        return new Guarded(
                cuts.size(),
                cuts.stream().mapToLong(OverLinking.Cut::records).max().orElse(0),
                cuts.stream().mapToDouble(OverLinking.Cut::at).max().orElse(0));
    }
}
