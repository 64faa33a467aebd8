package dev.shaduf.engine.similar;

import java.util.List;

/**
 * Which pairs the blocking lists bring up, counted before any is made.
 *
 * @param records how many there are
 * @param lists one for each list, in their order
 * @param pairs the pairs that are compared, each once
 */
public record BlockingReport(long records, List<Listed> lists, long pairs) {

    /** Keeps its own copy. */
    public BlockingReport {
        lists = List.copyOf(lists);
    }

    /**
     * What one list brings up.
     *
     * @param records those that have a key
     * @param keys different ones on two records or more
     * @param pairs those it brings up, without what was left out
     * @param added those of them that no list before it brings up
     * @param largest its largest keys, the largest first
     */
    public record Listed(
            String name,
            long records,
            long keys,
            long pairs,
            long added,
            LeftOut leftOut,
            List<Key> largest) {

        /** Keeps its own copy. */
        public Listed {
            largest = List.copyOf(largest);
        }

        /** What a person should know of it; empty where all is well. */
        public List<String> warnings(long all) {
            return BlockingWarnings.of(this, all);
        }
    }

    /** Keys that bring up no pairs, because they would bring up too many. */
    public record LeftOut(long keys, long records, long pairs, long above) {}

    /** A key, "" where only its hash is known, and how many records have it. */
    public record Key(String value, long records) {}

    /** What a person should know. */
    public List<String> warnings() {
        return lists.stream().flatMap(list -> list.warnings(records).stream()).toList();
    }
}
