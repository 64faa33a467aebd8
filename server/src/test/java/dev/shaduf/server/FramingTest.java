package dev.shaduf.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request ends and the next begins. */
class FramingTest extends AtStand {

    private static final String HEAD = "POST /v1/track HTTP/1.1\r\nHost: x\r\nX-Write-Key: WK\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 3\r\nContent-Length: 5\r\n",
                "Content-Length: -3\r\n"
            })
    void lengthsThatContradictEachOtherEndTheConnection(String lengths) throws Exception {
        assertThat(stand.raw(HEAD + lengths + "\r\n5\r\n{\"a\":\r\n0\r\n\r\n", 0))
                .startsWith("HTTP/1.1 400")
                .contains("Connection: close")
                .containsOnlyOnce("HTTP/1.1");
    }

    @Test
    void aBrokenChunkIsRefusedWithoutWaitingForMore() throws Exception {
        assertThat(stand.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 0))
                .startsWith("HTTP/1.1 400")
                .contains("Connection: close");
    }

    @Test
    void aClientThatWantsTheConnectionClosedIsNotKeptWaiting() throws Exception {
        String call = "Connection: close\r\nContent-Length: " + Stand.EVENT.length() + "\r\n\r\n";

        assertThat(stand.raw(HEAD + call + Stand.EVENT, 0))
                .startsWith("HTTP/1.1 200")
                .contains("Connection: close")
                .endsWith("{\"success\":true}");
    }
}
