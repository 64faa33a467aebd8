package dev.shaduf.trials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.sql.DriverManager;

class PostgresServerTest {

    @Test
    void eachTestHasADatabaseOfItsOwn() throws Exception {
        var one = PostgresServer.database();
        var other = PostgresServer.database();

        assertThat(one.name()).isNotEqualTo(other.name());
        try (var connection = DriverManager.getConnection(other.url());
                var rows = connection.createStatement().executeQuery("SELECT 1")) {
            assertThat(rows.next()).isTrue();
        }
    }
}
