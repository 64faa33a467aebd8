package dev.shaduf.engine.comparison;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Makes the hashes of a local snapshot again from what it remembers. The warehouse makes them, out
 * of values that are sent to it in a query; nothing is written there.
 */
final class Rehashing {

    private static final int PAGE = 2_000;
    private static final String HASHES = "shaduf_rehashed";

    private final Sides sides;
    private final String state;
    private final String hash;

    /**
     * @param state the local snapshot table
     * @param hash the warehouse's expression over {@code remembered}
     */
    Rehashing(Sides sides, String state, String hash) {
        this.sides = sides;
        this.state = state;
        this.hash = hash;
    }

    /** Makes them. */
    void make() {
        Session local = sides.state();
        local.execute(Sql.of("DROP TABLE IF EXISTS " + HASHES));
        local.execute(Sql.of("CREATE TEMPORARY TABLE " + HASHES + " (r BIGINT, h BIGINT)"));
        List<Long> rows = new ArrayList<>();
        List<@Nullable Object> texts = new ArrayList<>();
        long last = -1;
        while (page(last, rows, texts)) {
            write(rows, hashes(texts));
            last = rows.getLast();
        }
        if (last < 0) {
            return;
        }
        // Ordered by row, as updates out of another table are quick only then.
        local.execute(
                Sql.of(
                        "UPDATE "
                                + state
                                + " AS s SET hash = CASE WHEN s.stale THEN -u.h - 1 ELSE u.h END"
                                + " FROM (SELECT * FROM "
                                + HASHES
                                + " ORDER BY r) u WHERE s.rowid = u.r"));
    }

    private boolean page(long last, List<Long> rows, List<@Nullable Object> texts) {
        rows.clear();
        texts.clear();
        String query =
                "SELECT rowid, CAST(remembered AS VARCHAR) FROM "
                        + state
                        + " WHERE hash IS NOT NULL AND rowid > "
                        + last
                        + " ORDER BY rowid LIMIT "
                        + PAGE;
        try (RowStream page = sides.state().rows(Sql.of(query))) {
            while (page.next()) {
                rows.add(page.whole(0));
                texts.add(page.text(1));
            }
        }
        return !rows.isEmpty();
    }

    /** Hashes in the order of the texts. */
    private List<Long> hashes(List<@Nullable Object> texts) {
        List<Long> hashes = new ArrayList<>(Collections.nCopies(texts.size(), 0L));
        StringBuilder values = new StringBuilder();
        String text = sides.model().dialect().own(Own.TEXT);
        for (int i = 0; i < texts.size(); i++) {
            values.append(i == 0 ? "(" : ", (").append(i).append(", CAST(? AS ");
            values.append(text).append("))");
        }
        Sql query =
                Sql.of(
                        "SELECT v.i, " + hash + " FROM (VALUES " + values + ") AS v(i, remembered)",
                        texts.toArray());
        try (RowStream rows = sides.model().rows(query)) {
            while (rows.next()) {
                hashes.set((int) rows.whole(0), rows.whole(1));
            }
        }
        return hashes;
    }

    private void write(List<Long> rows, List<Long> hashes) {
        Type whole = Type.of(Type.Kind.INTEGER, "BIGINT");
        List<Column> columns = List.of(new Column("r", whole), new Column("h", whole));
        try (Loader loader = sides.state().load(TableName.temporary(HASHES), columns)) {
            for (int i = 0; i < rows.size(); i++) {
                loader.value(rows.get(i));
                loader.value(hashes.get(i));
                loader.endRow();
            }
            loader.finish();
        }
    }
}
