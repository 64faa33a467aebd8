package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code forward_to} of an events source: what it looks like and what it says. */
final class Forwards {

    static final String KEY = "forward_to";

    private static final String OBJECT = "events";

    /** What events have, by the names that SDKs and tables give it. */
    private static final List<String> MEMBERS =
            List.of(
                    "type",
                    "event",
                    "name",
                    "category",
                    "properties",
                    "traits",
                    "context",
                    "integrations",
                    "channel",
                    "version",
                    "timestamp",
                    "messageId",
                    "message_id",
                    "userId",
                    "user_id",
                    "anonymousId",
                    "anonymous_id",
                    "groupId",
                    "group_id",
                    "previousId",
                    "previous_id",
                    "sentAt",
                    "sent_at",
                    "receivedAt",
                    "received_at",
                    "originalTimestamp",
                    "original_timestamp");

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
        Map<Json, Tree> seen = new HashMap<>();
        for (Entry entry : entries(block)) {
            destination(entry, draft);
            twice(entry, seen, draft);
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
                ColumnUse.of(tree.at("fields")).forEach(use -> path(use, draft));
            }
        }
    }

    /** Two entries that say the same send every event twice. */
    private static void twice(Entry entry, Map<Json, Tree> seen, Draft draft) {
        Tree tree = entry.tree();
        if (tree == null || !(entry.to() instanceof Tree.Scalar to)) {
            return;
        }
        Json.Obj group = entry.group();
        Settings keys = new Settings("", group == null ? Json.object() : group);
        Json where = keys.group("where").values();
        if (tree.at("where") != null && where.equals(Json.object())) {
            return; // it is wrong, which was said
        }
        Json meant =
                Json.object()
                        .with("to", to.text())
                        .with("object", keys.text("object", OBJECT))
                        .with("where", where)
                        .with("fields", keys.group("fields").values());
        Tree earlier = seen.putIfAbsent(meant, tree);
        if (earlier != null) {
            draft.report(
                    to.place(),
                    "duplicate_name",
                    "'" + to.text() + "' gets these events already, as the same object",
                    "the other entry is on line " + earlier.place().line() + ": remove one");
        }
    }

    /** Reports a path that begins with what is nearly a name that every event has. */
    private static void path(ColumnUse use, Draft draft) {
        int dot = use.column().indexOf('.');
        String first = dot < 0 ? use.column() : use.column().substring(0, dot);
        String nearest = MEMBERS.contains(first) ? null : Spelling.nearest(first, MEMBERS);
        if (nearest != null) {
            draft.report(
                    use.place(),
                    "unknown_field",
                    "an event has no '" + first + "'",
                    "did you mean '" + nearest + use.column().substring(first.length()) + "'?");
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
