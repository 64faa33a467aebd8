package dev.shaduf.destination.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Destination;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The file itself: who has it, and when it is there. */
class DuckDbFileTest {

    /** Holds a file until its input ends. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] path) throws SQLException, IOException {
            try (var _ = DriverManager.getConnection("jdbc:duckdb:" + path[0])) {
                System.out.println("held");
                System.out.flush();
                assertThat(System.in.read()).isNegative();
            }
        }
    }

    @Test
    void aFileThatAnotherProgramHoldsIsBusy() throws Exception {
        try (DuckDbStand stand = new DuckDbStand()) {
            Process holder =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Holder.class.getName(),
                                    stand.file().toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try (var said = holder.inputReader();
                    Destination destination = stand.open()) {
                assertThat(said.readLine()).isEqualTo("held");
                assertThatThrownBy(destination::check)
                        .isInstanceOfSatisfying(
                                ShadufException.class,
                                e -> {
                                    assertThat(e.code()).isEqualTo(Failure.BUSY);
                                    assertThat(e.message()).contains("" + holder.pid());
                                });
            } finally {
                holder.getOutputStream().close();
                holder.waitFor();
            }
        }
    }

    @Test
    void theWarehouseOfTheProjectIsNoDestination() throws Exception {
        Properties others = new Properties();
        others.setProperty("threads", "1");
        try (DuckDbStand stand = new DuckDbStand();
                var _ = DriverManager.getConnection("jdbc:duckdb:" + stand.file(), others);
                Destination destination = stand.open()) {
            assertThatThrownBy(destination::check)
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(Failure.WRONG_SETTING);
                                assertThat(e.fix()).contains("materialize");
                            });
        }
    }

    @Test
    void aSchemaMayBeCalledLikeTheFile() {
        try (DuckDbStand stand = new DuckDbStand();
                Destination destination = stand.open()) {
            stand.run("CREATE SCHEMA \"out\"");
            stand.run("CREATE TABLE \"out\".\"out\".people AS SELECT 1 AS id");

            destination.clear("out.people");

            assertThat(stand.rows("SELECT count(*) FROM \"out\".\"out\".people"))
                    .containsExactly("0");
        }
    }

    @Test
    void lookingMakesNoFile() {
        try (DuckDbStand stand = new DuckDbStand();
                Destination destination = stand.open()) {
            destination.check();
            assertThat(destination.object("sales.people", false).fields()).isNull();
            assertThatThrownBy(() -> destination.object("sales.people", true))
                    .hasMessageContaining("There is no table sales.people");
            destination.clear("sales.people");
            assertThat(Files.exists(stand.file())).isFalse();
        }
    }
}
