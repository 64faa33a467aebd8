package dev.shaduf.engine.project;

import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import java.util.List;
import java.util.stream.Stream;

/** What {@code syncs/*.yml} look like. */
final class SyncShape {

    private static final List<String> MODES = Stream.of(Mode.values()).map(Mode::word).toList();

    private static final Setting MODE =
            Setting.of(
                            "mode",
                            new Shape.Choice(MODES),
                            "How it writes: " + String.join(", ", MODES) + ".")
                    .must();
    private static final Setting MATCH =
            Setting.of(
                    "match",
                    new Shape.MapOf(Keys.TEXT),
                    "Destination field: column; default the key under its own names.");
    private static final Setting FIELDS =
            Setting.of(
                    "fields",
                    new Shape.MapOf(Fields.MAPPING),
                    "Destination field: what it is made from; default every column.");
    private static final Setting ON_REMOVE =
            Setting.of(
                            "on_remove",
                            new Shape.Choice(List.of("keep", "clear", "delete")),
                            "What happens to rows that left the model, in update and upsert.")
                    .or("keep");
    private static final Setting LIMIT =
            Setting.of("limit", new Shape.Whole(1, Long.MAX_VALUE), "The most operations a run.");
    private static final Setting SNAPSHOT =
            Setting.of(
                            "snapshot",
                            new Shape.Choice(List.of("values", "hash")),
                            "What is remembered of each delivered row.")
                    .or("values");

    private static final Shape LEVEL = new Shape.OneOf(List.of(Keys.SHARE, Keys.COUNT));
    private static final Shape EXCEEDED =
            new Shape.Group(
                    Stream.of("rejected", "deferred", "invalid")
                            .map(name -> Setting.of(name, LEVEL, "A share or count."))
                            .toList());
    private static final Shape ENDED = new Shape.Choice(List.of("failed", "warning", "succeeded"));
    private static final Shape ALERT =
            new Shape.Group(
                    List.of(
                            Setting.of(
                                            "when",
                                            new Shape.OneOf(List.of(ENDED, EXCEEDED)),
                                            "failed, or {rejected: 5%}.")
                                    .must(),
                            Setting.text("to", "Who is told.").must()));

    /** The whole of it. */
    static final Shape SHAPE =
            new Shape.Group(
                    Keys.withCommon(
                            List.of(
                                    Setting.text("from", "The model, entity or audience.").must(),
                                    Setting.text("to", "The destination.").must(),
                                    Setting.text("object", "What it writes there.").must(),
                                    MODE,
                                    MATCH,
                                    FIELDS,
                                    ON_REMOVE,
                                    Keys.SCHEDULE,
                                    Guards.SETTING,
                                    LIMIT,
                                    SNAPSHOT,
                                    Setting.of("create", Keys.FLAG, "Makes what is missing.")
                                            .or("false"),
                                    Setting.text("renamed_from", "The sync's earlier name."),
                                    Setting.of(
                                            "alerts",
                                            new Shape.ListOf(ALERT),
                                            "Who is told when."))));

    private SyncShape() {}
}
