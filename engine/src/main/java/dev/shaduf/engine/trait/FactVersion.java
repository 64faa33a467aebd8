package dev.shaduf.engine.trait;

/**
 * How often a table of facts was brought up to date.
 *
 * @param times each is a version
 * @param since from this version on it is known whose facts each changed
 * @param distinct whether it is known that no two rows are the same
 */
record FactVersion(long times, long since, boolean distinct) {

    /** Of a table that is not there. */
    static final FactVersion NONE = new FactVersion(0, 0, false);

    /** As {@link #toString} wrote it. */
    static FactVersion parse(String text) {
        String[] parts = text.split(" ");
        long times = Long.parseLong(parts[0]);
        return parts.length < 3
                ? new FactVersion(times, times, false)
                : new FactVersion(times, Long.parseLong(parts[1]), parts[2].equals("distinct"));
    }

    /** After all of it was written anew. */
    FactVersion anew() {
        return new FactVersion(times + 1, times + 1, false);
    }

    /** After some rows were written, none of which is there twice. */
    FactVersion changed() {
        return new FactVersion(times + 1, since, true);
    }

    @Override
    public String toString() {
        return times + " " + since + (distinct ? " distinct" : " any");
    }
}
