package dev.shaduf.live.collect;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts events by source since the start. Shared by all threads. */
public final class Tally {

    private final Map<String, LongAdder> accepted = new ConcurrentHashMap<>();
    private final Map<Refusals, LongAdder> rejected = new ConcurrentHashMap<>();

    /** Events of a source that were refused for one reason. */
    public record Refusals(String source, String code) implements Comparable<Refusals> {
        @Override
        public int compareTo(Refusals other) {
            return (source + " " + code).compareTo(other.source + " " + other.code);
        }
    }

    void count(EventSource source, Decoded decoded) {
        accepted.computeIfAbsent(source.name(), name -> new LongAdder()).add(decoded.accepted());
        for (Rejection one : decoded.rejected()) {
            Refusals refusals = new Refusals(source.name(), one.reason().code());
            rejected.computeIfAbsent(refusals, name -> new LongAdder()).increment();
        }
    }

    /** Accepted events by source. */
    public Map<String, Long> accepted() {
        return sums(accepted);
    }

    /** Refused events by source and code. */
    public Map<Refusals, Long> rejected() {
        return sums(rejected);
    }

    private static <K> Map<K, Long> sums(Map<K, LongAdder> counters) {
        Map<K, Long> sums = new TreeMap<>();
        counters.forEach((key, counter) -> sums.put(key, counter.sum()));
        return sums;
    }
}
