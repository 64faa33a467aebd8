package dev.shaduf.destination.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.UnknownHostException;

class AddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://169.254.0.1",
                "http://[fe80::1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200"
            })
    void someAddressesAreForbidden(String address) throws UnknownHostException {
        assertThat(Addresses.forbidden(URI.create(address))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://[::1]",
                "http://10.0.0.1",
                "http://localhost"
            })
    void othersAreNot(String address) throws UnknownHostException {
        assertThat(Addresses.forbidden(URI.create(address))).isNull();
    }
}
