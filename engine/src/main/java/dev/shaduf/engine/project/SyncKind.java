package dev.shaduf.engine.project;

import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** {@code syncs/*.yml}. */
final class SyncKind implements Kind<Sync> {

    @Override
    public String name() {
        return Kinds.SYNC;
    }

    @Override
    public String folder() {
        return "syncs";
    }

    @Override
    public String title() {
        return "A delivery to an object of a destination.";
    }

    @Override
    public Shape shape(Catalog catalog) {
        return SyncShape.SHAPE;
    }

    @Override
    public void check(Block block, Draft draft) {
        new SyncRules(block, draft).check();
    }

    @Override
    public List<Reference> references(Block block, Draft draft) {
        List<Reference> all = new ArrayList<>();
        String from = block.text("from");
        if (from != null) {
            List<String> relations =
                    Kinds.ALL.stream().filter(Kind::isRelation).map(Kind::name).toList();
            all.add(Reference.first(relations, from, block.place("from")));
        }
        String to = block.text("to");
        if (to != null) {
            all.add(Reference.first(List.of(Kinds.DESTINATION), to, block.place("to")));
        }
        all.addAll(Schedules.references(block));
        return all;
    }

    @Override
    public Sync build(Block block, Draft draft) {
        Settings settings = block.settings();
        Mode mode = Mode.valueOf(settings.text("mode").toUpperCase(Locale.ROOT));
        return new Sync(
                block.common(),
                settings.text("from"),
                settings.text("to"),
                settings.text("object"),
                mode,
                match(block),
                fields(block, draft),
                options(block, settings, mode),
                ColumnUse.in(block.tree(), draft.catalog().templates()));
    }

    private static @Nullable List<Sync.MatchField> match(Block block) {
        if (!block.settings().has("match")) {
            return null;
        }
        return block.group("match").members().entrySet().stream()
                .map(e -> new Sync.MatchField(e.getKey(), String.valueOf(e.getValue().asText())))
                .toList();
    }

    private static @Nullable List<MappedField> fields(Block block, Draft draft) {
        if (!block.settings().has("fields")) {
            return null;
        }
        Set<String> matched = block.group("match").members().keySet();
        Fields fields = new Fields(draft.catalog().templates());
        return fields.build(block.group("fields")).stream()
                .filter(field -> !matched.contains(field.name()))
                .toList();
    }

    private static SyncOptions options(Block block, Settings settings, Mode mode) {
        String fallback = mode == Mode.MIRROR ? "delete" : "keep";
        String onRemove = settings.text("on_remove", fallback).toUpperCase(Locale.ROOT);
        return new SyncOptions(
                OnRemove.valueOf(onRemove),
                Guards.build(block.values().get("guard")),
                settings.has("limit") ? settings.whole("limit", 0) : null,
                settings.flag("create", false),
                settings.textOrNull("renamed_from"),
                Schedules.build(block));
    }

    @Override
    public Map<String, Sync> objects(Project project) {
        return project.syncs();
    }

    @Override
    public Common common(Sync sync) {
        return sync.common();
    }

    @Override
    public List<Graph.Node> needs(Sync sync, Project project) {
        List<Graph.Node> all = new ArrayList<>();
        Kinds.ALL.stream()
                .filter(kind -> kind.isRelation() && kind.objects(project).containsKey(sync.from()))
                .forEach(kind -> all.add(new Graph.Node(kind.name(), sync.from())));
        all.add(new Graph.Node(Kinds.DESTINATION, sync.to()));
        if (sync.options().schedule() instanceof Schedule.After(List<String> names)) {
            names.forEach(name -> after(name, project).forEach(all::add));
        }
        return all;
    }

    private static Stream<Graph.Node> after(String name, Project project) {
        return Stream.of(Kinds.SYNCS, Kinds.MODELS, Kinds.SOURCES)
                .filter(kind -> kind.objects(project).containsKey(name))
                .limit(1)
                .map(kind -> new Graph.Node(kind.name(), name));
    }
}
