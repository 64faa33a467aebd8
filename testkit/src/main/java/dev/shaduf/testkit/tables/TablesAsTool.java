package dev.shaduf.testkit.tables;

import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.json.Json;
import dev.shaduf.testkit.destination.Stand;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A table as the tool of the destinations' kit. */
public final class TablesAsTool implements Stand {

    private static final String TABLE = "kit.people";

    private final TableStand stand;

    /** Closes the database with itself. */
    public TablesAsTool(TableStand stand) {
        this.stand = stand;
        stand.run("CREATE SCHEMA kit");
        stand.run(
                "CREATE TABLE "
                        + TABLE
                        + " (email text, first_name text CHECK (first_name <> 'bad'), city text)");
    }

    @Override
    public Destination open() {
        return stand.open();
    }

    @Override
    public String object() {
        return TABLE;
    }

    @Override
    public Json.@Nullable Obj held(OutRow row) {
        String email = row.match().getFirst().replace("\"", "");
        List<String> found =
                stand.rows(
                        "SELECT first_name, city FROM " + TABLE + " WHERE email = '" + email + "'");
        if (found.isEmpty()) {
            return null;
        }
        String[] values = found.getFirst().split("\\|");
        return Json.object()
                .with("first_name", values[0])
                .with("city", values[1].equals("null") ? null : values[1]);
    }

    @Override
    public long size() {
        return Long.parseLong(stand.rows("SELECT count(*) FROM " + TABLE).getFirst());
    }

    @Override
    public OutRow refused() {
        return new OutRow(
                1000,
                "bad",
                List.of("\"bad@example.org\""),
                "{\"first_name\":\"bad\",\"city\":null}");
    }

    @Override
    public void close() {
        stand.close();
    }
}
