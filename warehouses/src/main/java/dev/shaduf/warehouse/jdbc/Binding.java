package dev.shaduf.warehouse.jdbc;

import dev.shaduf.spi.sql.Sql;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Sets the parameters of a {@link Sql} on a prepared statement. */
public final class Binding {

    private Binding() {}

    /** Sets all parameters in order; where that fails the statement is closed. */
    public static void bind(PreparedStatement statement, Sql sql) throws SQLException {
        List<@Nullable Object> parameters = sql.parameters();
        try {
            for (int i = 0; i < parameters.size(); i++) {
                bind(statement, i + 1, parameters.get(i));
            }
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, int at, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(at, Types.NULL);
            case String text -> statement.setString(at, text);
            case Long number -> statement.setLong(at, number);
            case Integer number -> statement.setLong(at, number.longValue());
            case Boolean flag -> statement.setBoolean(at, flag);
            case Instant instant -> statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
            default ->
                    throw new IllegalArgumentException(
                            "no SQL parameter may be a " + value.getClass().getName());
        }
    }
}
