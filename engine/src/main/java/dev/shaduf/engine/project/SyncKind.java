package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** {@code syncs/*.yml}. */
final class SyncKind implements Kind<Sync> {

    private static final Set<Mode> REMOVING = Set.of(Mode.UPDATE, Mode.UPSERT);
    private static final Shape LEVEL = new Shape.OneOf(List.of(Keys.SHARE, Keys.COUNT));

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
        return new Shape.Group(
                Keys.withCommon(Stream.concat(what().stream(), options().stream()).toList()));
    }

    private static List<Setting> what() {
        List<String> modes = Stream.of(Mode.values()).map(Mode::word).toList();
        return List.of(
                Setting.text("from", "The model, entity or audience.").must(),
                Setting.text("to", "The destination.").must(),
                Setting.text("object", "What it writes there: contacts, schema.table, file.csv.")
                        .must(),
                Setting.of(
                                "mode",
                                new Shape.Choice(modes),
                                "How it writes: " + String.join(", ", modes) + ".")
                        .must(),
                Setting.of(
                        "match",
                        new Shape.MapOf(Keys.TEXT),
                        "Destination field: column; default the key under its own names."),
                Setting.of(
                        "fields",
                        new Shape.MapOf(Fields.MAPPING),
                        "Destination field: what it is made from; default every column."),
                Setting.of(
                                "on_remove",
                                new Shape.Choice(List.of("keep", "clear", "delete")),
                                "What happens to rows that left the model, in update and upsert.")
                        .or("keep"));
    }

    private static List<Setting> options() {
        Setting when =
                Setting.of(
                                "when",
                                new Shape.OneOf(
                                        List.of(
                                                new Shape.Choice(
                                                        List.of("failed", "warning", "succeeded")),
                                                new Shape.Group(
                                                        List.of(
                                                                Setting.of(
                                                                        "rejected",
                                                                        LEVEL,
                                                                        "A share or count."),
                                                                Setting.of(
                                                                        "deferred",
                                                                        LEVEL,
                                                                        "A share or count."),
                                                                Setting.of(
                                                                        "invalid",
                                                                        LEVEL,
                                                                        "A share or count."))))),
                                "failed, or {rejected: 5%}.")
                        .must();
        return List.of(
                Keys.SCHEDULE,
                Guards.SETTING,
                Setting.of(
                        "limit", new Shape.Whole(1, Long.MAX_VALUE), "The most operations a run."),
                Setting.of(
                                "snapshot",
                                new Shape.Choice(List.of("values", "hash")),
                                "What is remembered of each delivered row.")
                        .or("values"),
                Setting.of("create", Keys.FLAG, "Makes missing tables and columns.").or("false"),
                Setting.text(
                        "renamed_from", "The sync's earlier name, whose snapshot it takes over."),
                Setting.of(
                        "alerts",
                        new Shape.ListOf(
                                new Shape.Group(
                                        List.of(when, Setting.text("to", "Who is told.").must()))),
                        "Who is told when."));
    }

    @Override
    public void check(Block block, Draft draft) {
        Findings findings = draft.findings();
        Schedules.check(block, findings);
        checkMode(block, draft);
        checkRename(block, draft);
        Fields fields = new Fields(draft.catalog().templates());
        fields.check(block.tree().at("fields"), block.group("fields"), findings);
        checkMatch(block, findings);
        if ("hash".equals(block.text("snapshot"))) {
            findings.add(
                    block.place("snapshot"),
                    "not_yet",
                    "'snapshot: hash' is not there yet",
                    "leave it out: values are remembered");
        }
        if (block.values().get("fields") instanceof Json.Obj o
                && o.members().isEmpty()
                && block.tree().at("fields") instanceof dev.shaduf.engine.yaml.Tree.Scalar) {
            findings.add(
                    block.place("fields"),
                    "wrong_type",
                    "'fields' is empty in " + block.title(),
                    "leave it out to send every column, or write '{}' to send none");
        }
    }

    private static void checkMode(Block block, Draft draft) {
        Mode mode = mode(block);
        String to = block.text("to");
        Block destination = to == null ? null : draft.block(Kinds.DESTINATION, to);
        String typeName = destination == null ? null : destination.text("type");
        DestinationType type = typeName == null ? null : draft.catalog().destination(typeName);
        if (mode != null && type != null && !type.modes().contains(mode)) {
            List<String> words = type.modes().stream().sorted().map(Mode::word).toList();
            draft.findings()
                    .add(
                            block.place("mode"),
                            "unsupported_mode",
                            "destination '" + to + "' (" + typeName + ") cannot " + mode.word(),
                            "it can: " + String.join(", ", words));
        }
        if (mode != null && block.has("on_remove") && !REMOVING.contains(mode)) {
            draft.findings()
                    .add(
                            block.place("on_remove"),
                            "conflicting_keys",
                            "'on_remove' is for update and upsert, not for " + mode.word(),
                            "remove it" + (mode == Mode.MIRROR ? ": mirror always deletes" : ""));
        }
    }

    private static @Nullable Mode mode(Block block) {
        String word = block.text("mode");
        return word == null ? null : Mode.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static void checkRename(Block block, Draft draft) {
        String old = block.text("renamed_from");
        if (old != null && draft.block(Kinds.SYNC, old) != null) {
            draft.findings()
                    .add(
                            block.place("renamed_from"),
                            "conflicting_names",
                            old.equals(block.name())
                                    ? "'renamed_from' is the sync's own name"
                                    : "sync '" + old + "' still exists",
                            "name the file's earlier name, or remove 'renamed_from'");
        } else if (old != null && !old.matches(Keys.NAME_FORM)) {
            draft.findings()
                    .add(
                            block.place("renamed_from"),
                            "bad_name",
                            "'" + old + "' was never the name of a sync",
                            "names are small letters, digits and _");
        }
    }

    private static void checkMatch(Block block, Findings findings) {
        if (block.has("match") && block.values().get("match") instanceof Json.Obj match) {
            if (match.members().isEmpty()) {
                findings.add(
                        block.place("match"),
                        "wrong_type",
                        "'match' is empty in " + block.title(),
                        "write {field: column}, or leave it out to match by the key");
            }
        }
        Map<String, String> seen = new HashMap<>();
        Json.Obj fields = block.group("fields");
        block.group("match")
                .members()
                .forEach((field, column) -> {
                    String other = seen.putIfAbsent(field.toLowerCase(Locale.ROOT), field);
                    if (other != null) {
                        findings.add(
                                block.place("match", field),
                                "duplicate_column",
                                "match fields '"
                                        + other
                                        + "' and '"
                                        + field
                                        + "' differ only in case",
                                "remove one");
                    }
                    Json mapped = fields.get(field);
                    if (mapped != null && !mapped.equals(column)) {
                        findings.add(
                                block.place("fields", field),
                                "conflicting_keys",
                                "'" + field + "' is a match field already, from another column",
                                "remove it from 'fields' or from 'match'");
                    }
                });
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
        List<Sync.MatchField> match = null;
        if (settings.has("match")) {
            match = new ArrayList<>();
            for (Map.Entry<String, Json> entry : block.group("match").members().entrySet()) {
                String column = String.valueOf(entry.getValue().asText());
                match.add(new Sync.MatchField(entry.getKey(), column));
            }
        }
        List<MappedField> fields = null;
        if (settings.has("fields")) {
            Set<String> matched = block.group("match").members().keySet();
            fields =
                    new Fields(draft.catalog().templates())
                            .build(block.group("fields")).stream()
                                    .filter(field -> !matched.contains(field.name()))
                                    .toList();
        }
        return new Sync(
                block.common(),
                settings.text("from"),
                settings.text("to"),
                settings.text("object"),
                mode,
                match == null ? null : List.copyOf(match),
                fields,
                options(block, settings, mode));
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
            for (String name : names) {
                Stream.of(Kinds.SYNCS, Kinds.MODELS, Kinds.SOURCES)
                        .filter(kind -> kind.objects(project).containsKey(name))
                        .findFirst()
                        .ifPresent(kind -> all.add(new Graph.Node(kind.name(), name)));
            }
        }
        return all;
    }

    /** Names for a message. */
    static String advice(String found, Draft draft, List<String> kinds) {
        List<String> names = new ArrayList<>();
        kinds.forEach(kind -> names.addAll(draft.names(kind)));
        return Spelling.advice(found, names);
    }
}
