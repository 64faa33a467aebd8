package dev.shaduf.engine.similar;

import dev.shaduf.spi.warehouse.Session;

/**
 * The pairs of records that share a key of some list, each once, with how alike their values are:
 * what weights are learnt from and scores are given to. Made of temporary tables of a DuckDB
 * session, which closing drops; the table of records must stay meanwhile. Not shared between
 * threads.
 */
public final class Candidates implements AutoCloseable {

    private Candidates() {}

    /** Counts what the lists would bring up, and makes no pair. */
    public static BlockingReport count(Session session, String records, Design design) {
        throw new UnsupportedOperationException();
    }

    /**
     * Compares all pairs that the lists bring up.
     *
     * @param records the quoted name of the table that {@link Design} describes
     */
    public static Candidates of(Session session, String records, Design design, Scope scope) {
        throw new UnsupportedOperationException();
    }

    /** Which pairs the lists brought up. */
    public BlockingReport report() {
        throw new UnsupportedOperationException();
    }

    /** Learns the weights from these pairs; {@link Scope} should be all pairs then. */
    public Weights train() {
        throw new UnsupportedOperationException();
    }

    /** Gives a score to each pair and keeps those with this probability or more. */
    public Scores score(Weights weights, double floor) {
        throw new UnsupportedOperationException();
    }

    /** How all pairs spread over the scores. */
    public Spread spread(Weights weights) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
