package dev.shaduf.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.engine.own.Host;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class EntityLeaseTest {

    /** Beyond the largest number of a process. */
    private static final long NOBODY = 1L << 40;

    @TempDir private Path root;
    private Town town;

    @BeforeEach
    void open() {
        town = new Town(root);
        town.contact("1 u1 - - Ada - -").resolve();
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void aSecondRunIsRefusedWhileTheFirstIsAtWork() {
        try (EntityLease first = town.lease()) {
            assertThatThrownBy(town::lease)
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> assertThat(e.code()).isEqualTo(Failure.BUSY))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            first.mustHold();
        }
        town.lease().close();
        assertThat(town.rows("select * from shaduf.entity_leases")).isEmpty();
    }

    @Test
    void theLeaseOfAProcessThatIsGoneIsTaken() {
        leftBy(Host.name(), NOBODY, "1 second");

        town.lease().close();

        assertThat(town.rows("select * from shaduf.entity_leases")).isEmpty();
    }

    @Test
    void theLeaseOfAnotherMachineIsGoodForAMinute() {
        leftBy("elsewhere", 17, "30 seconds");
        assertThatThrownBy(town::lease)
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("elsewhere (process 17)");
        town.run("delete from shaduf.entity_leases");
        leftBy("elsewhere", 17, "2 minutes");

        town.lease().close();
    }

    private void leftBy(String host, long pid, String age) {
        town.lease().close();
        town.run(
                "insert into shaduf.entity_leases values ('customer', 'token', '%s', %d,"
                                .formatted(host, pid)
                        + " current_timestamp - interval '"
                        + age
                        + "')");
    }
}
