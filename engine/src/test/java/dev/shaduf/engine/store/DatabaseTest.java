package dev.shaduf.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Writes that share a flush do not share their failures. */
class DatabaseTest {

    private static boolean insert(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO runs (command, started_at, status) VALUES ('%s', '', '')"
                            .formatted(command));
        }
        if (command.equals("bad")) {
            throw new IllegalStateException("bug");
        }
        return true;
    }

    private static List<String> commands(Database database) {
        return database.read(DatabaseTest::commands);
    }

    private static List<String> commands(Connection connection) throws SQLException {
        List<String> commands = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT command FROM runs ORDER BY 1")) {
            while (rows.next()) {
                commands.add(rows.getString(1));
            }
        }
        return commands;
    }

    @Test
    void writeThatFailsIsUndoneAlone() throws InterruptedException {
        try (Database database = Database.open(":memory:")) {
            CountDownLatch holding = new CountDownLatch(1);
            CountDownLatch queued = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            threads.add(
                    Thread.startVirtualThread(() ->
                            database.read(connection -> {
                                holding.countDown();
                                await(queued);
                                return true;
                            })));
            await(holding);
            threads.add(write(database, "good"));
            threads.add(
                    Thread.startVirtualThread(() ->
                            assertThatThrownBy(() -> database.write(c -> insert(c, "bad")))
                                    .hasMessage("bug")));
            threads.add(write(database, "better"));
            Thread.sleep(50);
            queued.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(commands(database)).containsExactly("better", "good");
        }
    }

    @Test
    void writeThatNobodyWaitsForComesBeforeTheNext() {
        try (Database database = Database.open(":memory:")) {
            List<Throwable> failures = new ArrayList<>();
            database.later(c -> insert(c, "first"), failures::add);
            database.later(c -> insert(c, "bad"), failures::add);

            List<String> before =
                    database.write(c -> {
                        insert(c, "second");
                        return commands(c);
                    });

            assertThat(before).containsExactly("first", "second");
            assertThat(failures)
                    .singleElement()
                    .hasToString("java.lang.IllegalStateException: bug");
            database.later(c -> insert(c, "third"), failures::add);
            assertThat(commands(database)).containsExactly("first", "second", "third");
        }
    }

    @Test
    void writeThatNobodyWaitsForIsDoneWhenTheFileIsClosed(@TempDir Path directory) {
        String file = directory.resolve("state").toString();
        try (Database database = Database.open(file)) {
            database.later(c -> insert(c, "last"), failure -> {});
        }
        try (Database database = Database.open(file)) {
            assertThat(commands(database)).containsExactly("last");
        }
    }

    private static Thread write(Database database, String command) {
        return Thread.startVirtualThread(() -> database.write(c -> insert(c, command)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
