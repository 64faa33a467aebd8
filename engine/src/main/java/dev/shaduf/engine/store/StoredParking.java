package dev.shaduf.engine.store;

import dev.shaduf.delivery.Parking;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Parked events in a state file. Safe to share between threads. */
final class StoredParking implements Parking {

    private static final String PARK =
            "INSERT INTO parked_events (source, destination, object, message_id, reason,"
                    + " http_status, parked_at, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (destination, source, object, message_id) DO UPDATE SET"
                    + " reason = excluded.reason, http_status = excluded.http_status,"
                    + " parked_at = excluded.parked_at";

    private final Database database;

    StoredParking(Database database) {
        this.database = database;
    }

    @Override
    public void park(List<Parked> events) {
        database.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(PARK)) {
                for (Parked event : events) {
                    bind(insert, event);
                    insert.executeUpdate();
                }
            }
            return events.size();
        });
    }

    private static void bind(PreparedStatement insert, Parked event) throws SQLException {
        insert.setString(1, event.route().source());
        insert.setString(2, event.route().destination());
        insert.setString(3, event.route().object());
        insert.setString(4, event.messageId());
        insert.setString(5, event.reason());
        Integer status = event.httpStatus();
        if (status == null) {
            insert.setNull(6, Types.INTEGER);
        } else {
            insert.setInt(6, status);
        }
        insert.setString(7, event.parkedAt().toString());
        insert.setBytes(8, event.entry());
    }

    @Override
    public List<Parked> parked(String destination, long after, int most) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(
                            "SELECT parked_id, source, destination, object, message_id, reason,"
                                    + " http_status, parked_at, entry FROM parked_events WHERE"
                                    + " destination = ? AND parked_id > ? ORDER BY parked_id"
                                    + " LIMIT ?")) {
                select.setString(1, destination);
                select.setLong(2, after);
                select.setInt(3, most);
                try (ResultSet rows = select.executeQuery()) {
                    List<Parked> all = new ArrayList<>();
                    while (rows.next()) {
                        all.add(parked(rows));
                    }
                    return all;
                }
            }
        });
    }

    private static Parked parked(ResultSet row) throws SQLException {
        int status = row.getInt(7);
        Integer known = row.wasNull() ? null : status;
        return new Parked(
                row.getLong(1),
                new Route(row.getString(2), row.getString(3), row.getString(4)),
                row.getString(5),
                row.getString(6),
                known,
                Instant.parse(row.getString(8)),
                row.getBytes(9));
    }

    @Override
    public long count(String destination) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(
                            "SELECT count(*) FROM parked_events WHERE destination = ?")) {
                select.setString(1, destination);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0;
                }
            }
        });
    }

    @Override
    public void release(List<Long> ids) {
        database.write(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM parked_events WHERE parked_id = ?")) {
                for (long id : ids) {
                    delete.setLong(1, id);
                    delete.executeUpdate();
                }
            }
            return ids.size();
        });
    }

    @Override
    public int expire(Instant before) {
        return database.write(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM parked_events WHERE parked_at < ?")) {
                delete.setString(1, before.toString());
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public void remember(String reader, byte[] progress) {
        database.write(connection -> {
            try (PreparedStatement put =
                    connection.prepareStatement(
                            "INSERT INTO forward_progress (reader, progress) VALUES (?, ?)"
                                    + " ON CONFLICT (reader) DO UPDATE SET"
                                    + " progress = excluded.progress")) {
                put.setString(1, reader);
                put.setBytes(2, progress);
                return put.executeUpdate();
            }
        });
    }

    @Override
    public byte @Nullable [] progress(String reader) {
        return database.<byte @Nullable []>read(connection -> find(connection, reader));
    }

    private static byte @Nullable [] find(Connection connection, String reader)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT progress FROM forward_progress WHERE reader = ?")) {
            select.setString(1, reader);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getBytes(1) : null;
            }
        }
    }

    @Override
    public void forget(String reader) {
        database.write(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM forward_progress WHERE reader = ?")) {
                delete.setString(1, reader);
                return delete.executeUpdate();
            }
        });
    }
}
