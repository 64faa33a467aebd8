package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import java.util.List;

/** What {@code models/*.yml} look like. */
final class ModelShape {

    private static final Setting SEVERITY =
            Setting.of(
                            "severity",
                            new Shape.Choice(List.of("error", "warn")),
                            "error: what depends on the model is skipped.")
                    .or("error");
    private static final Setting COLUMN = Setting.text("column", "A column of the model.").must();
    private static final Setting VALUES =
            Setting.of("values", new Shape.ListOf(new Shape.Anything()), "The values.").must();

    private static final Shape TEST =
            new Shape.OneKey(
                    List.of(
                            Setting.of("unique", Keys.TEXTS, "Columns whose values occur once."),
                            Setting.of("not_null", Keys.TEXTS, "Columns that are never null."),
                            Setting.group(
                                    "accepted_values",
                                    "The only values of a column.",
                                    COLUMN,
                                    VALUES),
                            Setting.group(
                                    "relationships",
                                    "Every value occurs in another model.",
                                    COLUMN,
                                    Setting.text("to", "The other model.").must(),
                                    Setting.text("field", "Its column.").must()),
                            Setting.group(
                                    "freshness",
                                    "The newest value is not older.",
                                    COLUMN,
                                    Setting.of("within", Keys.LENGTH, "Such as '2 days'.").must())),
                    List.of(SEVERITY));

    /** The whole of it. */
    static final Shape SHAPE =
            new Shape.Group(
                    Keys.withCommon(
                            List.of(
                                    Setting.of(
                                                    "key",
                                                    Keys.TEXTS,
                                                    "The column or columns that identify a row.")
                                            .must(),
                                    Setting.text(
                                            "sql",
                                            "One read-only query; {{ ref('model') }} and"
                                                    + " {{ source('source', 'table') }} in it."),
                                    Setting.text(
                                            "file",
                                            "A .sql file; default the one of the same name beside"
                                                    + " this file."),
                                    Setting.text(
                                            "table",
                                            "source.table, or schema.table of the warehouse."),
                                    Setting.of(
                                            "dbt",
                                            new Shape.Later("'dbt:' (a dbt manifest)"),
                                            "Not there yet."),
                                    Setting.of(
                                            "materialize",
                                            new Shape.Choice(List.of("view", "table")),
                                            "Makes it in the warehouse for others to read."),
                                    Setting.of(
                                            "tests",
                                            new Shape.ListOf(TEST),
                                            "What must hold for its rows."))));

    private ModelShape() {}
}
