package dev.shaduf.engine.resolution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes apart what similarity joined into profiles of too many records: links that are less sure
 * than a threshold are left out, at rising thresholds, until no part is too large. What identifiers
 * or persons joined stays. A pure function; used once.
 */
public final class OverLinking {

    private static final int MOST_NINES = 15;

    private final Forest joined;
    private final int[] sizes;
    private final long largest;
    private final List<Likeness> kept = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();

    /**
     * A profile that was too large.
     *
     * @param records how many it had
     * @param at the threshold that took it apart; 1: none did, similarity joins nothing of it
     */
    public record Cut(long records, double at) {}

    /**
     * Over records that were joined without similarity.
     *
     * @param largest no union makes a profile of more records
     */
    public OverLinking(Forest joined, long largest) {
        this.joined = joined;
        this.sizes = joined.sizes();
        this.largest = largest;
    }

    /** The thresholds above one: of 0.8, 0.9, 0.95, 0.99, 0.999 and so on. */
    public static List<Double> thresholds(double above) {
        List<Double> all = new ArrayList<>(List.of(0.8, 0.9, 0.95));
        for (int nines = 2; nines <= MOST_NINES; nines++) {
            all.add(1 - Math.pow(10, -nines));
        }
        all.removeIf(threshold -> threshold <= above);
        return all;
    }

    /** The links that may join. */
    public List<Likeness> kept(List<Likeness> links) {
        Profiles all = new Profiles(links);
        Map<Integer, List<Likeness>> large = new TreeMap<>();
        for (Likeness link : links) {
            if (all.fits(link)) {
                kept.add(link);
            } else {
                large.computeIfAbsent(all.of(link), of -> new ArrayList<>()).add(link);
            }
        }
        large.forEach((of, some) -> takeApart(some, all.records(of)));
        return kept;
    }

    private void takeApart(List<Likeness> links, long records) {
        double least = links.stream().mapToDouble(Likeness::score).min().orElse(1);
        List<Likeness> open = links;
        double at = 1;
        for (double threshold : thresholds(least)) {
            List<Likeness> sure = open.stream().filter(l -> l.score() >= threshold).toList();
            Profiles parts = new Profiles(sure);
            List<Likeness> rest = new ArrayList<>();
            sure.forEach(link -> (parts.fits(link) ? kept : rest).add(link));
            open = rest;
            if (rest.isEmpty()) {
                at = threshold;
                break;
            }
        }
        cuts.add(new Cut(records, at));
    }

    /** What was too large. */
    public List<Cut> cuts() {
        return cuts;
    }

    /** What links make of the records joined before. */
    private final class Profiles {
        private final Map<Integer, Integer> places = new HashMap<>();
        private final Forest forest;
        private final long[] records;

        Profiles(List<Likeness> links) {
            links.forEach(link -> {
                places.putIfAbsent(joined.find(link.left()), places.size());
                places.putIfAbsent(joined.find(link.right()), places.size());
            });
            forest = new Forest(places.size());
            links.forEach(link -> forest.join(place(link.left()), place(link.right())));
            records = new long[places.size()];
            places.forEach((first, place) -> records[forest.find(place)] += sizes[first]);
        }

        private int place(int record) {
            return places.getOrDefault(joined.find(record), -1);
        }

        int of(Likeness link) {
            return forest.find(place(link.left()));
        }

        long records(int of) {
            return records[of];
        }

        boolean fits(Likeness link) {
            return records[of(link)] <= largest;
        }
    }
}
