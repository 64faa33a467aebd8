package dev.shaduf.engine.resolution;

import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.project.Similar;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The identity rules of an entity as numbers.
 *
 * @param limits the most distinct values of each identifier type; 0: any number
 * @param classes the match lists by the priority of their highest identifier, those of attributes
 *     only at the end
 * @param largest no union makes a profile of more records
 * @param largestSimilar no union through similarity does
 */
public record Rules(int[] limits, List<List<Integer>> classes, long largest, long largestSimilar) {

    /** The rules of an entity. */
    public static Rules of(Entity.Identity identity) {
        List<String> types = identity.identifiers().stream().map(Identifier::type).toList();
        int[] limits =
                identity.identifiers().stream()
                        .map(Identifier::limit)
                        .mapToInt(limit -> limit == null ? 0 : Math.toIntExact(limit))
                        .toArray();
        TreeMap<Integer, List<Integer>> classes = new TreeMap<>();
        for (int list = 0; list < identity.match().size(); list++) {
            int priority =
                    identity.match().get(list).stream()
                            .mapToInt(types::indexOf)
                            .filter(at -> at >= 0)
                            .min()
                            .orElse(types.size());
            classes.computeIfAbsent(priority, p -> new ArrayList<>()).add(list);
        }
        Similar similar = identity.similar();
        return new Rules(
                limits,
                List.copyOf(classes.values()),
                identity.largest(),
                similar == null ? identity.largest() : similar.largest());
    }
}
