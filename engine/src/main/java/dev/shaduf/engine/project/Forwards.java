package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** {@code forward_to} of an events source: what it looks like and what it says. */
final class Forwards {

    static final String KEY = "forward_to";

    private static final String OBJECT = "events";

    private static final Shape ENTRY =
            new Shape.Group(
                    List.of(
                            Setting.text("to", "A destination.").must(),
                            Setting.text("object", "What an event becomes there.").or(OBJECT),
                            Setting.of(
                                    "where",
                                    Conditions.SHAPE,
                                    "Only events for which this holds: {event: [Order"
                                            + " Completed]}."),
                            Setting.of(
                                    "fields",
                                    new Shape.MapOf(Fields.MAPPING),
                                    "Fields there: where in the event their values are, such as"
                                            + " properties.revenue; default the whole event.")));

    static final Setting SETTING =
            Setting.of(
                    KEY,
                    new Shape.ListOf(new Shape.OneOf(List.of(Keys.TEXT, ENTRY))),
                    "Destinations that get each event as it arrives.");

    private Forwards() {}

    /** One entry as it stands. */
    private record Entry(@Nullable Tree tree, Json value) {

        Json.@Nullable Obj group() {
            return value instanceof Json.Obj obj ? obj : null;
        }

        @Nullable Tree to() {
            return tree == null || group() == null ? tree : tree.at("to");
        }
    }

    /** Reports what the shape cannot say. */
    static void check(Block block, Draft draft) {
        for (Entry entry : entries(block)) {
            destination(entry, draft);
            Json.Obj group = entry.group();
            Tree tree = entry.tree();
            if (group == null || tree == null) {
                continue;
            }
            if (group.get("where") instanceof Json.Obj where) {
                Conditions.check(tree.at("where"), where, draft);
            }
            if (group.get("fields") instanceof Json.Obj fields) {
                Fields rules = new Fields(draft.catalog().templates());
                rules.check(tree.at("fields"), fields, draft.findings());
            }
        }
    }

    /** Reports a destination that cannot get events one by one. */
    private static void destination(Entry entry, Draft draft) {
        if (!(entry.to() instanceof Tree.Scalar named)) {
            return;
        }
        Block destination = draft.block(Kinds.DESTINATION, named.text());
        String type = destination == null ? null : destination.text("type");
        boolean whole =
                draft.catalog().destinations().stream()
                        .anyMatch(each -> each.type().equals(type) && !each.takesEvents());
        if (whole) {
            draft.report(
                    named.place(),
                    "unsupported",
                    "destination '%s' (%s) is written as a whole and cannot get events as they"
                                    .formatted(named.text(), type)
                            + " arrive",
                    "write a model over the table 'events' of the source, and a sync of it with a"
                            + " schedule");
        }
    }

    /** The destinations that are named. */
    static List<Reference> references(Block block) {
        List<Reference> all = new ArrayList<>();
        for (Entry entry : entries(block)) {
            if (entry.to() instanceof Tree.Scalar named) {
                all.add(Reference.only(Kinds.DESTINATION, named.text(), named.place()));
            }
        }
        return all;
    }

    /** The entries of a checked source. */
    static List<Forward> build(Block block, Draft draft) {
        Fields mappings = new Fields(draft.catalog().templates());
        List<Forward> all = new ArrayList<>();
        for (Entry entry : entries(block)) {
            Json.Obj group = entry.group();
            Json.Obj given =
                    group == null ? Json.object().with("to", entry.value().asText()) : group;
            Settings keys = new Settings(block.where(), given);
            all.add(
                    new Forward(
                            keys.text("to"),
                            keys.text("object", OBJECT),
                            Conditions.build(keys.group("where").values()),
                            keys.has("fields")
                                    ? mappings.build(keys.group("fields").values())
                                    : null));
        }
        return List.copyOf(all);
    }

    private static List<Entry> entries(Block block) {
        Json value = block.values().get(KEY);
        Tree tree = block.tree().at(KEY);
        if (value == null || tree == null) {
            return List.of();
        }
        List<Json> items = value instanceof Json.Arr(List<Json> many) ? many : List.of(value);
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            all.add(new Entry(tree.item(i), items.get(i)));
        }
        return all;
    }
}
