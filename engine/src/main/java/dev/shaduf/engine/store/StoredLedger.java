package dev.shaduf.engine.store;

import dev.shaduf.delivery.Outcome;
import dev.shaduf.delivery.Thrown;
import dev.shaduf.engine.store.RunLedgers.RunLedger;
import dev.shaduf.engine.store.RunLedgers.Unsettled;
import dev.shaduf.spi.destination.Action;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/** The record of one run in the state file. Safe to share between threads. */
final class StoredLedger implements RunLedger {

    private static final int PAGES_AT_ONCE = 64;

    private final Database database;
    private final long id;
    private final long syncRunId;
    private final String note;
    private volatile @Nullable Throwable broken;

    StoredLedger(Database database, long id, long syncRunId, String note) {
        this.database = database;
        this.id = id;
        this.syncRunId = syncRunId;
        this.note = note;
    }

    @Override
    public long syncRunId() {
        return syncRunId;
    }

    @Override
    public String note() {
        return note;
    }

    @Override
    public void sending(Sent batch) {
        byte[] ordinals = bytes(batch.ordinals());
        change(
                "INSERT OR REPLACE INTO ledger_batches (ledger_id, number, action, step, attempt,"
                        + " ordinals, idempotency_key) VALUES (?, ?, ?, ?, ?, ?, ?)",
                id,
                batch.number(),
                batch.action().name(),
                batch.step(),
                batch.attempt(),
                ordinals,
                batch.idempotencyKey());
        check();
    }

    @Override
    public void pending(long batch, String job) {
        change(
                "UPDATE ledger_batches SET job = ? WHERE ledger_id = ? AND number = ?",
                job,
                id,
                batch);
    }

    @Override
    public void settled(long batch, List<Outcome> outcomes, List<Outcome> meanwhile) {
        check();
        List<Outcome> all = new ArrayList<>(outcomes);
        all.addAll(meanwhile);
        byte[] page = OutcomePage.write(all);
        Database.Work<Boolean> write =
                connection -> {
                    if (batch != 0) {
                        update(
                                connection,
                                "DELETE FROM ledger_batches WHERE ledger_id = ? AND number = ?",
                                id,
                                batch);
                    }
                    if (!all.isEmpty()) {
                        update(
                                connection,
                                "INSERT INTO ledger_outcomes (ledger_id, number, page)"
                                        + " VALUES (?, ?, ?)",
                                id,
                                batch,
                                page);
                    }
                    return true;
                };
        database.later(write, failure -> broken = failure);
    }

    @Override
    public void flush() {
        database.read(connection -> true);
        check();
    }

    /** Throws what kept outcomes from being written: nothing more may be sent after that. */
    private void check() {
        Thrown.again(broken);
    }

    @Override
    public long lastBatch() {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(
                            "SELECT max(number) FROM (SELECT number FROM ledger_batches"
                                    + " WHERE ledger_id = ?1 UNION ALL SELECT number FROM"
                                    + " ledger_outcomes WHERE ledger_id = ?1)")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0L;
                }
            }
        });
    }

    @Override
    public List<Unsettled> inFlight() {
        flush();
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(
                            "SELECT number, action, step, ordinals, attempt,"
                                    + " idempotency_key, job FROM ledger_batches WHERE"
                                    + " ledger_id = ? ORDER BY number")) {
                select.setLong(1, id);
                return unsettled(select);
            }
        });
    }

    /** Newest first, so that the last outcome of a row is met first; one bit for each row. */
    @Override
    public void outcomes(Consumer<Outcome> each) {
        flush();
        BitSet met = new BitSet();
        long before = Long.MAX_VALUE;
        List<Page> pages = pages(before);
        while (!pages.isEmpty()) {
            for (Page page : pages) {
                for (Outcome outcome : OutcomePage.read(page.bytes())) {
                    int row = Math.toIntExact(outcome.ordinal());
                    if (!met.get(row)) {
                        met.set(row);
                        each.accept(outcome);
                    }
                }
            }
            before = pages.getLast().id();
            pages = pages(before);
        }
    }

    @Override
    public void close() {
        database.write(connection -> {
            for (String table : List.of("ledger_batches", "ledger_outcomes", "ledgers")) {
                update(connection, "DELETE FROM " + table + " WHERE ledger_id = ?", id);
            }
            return true;
        });
    }

    private record Page(long id, byte[] bytes) {}

    private List<Page> pages(long before) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(
                            "SELECT page_id, page FROM ledger_outcomes WHERE ledger_id = ?"
                                    + " AND page_id < ? ORDER BY page_id DESC LIMIT "
                                    + PAGES_AT_ONCE)) {
                select.setLong(1, id);
                select.setLong(2, before);
                List<Page> pages = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        pages.add(new Page(rows.getLong(1), rows.getBytes(2)));
                    }
                }
                return pages;
            }
        });
    }

    private static List<Unsettled> unsettled(PreparedStatement select) throws SQLException {
        List<Unsettled> batches = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Sent sent =
                        new Sent(
                                rows.getLong(1),
                                Action.valueOf(rows.getString(2)),
                                rows.getInt(3),
                                ordinals(rows.getBytes(4)),
                                rows.getInt(5),
                                rows.getString(6));
                batches.add(new Unsettled(sent, rows.getString(7)));
            }
        }
        return batches;
    }

    private void change(String sql, Object... values) {
        database.write(connection -> {
            update(connection, sql, values);
            return true;
        });
    }

    private static void update(Connection connection, String sql, Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static byte[] bytes(long[] ordinals) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Ordinals.write(new DataOutputStream(bytes), ordinals);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long[] ordinals(byte[] bytes) {
        try {
            return Ordinals.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
