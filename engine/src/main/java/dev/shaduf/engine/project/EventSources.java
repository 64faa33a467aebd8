package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sources of type {@code events}: what their files look like and what is checked in them. */
final class EventSources {

    private static final String WRITE_KEY = "write_key";
    private static final String PLAN = "tracking_plan";

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
                                    Forwards.SETTING,
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
        Forwards.check(block, draft);
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
        all.addAll(Forwards.references(block));
        return all;
    }
}
