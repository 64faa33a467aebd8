package dev.shaduf.engine.explanation;

import dev.shaduf.engine.explanation.Explanation.Link;
import dev.shaduf.engine.explanation.Explanation.Point;
import dev.shaduf.engine.explanation.Explanation.Step;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Shortest ways over the links of a profile, only those that join. Immutable. */
public final class Paths {

    private final Map<Point, List<Step>> next = new HashMap<>();

    /** Over these links. */
    public Paths(List<Link> links) {
        for (Link link : links) {
            String rule = link.rule();
            if (rule != null) {
                String named = rule + score(link);
                add(link.a(), link.b(), named);
                add(link.b(), link.a(), named);
            }
        }
    }

    private static String score(Link link) {
        Double score = link.score();
        return score == null ? "" : String.format(Locale.ROOT, " %.4f", score);
    }

    private void add(Point from, Point to, String rule) {
        next.computeIfAbsent(from, p -> new ArrayList<>()).add(new Step(to, rule));
    }

    /** From one point to another; empty where there is none. */
    public List<Step> between(Point from, Point to) {
        return path(tree(from), from, to);
    }

    /** From a point to those records that are on the way to no other. */
    public List<List<Step>> from(Point start, Set<Point> records) {
        Map<Point, Came> tree = tree(start);
        Set<Point> between = new LinkedHashSet<>();
        for (Point record : records) {
            List<Step> path = path(tree, start, record);
            path.subList(0, Math.max(0, path.size() - 1)).forEach(s -> between.add(s.point()));
        }
        return records.stream()
                .filter(record -> !between.contains(record) && !record.equals(start))
                .map(record -> path(tree, start, record))
                .filter(path -> !path.isEmpty())
                .toList();
    }

    /** How a point was reached. */
    private record Came(Point from, String rule) {}

    private Map<Point, Came> tree(Point start) {
        Map<Point, Came> came = new HashMap<>();
        Deque<Point> open = new ArrayDeque<>(List.of(start));
        came.put(start, new Came(start, ""));
        while (!open.isEmpty()) {
            Point at = open.poll();
            for (Step step : next.getOrDefault(at, List.of())) {
                if (came.putIfAbsent(step.point(), new Came(at, step.rule())) == null) {
                    open.add(step.point());
                }
            }
        }
        return came;
    }

    private static List<Step> path(Map<Point, Came> tree, Point from, Point to) {
        List<Step> back = new ArrayList<>();
        Point at = to;
        for (Came came = tree.get(at); came != null; came = tree.get(at)) {
            back.add(new Step(at, came.rule()));
            if (at.equals(from)) {
                return back.reversed();
            }
            at = came.from();
        }
        return List.of();
    }
}
