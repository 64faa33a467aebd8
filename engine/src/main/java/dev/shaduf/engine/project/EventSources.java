package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sources of type {@code events}: what their files look like and what is checked in them. */
final class EventSources {

    private static final String WRITE_KEY = "write_key";
    private static final String PLAN = "tracking_plan";
    private static final String FORWARD = "forward_to";

    private static final Shape FORWARDING =
            new Shape.Group(
                    List.of(
                            Setting.text("to", "A destination.").must(),
                            Setting.text("object", "What an event becomes there."),
                            Setting.of(
                                    "where",
                                    new Shape.MapOf(new Shape.Anything()),
                                    "Only events for which this holds: {event: [Order"
                                            + " Completed]}."),
                            Setting.of(
                                    "fields",
                                    new Shape.MapOf(new Shape.Anything()),
                                    "Fields there: where in the event their values are.")));

    static final Shape.Variant SHAPE =
            new Shape.Variant(
                    Source.EVENTS,
                    "Events of Segment's and RudderStack's SDKs",
                    Keys.withCommon(
                            List.of(
                                    Setting.text(
                                                    WRITE_KEY,
                                                    "What SDKs name it by; public by nature.")
                                            .must(),
                                    SourceShape.SCHEMA,
                                    Setting.text(PLAN, "What its events must look like."),
                                    Setting.of(
                                                    "ip",
                                                    new Shape.Choice(
                                                            List.of("keep", "truncate", "drop")),
                                                    "What is kept of addresses.")
                                            .or("keep"),
                                    Setting.of(
                                            FORWARD,
                                            new Shape.ListOf(
                                                    new Shape.OneOf(
                                                            List.of(Keys.TEXT, FORWARDING))),
                                            "Destinations that get each event as it arrives."),
                                    Setting.of(
                                            "deduplicate",
                                            Keys.LENGTH,
                                            "How long its events are known by their ids; default"
                                                    + " the project's."),
                                    Setting.of(
                                                    "max_columns",
                                                    new Shape.Whole(20, 10_000),
                                                    "The most columns of a table.")
                                            .or("1000"))));

    private EventSources() {}

    static void check(Block block, Draft draft) {
        String key = block.settings().text(WRITE_KEY, "-");
        if (key.isBlank()) {
            draft.report(
                    block.place(WRITE_KEY),
                    "missing_key",
                    block.title() + " has an empty write key",
                    "choose any text; SDKs send it with every call");
        }
        for (Block other : draft.blocks(Kinds.SOURCE).values()) {
            if (!other.name().equals(block.name())) {
                checkSchema(block, other, draft);
                checkKey(block, other, draft);
            }
        }
    }

    private static void checkSchema(Block block, Block other, Draft draft) {
        boolean once = isBefore(other, block) || !Source.EVENTS.equals(other.text("type"));
        if (once && !isForeign(other) && schema(other).equals(schema(block))) {
            draft.report(
                    block.place("schema"),
                    "duplicate_name",
                    other.title() + " has its tables in schema " + schema(block) + " already",
                    "give one of them another 'schema:'");
        }
    }

    private static void checkKey(Block block, Block other, Draft draft) {
        String key = block.text(WRITE_KEY);
        if (key != null && isBefore(other, block) && key.equals(other.text(WRITE_KEY))) {
            draft.report(
                    block.place(WRITE_KEY),
                    "duplicate_name",
                    other.title() + " has the same write key",
                    "give each source a write key of its own");
        }
    }

    private static boolean isBefore(Block one, Block other) {
        return one.name().compareTo(other.name()) < 0;
    }

    private static boolean isForeign(Block source) {
        return Source.WAREHOUSE.equals(source.text("type"));
    }

    private static String schema(Block source) {
        return source.settings().text("schema", source.name()).toLowerCase(Locale.ROOT);
    }

    static List<Reference> references(Block block) {
        List<Reference> all = new ArrayList<>();
        String plan = block.text(PLAN);
        if (plan != null) {
            all.add(Reference.only(Kinds.TRACKING_PLAN, plan, block.place(PLAN)));
        }
        if (block.values().get(FORWARD) == null) {
            return all;
        }
        for (Tree each : items(block)) {
            Tree to = each instanceof Tree.Scalar ? each : each.at("to");
            if (to instanceof Tree.Scalar named) {
                String name = named.text();
                all.add(Reference.only(Kinds.DESTINATION, name, to.place()));
            }
        }
        return all;
    }

    private static List<Tree> items(Block block) {
        Tree tree = block.tree().at(FORWARD);
        return tree instanceof Tree.Items(var items, var place)
                ? items
                : tree == null ? List.of() : List.of(tree);
    }
}
