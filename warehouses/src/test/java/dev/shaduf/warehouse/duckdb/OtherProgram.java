package dev.shaduf.warehouse.duckdb;

import java.sql.DriverManager;
import java.sql.SQLException;

/** Another program that wants the warehouse's file: runs a query and prints the first value. */
final class OtherProgram {

    private OtherProgram() {}

    /** The file, the query, and {@code hold} or {@code briefly} to keep the file for a while. */
    public static void main(String[] args) throws InterruptedException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + args[0]);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(args[1])) {
            rows.next();
            System.out.println(rows.getString(1));
            switch (args[2]) {
                case "hold" -> Thread.sleep(60_000);
                case "briefly" -> Thread.sleep(300);
                default -> {}
            }
        } catch (SQLException e) {
            System.out.println(e.getMessage());
        }
    }
}
