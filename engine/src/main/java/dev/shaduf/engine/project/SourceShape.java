package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;
import dev.shaduf.spi.source.SourceType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code sources/*.yml} look like: per type its own keys and those that every source has. */
final class SourceShape {

    private static final List<String> LATER =
            List.of("singer", "mysql", "mariadb", "sqlserver", "oracle", "mongodb");

    static final Setting SCHEMA =
            Setting.text(
                    "schema", "The warehouse schema of its tables; default the source's name.");
    private static final Setting MAX_BAD_ROWS =
            Setting.of(
                            "max_bad_rows",
                            Keys.COUNT,
                            "Lines that may be unreadable before the load fails.")
                    .or("0");
    private static final Setting FRESHNESS =
            Setting.group(
                    "freshness",
                    "How old the newest row may be.",
                    Setting.text("column", "A column of times.").must(),
                    Setting.of("within", Keys.LENGTH, "Such as '1 day'.").must());

    /** Keys of every table that is loaded. */
    private static final List<Setting> LOADED =
            List.of(
                    Setting.of("key", Keys.TEXTS, "The column or columns that identify a row."),
                    Setting.of(
                                    "deleted",
                                    new Shape.Choice(List.of("remove", "keep")),
                                    "keep: rows that are gone stay, with _deleted_at.")
                            .or("remove"),
                    MAX_BAD_ROWS,
                    FRESHNESS);

    private static final Setting CDC =
            Setting.of("cdc", new Shape.Later("'cdc' (change data capture)"), "Not there yet.");

    /** The one type that needs no connector: nothing is loaded. */
    private static final Shape.Variant IN_PLACE =
            new Shape.Variant(
                    Source.WAREHOUSE,
                    "Tables that are in the warehouse already",
                    Keys.withCommon(List.of(SCHEMA, tables(List.of(FRESHNESS)))));

    private SourceShape() {}

    static Shape of(Catalog catalog) {
        Map<String, Shape.Variant> variants = new TreeMap<>();
        variants.put(Source.WAREHOUSE, IN_PLACE);
        variants.put(Source.EVENTS, EventSources.SHAPE);
        for (SourceType type : catalog.sources()) {
            variants.put(
                    type.type(),
                    loaded(type.type(), type.title(), type.settings(), type.tableSettings()));
        }
        List<String> later = LATER.stream().filter(type -> !variants.containsKey(type)).toList();
        return new Shape.ByType(List.copyOf(variants.values()), "", later);
    }

    private static Shape.Variant loaded(
            String type, String title, List<Setting> own, List<Setting> table) {
        List<Setting> keys = new ArrayList<>(own);
        keys.add(tables(Keys.merged(table, LOADED)));
        if (type.equals("postgres")) {
            keys.add(CDC);
        }
        List<Setting> others = List.of(SCHEMA, Keys.SCHEDULE, MAX_BAD_ROWS);
        return new Shape.Variant(type, title, Keys.withCommon(Keys.merged(keys, others)));
    }

    private static Setting tables(List<Setting> keys) {
        return Setting.of("tables", new Shape.MapOf(new Shape.Group(keys)), "The tables by name.")
                .must();
    }
}
