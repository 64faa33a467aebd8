package dev.shaduf.destination.tables;

import java.sql.Connection;
import java.sql.SQLException;

/** Ends transactions and connections that may be broken already. */
final class Connections {

    private Connections() {}

    /** Drops the present transaction; nothing happens where there is none. */
    static void undo(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // there was none (DuckDB says so), or the connection is gone and the next call tells
        }
    }

    /** Closes a connection. */
    static void drop(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // it is gone already
        }
    }
}
