package dev.shaduf.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;

class PostgresAddressTest {

    private static PostgresAddress read(Json.Obj settings) {
        return PostgresAddress.of(new Settings("warehouse", settings));
    }

    @Test
    void urlOfPsqlIsTakenApart() {
        var address =
                read(Json.object().with("url", "postgresql://me:p%40ss+1@db:5433/shop?ssl=true"));
        assertThat(address.url()).isEqualTo("jdbc:postgresql://db:5433/shop?ssl=true");
        assertThat(address.user()).isEqualTo("me");
        assertThat(address.password()).isEqualTo("p@ss+1");
        assertThat(address.server()).isEqualTo("db:5433/shop");
    }

    @Test
    void urlOfJdbcIsKept() {
        var address =
                read(Json.object().with("url", "jdbc:postgresql://db/shop?user=me&password=x"));
        assertThat(address.url()).isEqualTo("jdbc:postgresql://db/shop?user=me&password=x");
        assertThat(address.server()).isEqualTo("db/shop");
    }

    @Test
    void keysOfTheirOwnWinOverTheUrl() {
        var address =
                read(
                        Json.object()
                                .with("url", "postgres://me:one@db/shop")
                                .with("user", "other")
                                .with("password", "two"));
        assertThat(address.user()).isEqualTo("other");
        assertThat(address.password()).isEqualTo("two");
    }

    @Test
    void anotherAddressIsRefusedWithoutShowingItsPassword() {
        for (String url : new String[] {"mysql://me:secret@db/shop", "db secret", "postgresql:"}) {
            assertThatThrownBy(() -> read(Json.object().with("url", url)))
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(Failure.WRONG_SETTING);
                                assertThat(e.message() + e.fix()).doesNotContain("secret");
                            });
        }
    }

    @Test
    void aServerThatIsNotThereIsUnreachableAndNamed() {
        Settings settings =
                new Settings(
                        "warehouse",
                        Json.object().with("url", "postgresql://me:secret@127.0.0.1:1/shop"));
        Path here = Path.of("target");
        try (Warehouse warehouse =
                new PostgresWarehouseType()
                        .open(settings, new WarehouseType.Place(here, here, Duration.ZERO))) {
            assertThatThrownBy(warehouse::open)
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(Failure.UNREACHABLE);
                                assertThat(e.message())
                                        .contains("127.0.0.1:1/shop")
                                        .doesNotContain("secret");
                            });
        }
    }
}
