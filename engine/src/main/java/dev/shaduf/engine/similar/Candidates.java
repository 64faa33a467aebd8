package dev.shaduf.engine.similar;

import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;

/**
 * The pairs of records that share a key of some list, each once, with how alike their values are:
 * what weights are learnt from and scores are given to. Made of temporary tables of a DuckDB
 * session, which closing drops; the table of records must stay meanwhile. Not shared between
 * threads.
 */
public final class Candidates implements AutoCloseable {

    private final Scratch scratch;
    private final Design design;
    private final Scope scope;
    private final Pairing pairing;
    private final Frequencies frequencies;
    private final BlockingReport report;

    private Candidates(
            Scratch scratch, Design design, Scope scope, Pairing pairing, BlockingReport report) {
        this.scratch = scratch;
        this.design = design;
        this.scope = scope;
        this.pairing = pairing;
        this.frequencies = new Frequencies(scratch, design, scope.known());
        this.report = report;
    }

    /** Counts what the lists would bring up, and makes no pair. */
    public static BlockingReport count(Session session, String records, Design design) {
        try (Scratch scratch = new Scratch(session, "similar")) {
            return new Blocks(scratch, records, design).report();
        }
    }

    /**
     * Compares all pairs that the lists bring up.
     *
     * @param records the quoted name of the table that {@link Design} describes
     */
    public static Candidates of(Session session, String records, Design design, Scope scope) {
        return of(
                session,
                records,
                design,
                scope,
                met ->
                        "(select * from %s where n in (select n from %s)) m"
                                .formatted(records, met));
    }

    /**
     * Compares pairs of records whose values come from elsewhere.
     *
     * @param keys the quoted name of a table of all records without their values
     * @param values those of the records that are compared; only asked where a part of the pairs is
     *     looked at, and what is known of all values
     */
    public static Candidates of(
            Session session, String keys, Design design, Scope scope, Values values) {
        Scratch scratch = new Scratch(session, "similar");
        boolean made = false;
        try {
            Blocks blocks = new Blocks(scratch, keys, design);
            if (scope.changed() != null) {
                blocks.dirty(scope.changed(), scope);
            } else {
                blocks.keyed();
            }
            blocks.keys(scope);
            Pairing pairing = new Pairing(scratch, design, scope);
            boolean few = scope.changed() != null && scope.known() != null;
            scratch.make(
                    "forms", Forms.query(design.compare(), few ? values.of(pairing.met()) : keys));
            long[] added = pairing.make();
            scratch.drop("keys");
            Candidates candidates =
                    new Candidates(scratch, design, scope, pairing, blocks.report(added));
            made = true;
            return candidates;
        } finally {
            if (!made) {
                scratch.close();
            }
        }
    }

    /** Which pairs the lists brought up. */
    public BlockingReport report() {
        return report;
    }

    /** Learns the weights from these pairs; {@link Scope} should be all pairs then. */
    public Weights train() {
        Patterns pairs = pairing.patterns(pairing.all());
        Patterns strangers = pairing.strangers(report.records());
        List<Chance> chances = Chance.of(scratch, design);
        return new Training(design, pairs, report.records()).learn(strangers, chances, seen(pairs));
    }

    /** What the compared pairs look like, and the records for whose sake they are compared. */
    public Seen seen() {
        return seen(pairing.patterns(pairing.all()));
    }

    private Seen seen(Patterns pairs) {
        String some = scope.changed() == null ? "" : " where n in (select n from " + dirty() + ")";
        String forms = scratch.name("forms") + some;
        List<Long> valued = new ArrayList<>();
        List<List<Long>> levels = new ArrayList<>();
        for (int i = 0; i < design.compare().size(); i++) {
            valued.add(scratch.number("select count(h%d) from %s".formatted(i, forms)));
            levels.add(pairs.seen(i));
        }
        return new Seen(scratch.number("select count(*) from " + forms), valued, levels);
    }

    /**
     * A table of the {@code n} of the records whose pairs these are: those that changed, and those
     * that came together with others. Only where not all pairs are looked at.
     */
    public String dirty() {
        return scratch.name("dirty");
    }

    /** The query of the {@link Known} numbers, as they are now. */
    public String known() {
        return "select * from " + scratch.name("left_out");
    }

    /** The same with the values that are frequent; only where they were counted now. */
    public String known(Weights weights) {
        List<String> all = new ArrayList<>(List.of(known()));
        all.addAll(frequencies.frequent(weights));
        return String.join(" union all ", all);
    }

    /** Gives a score to each pair and keeps those with this probability or more. */
    public Scores score(Weights weights, double floor) {
        return scoring().score(checked(weights), floor);
    }

    private Scoring scoring() {
        return new Scoring(scratch, design, pairing);
    }

    /** How all pairs spread over the scores. */
    public Spread spread(Weights weights) {
        return scoring().spread(checked(weights));
    }

    private Weights checked(Weights weights) {
        List<String> wanted = new ArrayList<>();
        List<String> there = new ArrayList<>();
        design.compare().forEach(c -> wanted.add(c.name() + Measure.of(c).labels()));
        design.blocking().forEach(list -> wanted.add(list.name()));
        weights.comparisons().forEach(c -> there.add(c.name() + c.labels()));
        weights.lists().forEach(list -> there.add(list.list()));
        if (!wanted.equals(there)) {
            throw new ShadufException(
                    SimilarFailure.WEIGHTS,
                    "The weights that were kept are of other comparisons or other lists.",
                    "Run the entity with --full; they are then learnt anew.");
        }
        return weights;
    }

    @Override
    public void close() {
        scratch.close();
    }
}
