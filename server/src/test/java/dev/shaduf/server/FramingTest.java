package dev.shaduf.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.Socket;
import java.util.List;

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

    @ParameterizedTest
    @MethodSource
    void aBrokenChunkIsRefusedWithoutWaitingForMore(String chunks) throws Exception {
        assertThat(stand.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunks, 0))
                .startsWith("HTTP/1.1 400")
                .contains("Connection: close")
                .containsOnlyOnce("HTTP/1.1");
        assertThat(stand.get("/metrics").body()).doesNotContain("{status=\"5");
    }

    static List<String> aBrokenChunkIsRefusedWithoutWaitingForMore() {
        return List.of(
                "zz\r\n", "2\r\n{}\n0\n\n", "2\r\n{}\r\n0\r\n" + "A: b\r\n".repeat(3000) + "\r\n");
    }

    @Test
    void aClientThatWantsTheConnectionClosedIsNotKeptWaiting() throws Exception {
        String call = "Connection: close\r\nContent-Length: " + Stand.EVENT.length() + "\r\n\r\n";

        assertThat(stand.raw(HEAD + call + Stand.EVENT, 0))
                .startsWith("HTTP/1.1 200")
                .contains("Connection: close")
                .endsWith("{\"success\":true}");
    }

    /** As nginx asks by default. */
    @Test
    void aProxyMaySpeakHttp10() throws Exception {
        String call = "Content-Length: " + Stand.EVENT.length() + "\r\n\r\n" + Stand.EVENT;
        String old = HEAD.replace("HTTP/1.1", "HTTP/1.0");

        assertThat(stand.raw(old + call, 0))
                .contains(" 200 OK", "Connection: close")
                .endsWith("{\"success\":true}");
        try (Socket kept = stand.socket()) {
            kept.getOutputStream()
                    .write((old + "Connection: keep-alive\r\n" + call).getBytes(UTF_8));
            assertThat(kept.getInputStream().read(new byte[2000])).isPositive();
            kept.getOutputStream().write((old + call).getBytes(UTF_8));
            assertThat(new String(kept.getInputStream().readAllBytes(), UTF_8))
                    .contains(" 200 OK", "Connection: close");
        }
        assertThat(stand.stored()).hasSize(3);
    }

    /** As load balancers ask whether it is well. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/live",
                "/metrics",
                "/openapi.yaml",
                "/pixel/v1/page",
                "/v1/t",
                "/x"
            })
    void whoAsksForHeadersAloneGetsNoBody(String path) throws Exception {
        String ask = "HEAD " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        assertThat(stand.raw(ask, 0))
                .startsWith("HTTP/1.1 ")
                .containsPattern("Content-Length: [1-9]")
                .endsWith("\r\n\r\n");
    }
}
