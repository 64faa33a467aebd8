package dev.shaduf.engine.identity;

import dev.shaduf.engine.identity.SimilarReport.Outcome;
import dev.shaduf.engine.identity.Weighing.Weighed;
import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sighting;
import dev.shaduf.engine.record.Sightings;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.engine.similar.Drift;
import dev.shaduf.engine.similar.Seen;
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

    private static final String FRESH = "fresh_records";
    private static final String SOME = "met_records";
    private static final String ALTERED = "altered";

    private final Session session;
    private final Scratch scratch;
    private final EntityTables tables;
    private final Sightings meant;
    private final Similar similar;
    private final KeptWeights keptWeights;
    private final KeptPairs pairs;
    private final KeptKeys keys;
    private final Likenesses likenesses;
    private final List<Drift> drift = new ArrayList<>();
    private @Nullable Weighed weighed;
    private Seen since = Seen.NOTHING;

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
        this.pairs = new KeptPairs(scratch, tables, similar.compare().size());
        this.keys = new KeptKeys(scratch, tables, similar.blockOn().size());
        this.likenesses = new Likenesses(scratch, similar.mergeAt());
    }

    Similar settings() {
        return similar;
    }

    /** Where the entity is seen. */
    List<Sighting> sightings() {
        return meant.all();
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

    /** Whether only some pairs were scored, and others are known from earlier runs. */
    boolean isUpdate() {
        return weighed().spread() == null;
    }

    /** The query of all pairs that are probable enough to be looked at, by part and key. */
    String pairs() {
        return pairs.all();
    }

    private @Nullable Weights kept() {
        return pairs.areThere() && keys.areThere() ? keptWeights.read() : null;
    }

    /**
     * Scores the pairs of records that changed, where those of others are known.
     *
     * @param decisions the quoted name of the table of decisions; null: there are none
     * @return the query of the {@code part, k} of records that their scores may join or part; null:
     *     nothing is known, all pairs have to be scored
     */
    @Nullable String update(Records records, @Nullable String decisions) {
        Weights kept = kept();
        if (kept == null) {
            return null;
        }
        records.make(FRESH, scratch.name(Differences.CHANGED));
        compared(records, FRESH).make();
        keys.update(FRESH);
        scratch.make(
                ALTERED,
                "select r.n from %s r join %s c on c.k = r.k and c.part = r.part"
                        .formatted(
                                scratch.name(KeptKeys.KEYED), scratch.name(Differences.CHANGED)));
        Decided decided =
                decisions == null
                        ? Decided.NOTHING
                        : Decided.read(
                                scratch,
                                decisions,
                                Sighting.record(session.dialect(), meant.all(), "r.part", "r.k"),
                                KeptKeys.KEYED);
        Weighed made =
                weighing(compared(records, SOME))
                        .weigh(
                                new Comparing.Task(
                                        kept,
                                        pairs.known(),
                                        decided,
                                        ALTERED,
                                        part(records),
                                        false));
        weighed = made;
        pairs.update(KeptKeys.KEYED);
        since = keptWeights.since().plus(made.seen());
        drift.addAll(Drift.of(kept, since));
        drift.addAll(Drift.ofRecords(kept, made.blocking().records()));
        return pairs.touched(similar.mergeAt());
    }

    /** The records that changed ones meet have their values read. */
    private Comparing.Part part(Records records) {
        return new Comparing.Part() {
            @Override
            public String keys() {
                return keys.numbered();
            }

            @Override
            public void values() {
                keys.met(scratch.name(Comparing.MET));
                records.make(SOME, scratch.name(KeptKeys.MET));
                Compared compared = compared(records, SOME);
                compared.make();
                scratch.make(Comparing.VALUES, keys.values(SOME, compared.values("c")));
            }
        };
    }

    private Compared compared(Records records, String table) {
        return new Compared(session, scratch, meant, records.attributeTypes(), table);
    }

    private Weighing weighing(Compared compared) {
        return new Weighing(session, scratch, compared, similar, meant.temporary());
    }

    /**
     * Makes {@code similar} of the pairs of {@code rec}, and scores all of them unless it was
     * updated before.
     *
     * @param anew whether weights are learnt that are known already
     */
    void weigh(Records records, Decided decided, boolean anew) {
        if (weighed != null) {
            pairs.place();
            return;
        }
        Weights kept = anew ? null : kept();
        String known = kept == null ? null : pairs.known();
        Weighed made =
                weighing(compared(records, Records.TABLE))
                        .weigh(new Comparing.Task(kept, known, decided));
        weighed = made;
        keys.take(Records.TABLE);
        pairs.score(Records.TABLE);
        if (kept != null) {
            since = keptWeights.since();
            drift.addAll(Drift.of(kept, since));
            Drift.of(kept, made.seen()).stream().filter(this::isNew).forEach(drift::add);
            drift.addAll(Drift.ofRecords(kept, made.blocking().records()));
        }
    }

    private boolean isNew(Drift found) {
        return drift.stream()
                .noneMatch(
                        d -> d.what() == found.what() && d.comparison().equals(found.comparison()));
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

    /**
     * The outcome of the threshold of the file where only some pairs were scored.
     *
     * @param profiles all of the entity
     * @param largest records of the largest profile
     */
    Outcome outcome(long profiles, long largest) {
        String sure = "select count(*) from (%s) p where score >= %s";
        return new Outcome(
                similar.mergeAt(),
                scratch.number(sure.formatted(pairs.all(), similar.mergeAt())),
                profiles,
                largest,
                null,
                null);
    }

    /** Keeps the weights where they are new, and what was scored. */
    void keep(long runId, Instant now) {
        if (weighed().learnt()) {
            keptWeights.write(weighed().weights(), runId, now);
        } else {
            keptWeights.since(since);
        }
        pairs.write(weighed().learnt());
        keys.write();
    }

    /**
     * All that is to be told.
     *
     * @param waiting pairs that wait for a person
     */
    SimilarReport report(List<Outcome> outcomes, long waiting) {
        Findings findings = new Findings(tables.entity(), weighed(), drift, likenesses);
        return new SimilarReport(
                similar,
                findings.scored(),
                outcomes,
                findings.guarded(),
                waiting,
                findings.notes(waiting),
                null);
    }
}
