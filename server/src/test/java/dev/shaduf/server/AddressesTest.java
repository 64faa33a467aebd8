package dev.shaduf.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.ShadufException;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;

/** Where a server may be told to listen. */
class AddressesTest {

    @Test
    void thePortAloneIsOfThisMachine() {
        assertThat(Addresses.read("8081")).isEqualTo(new InetSocketAddress("127.0.0.1", 8081));
    }

    @Test
    void anUnknownHostIsTheUsersMistake() {
        assertThatThrownBy(() -> Addresses.read("nowhere.invalid:80"))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("'nowhere.invalid'");
    }
}
