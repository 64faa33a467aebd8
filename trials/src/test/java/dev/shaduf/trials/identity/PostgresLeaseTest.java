package dev.shaduf.trials.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.engine.identity.EntityLease;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.trials.PostgresServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;

class PostgresLeaseTest {

    private static final String LEASES = "select entity, pid from shaduf.entity_leases";

    @TempDir private Path root;
    private Village village;

    @BeforeEach
    void open() throws SQLException {
        PostgresServer.Database database = PostgresServer.database();
        String url =
                "postgresql://postgres@%s:%d/%s"
                        .formatted(database.host(), database.port(), database.name());
        village = new Village(root, "postgres", Json.object().with("url", url));
        village.contacts(1, 20, 1).resolve();
    }

    @AfterEach
    void close() {
        village.close();
    }

    @Test
    void aSecondRunIsRefusedWhileTheFirstIsAtWork() {
        long me = ProcessHandle.current().pid();
        try (EntityLease first = village.lease()) {
            assertThat(village.rows(LEASES)).containsExactly("|customer|" + me);
            assertThatThrownBy(village::leaseBesides)
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> assertThat(e.code()).isEqualTo(Failure.BUSY))
                    .hasMessageContaining("process " + me);
            first.mustHold();
        }
        village.leaseBesides();
        assertThat(village.rows(LEASES)).isEmpty();
    }

    @Test
    void theLeaseOfAnotherMachineIsGoodForAMinuteOfTheWarehousesClock() {
        leftFor("30 seconds");
        assertThatThrownBy(village::leaseBesides)
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("elsewhere (process 17)");
        village.run("delete from shaduf.entity_leases");
        leftFor("2 minutes");

        village.leaseBesides();

        assertThat(village.rows(LEASES)).isEmpty();
    }

    private void leftFor(String time) {
        village.lease().close();
        village.run(
                "insert into shaduf.entity_leases values ('customer', 'token', 'elsewhere', 17,"
                        + " current_timestamp - interval '"
                        + time
                        + "')");
    }
}
