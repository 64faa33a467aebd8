package dev.shaduf.engine.identity;

import dev.shaduf.engine.resolution.Likeness;
import dev.shaduf.engine.resolution.OverLinking;
import dev.shaduf.engine.resolution.Resolution;
import dev.shaduf.engine.scratch.Scratch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The links by similarity of {@code similar(f, n, score)}: of two records the first, the second and
 * the probability that they are one. For one computation.
 */
final class Likenesses {

    static final String TABLE = "similar";

    private final Scratch scratch;
    private final double mergeAt;
    private final List<OverLinking.Cut> cuts = new ArrayList<>();
    private final Map<Resolution.Reason, Long> refused = new HashMap<>();
    private Map<Integer, List<Likeness>> suspects = Map.of();

    /**
     * @param mergeAt what is less sure joins nothing
     */
    Likenesses(Scratch scratch, double mergeAt) {
        this.scratch = scratch;
        this.mergeAt = mergeAt;
    }

    private String rows(String columns, String more) {
        return "select %s from %s s%s where s.score >= %s"
                .formatted(columns, scratch.name(TABLE), more, mergeAt);
    }

    /** The query of all of them. */
    String links() {
        return rows("s.n, s.f", "");
    }

    /** Reads those of the components in {@code suspects}. */
    void readSuspects() {
        suspects = new HashMap<>();
        scratch.each(
                rows(
                        "t.p, s.f, s.n, s.score",
                        " join %s t on t.n = s.n join %s x on x.p = t.p"
                                .formatted(scratch.name("parts"), scratch.name("suspects"))),
                row ->
                        suspects.computeIfAbsent((int) row.whole(0), p -> new ArrayList<>())
                                .add(
                                        new Likeness(
                                                (int) row.whole(1),
                                                (int) row.whole(2),
                                                Double.parseDouble(String.valueOf(row.text(3))))));
    }

    /** Those of a component that is settled now. */
    List<Likeness> of(int component) {
        return suspects.getOrDefault(component, List.of());
    }

    /** Remembers what became of a component. */
    void settled(Resolution resolution) {
        cuts.addAll(resolution.cuts());
        resolution.unlike().forEach(reason -> refused.merge(reason, 1L, Long::sum));
    }

    /**
     * The query of those within a profile.
     *
     * @param list the number of their list
     */
    String joints(int list) {
        return rows(
                        "s.n, s.f, cast(%d as %s) as list"
                                .formatted(list, scratch.place("").type().name()),
                        " join %1$s t on t.n = s.f join %1$s u on u.n = s.n"
                                .formatted(scratch.name("parts")))
                + " and t.p = u.p";
    }

    /** What was too large and taken apart. */
    List<OverLinking.Cut> cuts() {
        return cuts;
    }

    /** How many links rules refused, by the rule. */
    Map<Resolution.Reason, Long> refused() {
        return refused;
    }
}
