package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Grid.Align;
import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.explanation.Explanation;
import dev.shaduf.engine.explanation.Explanation.Link;
import dev.shaduf.engine.explanation.Explanation.Point;
import dev.shaduf.engine.explanation.Explanation.Seen;
import dev.shaduf.engine.explanation.Explanation.Step;
import dev.shaduf.engine.explanation.Paths;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Why records are one profile. */
public final class ProfileText {

    private static final int RECORDS = 20;
    private static final int PATHS = 10;

    private final String entity;
    private final Explanation profile;

    /** Of a profile of this entity. */
    public ProfileText(String entity, Explanation profile) {
        this.entity = entity;
        this.profile = profile;
    }

    /** As the document of {@code cli.md}. */
    public Json.Obj json() {
        List<Json> records = new ArrayList<>();
        profile.records()
                .forEach(r ->
                        records.add(
                                Json.object()
                                        .with("source", r.source())
                                        .with("record_key", r.key())));
        List<Json> identifiers = new ArrayList<>();
        profile.identifiers()
                .forEach(i ->
                        identifiers.add(
                                Json.object()
                                        .with("type", i.type())
                                        .with("value", i.value())
                                        .with("source", i.source())));
        List<Json> links = new ArrayList<>();
        profile.links().forEach(link -> links.add(json(link)));
        List<Json> merges = new ArrayList<>();
        profile.merges()
                .forEach(m ->
                        merges.add(
                                Json.object()
                                        .with("absorbed_id", m.absorbedId())
                                        .with("rule", text(m.rule()))
                                        .with("evidence", text(m.evidence()))
                                        .with("merged_at", m.mergedAt())));
        Json.Obj json =
                Json.object()
                        .with(entity + "_id", profile.id())
                        .with("records", Json.array(records))
                        .with("identifiers", Json.array(identifiers))
                        .with("links", Json.array(links))
                        .with("merges", Json.array(merges));
        return profile.path().isEmpty()
                ? json
                : json.with(
                        "path",
                        Json.texts(
                                profile.path().stream().map(s -> s.point().toString()).toList()));
    }

    private static Json json(Link link) {
        Double score = link.score();
        return Json.object()
                .with("a", link.a().toString())
                .with("b", link.b().toString())
                .with("rule", text(link.rule()))
                .with("source", link.source())
                .with(
                        "score",
                        score == null ? Json.NULL : Json.of(java.math.BigDecimal.valueOf(score)));
    }

    private static Json text(@Nullable String text) {
        return text == null ? Json.NULL : Json.of(text);
    }

    /** For people. */
    public List<Line> lines(int width) {
        List<Line> lines = new ArrayList<>();
        long identifiers =
                profile.identifiers().stream()
                        .map(i -> i.type() + ":" + i.value())
                        .distinct()
                        .count();
        lines.add(
                Line.of(entity + " " + profile.id(), Ink.BOLD)
                        .plus(
                                "     %s, %s"
                                        .formatted(
                                                Human.count(profile.records().size(), "record"),
                                                Human.count(identifiers, "identifier"))));
        lines.addAll(records(width));
        List<List<Step>> paths = paths();
        if (!paths.isEmpty()) {
            lines.add(Line.of("why", Ink.BOLD));
            paths.stream().limit(PATHS).forEach(path -> lines.addAll(lines(path, width)));
            more(lines, paths.size() - PATHS, "path");
        }
        lines.addAll(attributes(width));
        profile.merges()
                .forEach(merge ->
                        lines.add(
                                Line.of("absorbed ", Ink.BOLD)
                                        .plus(merge.absorbedId())
                                        .plus("  " + merge.mergedAt(), Ink.DIM)
                                        .plus(merge.rule() == null ? "" : "  by " + merge.rule())
                                        .plus(
                                                merge.evidence() == null
                                                        ? ""
                                                        : "  " + merge.evidence(),
                                                Ink.DIM)));
        return lines;
    }

    private List<List<Step>> paths() {
        if (!profile.path().isEmpty()) {
            return List.of(profile.path());
        }
        Set<Point> records = new LinkedHashSet<>();
        profile.records().forEach(r -> records.add(new Point(r.source(), r.key())));
        return new Paths(profile.links()).from(records.iterator().next(), records);
    }

    private List<Line> lines(List<Step> path, int width) {
        List<Line> lines = new ArrayList<>();
        Line line = Line.of("  ");
        boolean before = false;
        for (Step step : path) {
            boolean record =
                    profile.records().contains(new Seen(step.point().type(), step.point().value()));
            Line next = Line.EMPTY;
            if (!step.rule().isEmpty()) {
                boolean named = record && before;
                next = Line.of(named ? " ── " + step.rule() + " ── " : " ── ", Ink.DIM);
            }
            String name = step.point().type() + " " + step.point().value();
            next = next.plus(name, record ? Ink.BOLD : Ink.PLAIN);
            if (line.width() + next.width() > width && line.width() > 4) {
                lines.add(line);
                line = Line.of("    ");
            }
            line = line.plus(next);
            before = record;
        }
        lines.add(line);
        return lines;
    }

    private List<Line> records(int width) {
        Map<Seen, List<String>> values = new LinkedHashMap<>();
        profile.records().forEach(record -> values.put(record, new ArrayList<>()));
        for (Link link : profile.links()) {
            List<String> own = values.get(new Seen(link.a().type(), link.a().value()));
            boolean identifier = !values.containsKey(new Seen(link.b().type(), link.b().value()));
            if (own != null && identifier) {
                own.add(link.b().type() + " " + link.b().value());
            }
        }
        Grid grid = new Grid(Align.LEFT, Align.LEFT).indented(2);
        values.entrySet().stream()
                .limit(RECORDS)
                .forEach(entry ->
                        grid.row(
                                Line.of(entry.getKey().source() + " " + entry.getKey().key()),
                                Line.of(String.join("   ", entry.getValue()))));
        List<Line> lines = new ArrayList<>(grid.lines(width));
        more(lines, values.size() - RECORDS, "record");
        return lines;
    }

    private static void more(List<Line> lines, int more, String what) {
        if (more > 0) {
            lines.add(
                    Line.of("  … " + Human.count(more, what) + " more: --json shows all", Ink.DIM));
        }
    }

    private List<Line> attributes(int width) {
        Grid grid = new Grid(Align.LEFT, Align.LEFT, Align.LEFT);
        profile.attributes()
                .forEach(value ->
                        grid.row(
                                Line.of(value.attribute(), Ink.BOLD),
                                Line.of(value.value()),
                                Line.of(
                                        "from %s %s%s"
                                                .formatted(
                                                        value.source(),
                                                        value.key(),
                                                        value.updatedAt() == null
                                                                ? ""
                                                                : ", updated " + value.updatedAt()),
                                        Ink.DIM)));
        return profile.attributes().isEmpty() ? List.of() : grid.lines(width);
    }
}
