package dev.shaduf.engine.comparison;

import dev.shaduf.engine.comparison.Definition.Part;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of a plan with old and new cells: some of each kind, in the order in which they are tried.
 */
public final class Samples {

    private final Session session;
    private final Definition definition;
    private final Invalid.Tables tables;
    private final @Nullable Memory memory;
    private final DiffSql sql;

    /**
     * A row of a plan.
     *
     * @param fields the model's row (of a removed one what was delivered)
     * @param changes by column
     */
    public record Sample(String rowId, String opType, Json.Obj fields, Map<String, Cell> changes) {}

    /** A changed cell. */
    public record Cell(Json from, Json to) {}

    /**
     * @param memory what is remembered of the sync; null: nothing
     */
    Samples(
            Session session,
            Definition definition,
            Invalid.Tables tables,
            @Nullable Memory memory) {
        this.session = session;
        this.definition = definition;
        this.tables = tables;
        this.memory = memory;
        this.sql = new DiffSql(session.dialect(), definition, tables);
    }

    /** At most so many rows. */
    public List<Sample> read(int most) {
        if (most <= 0) {
            return List.of();
        }
        Sql query =
                Sql.of(
                        "SELECT p.op, p.row_id, p.fields, coalesce(p.remembered, p.fields),"
                                + " s.remembered FROM (SELECT * FROM "
                                + tables.planned().rows()
                                + " r WHERE n IN ("
                                + chosen(most)
                                + ")) p LEFT JOIN "
                                + tables.state()
                                + " s ON "
                                + sql.sameKey("s", "p")
                                + " ORDER BY CASE p.op WHEN 'C' THEN 1 WHEN 'A' THEN 2 ELSE 3 END,"
                                + " p.n");
        List<Sample> samples = new ArrayList<>();
        try (RowStream rows = session.rows(query)) {
            while (rows.next()) {
                samples.add(sample(rows));
            }
        }
        return samples;
    }

    /** The numbers of the rows that are shown, as a query. */
    String chosen(int most) {
        return "SELECT n FROM (SELECT n, row_number() OVER (PARTITION BY op ORDER BY n) AS r FROM "
                + tables.planned().rows()
                + " p WHERE invalid IS NULL AND op IN ('A', 'C', 'R')) a WHERE r <= "
                + most
                + " ORDER BY r, n LIMIT "
                + most;
    }

    private Sample sample(RowStream rows) {
        String rowId = String.valueOf(rows.text(1));
        Json.Obj fields = object(rows.text(2));
        Json.Obj now = object(rows.text(3));
        Json.Obj before = object(rows.text(4));
        return switch (String.valueOf(rows.text(0))) {
            case "A" -> new Sample(rowId, "added", fields, Map.of());
            case "R" -> new Sample(rowId, "removed", before, Map.of());
            default -> new Sample(rowId, "changed", fields, changes(before, now));
        };
    }

    private Map<String, Cell> changes(Json.Obj before, Json.Obj now) {
        Map<String, Cell> changes = new LinkedHashMap<>();
        for (Column column : definition.columns()) {
            for (Part part : definition.parts()) {
                if (part.columns().contains(column)) {
                    Json from = known(part) ? at(before, part.path(column)) : Json.NULL;
                    Json to = at(now, part.path(column));
                    if (!Sameness.same(from, to)) {
                        changes.put(column.name(), new Cell(from, to));
                    }
                }
            }
        }
        return changes;
    }

    /** A field that was dropped and came back is new, whatever the snapshot still has of it. */
    private boolean known(Part part) {
        return memory == null || memory.parts().containsKey(part.field());
    }

    private static Json at(Json.Obj object, List<String> path) {
        Json value = object;
        for (String name : path) {
            Json next = value instanceof Json.Obj o ? o.get(name) : null;
            if (next == null) {
                return Json.NULL;
            }
            value = next;
        }
        return value;
    }

    private static Json.Obj object(@Nullable String text) {
        return text != null && Json.parse(text) instanceof Json.Obj o ? o : Json.object();
    }

    /** Equality of JSON values: numbers by value, objects without order. */
    public static final class Sameness {

        private Sameness() {}

        static boolean same(Json a, Json b) {
            if (a instanceof Json.Num x && b instanceof Json.Num y) {
                return x.decimal().compareTo(y.decimal()) == 0;
            }
            return a.equals(b);
        }
    }
}
