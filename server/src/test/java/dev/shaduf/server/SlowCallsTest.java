package dev.shaduf.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Requests that come too slowly, break off, or have too much in front of them. */
class SlowCallsTest {

    private static final String HEAD = "POST /v1/track HTTP/1.1\r\nHost: x\r\nX-Write-Key: WK\r\n";

    @TempDir Path root;
    private Stand stand;

    @BeforeEach
    void start() throws Exception {
        Duration brief = Duration.ofMillis(600);
        stand = new Stand(root, "", new Patience(brief, brief));
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    @Test
    void headersThatStopComingAreAnswered408() throws Exception {
        assertThat(stand.raw("POST /v1/tr", 0)).startsWith("HTTP/1.1 408");
        assertThat(stand.raw(HEAD, 0))
                .startsWith("HTTP/1.1 408")
                .contains("\"code\":\"too_slow\"")
                .contains("Connection: close");
    }

    @Test
    void aBodyThatStopsComingIsAnswered408() throws Exception {
        assertThat(stand.raw(HEAD + "Content-Length: 100\r\n\r\n{\"userId\"", 0))
                .startsWith("HTTP/1.1 408")
                .contains("\"code\":\"too_slow\"");
        assertThat(stand.stored()).isEmpty();
    }

    @Test
    void thePageThatIsTooSlowMayReadThat() throws Exception {
        String origin = "Origin: https://shop.example\r\nContent-Length: 9\r\n\r\n{";
        assertThat(stand.raw(HEAD + origin, 0))
                .startsWith("HTTP/1.1 408")
                .contains("Access-Control-Allow-Origin: https://shop.example\r\n");
    }

    @Test
    void aByteNowAndThenDoesNotHelp() throws Exception {
        URI uri = URI.create(stand.url());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(20_000);
            Thread.startVirtualThread(() -> drip(socket));
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 408");
        }
    }

    private static void drip(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(HEAD.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 200; i++) {
                out.write('x');
                out.flush();
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException gone) {
            assertThat(gone).isNotNull();
        }
    }

    @Test
    void aConnectionThatWaitsBetweenCallsStays() throws Exception {
        URI uri = URI.create(stand.url());
        String call = HEAD + "Content-Length: " + Stand.EVENT.length() + "\r\n\r\n" + Stand.EVENT;
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(20_000);
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(call.getBytes(StandardCharsets.UTF_8));
                byte[] answer = new byte[2000];
                int length = socket.getInputStream().read(answer);
                assertThat(new String(answer, 0, length, StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200")
                        .endsWith("{\"success\":true}");
                Thread.sleep(1500);
            }
        }
        assertThat(stand.stored()).hasSize(2);
    }

    @Test
    void tooManyHeadersAreAnswered431() throws Exception {
        String many = "X-Filler: " + "x".repeat(1000) + "\r\n";

        assertThat(stand.raw(HEAD + many.repeat(70) + "\r\n", 0))
                .startsWith("HTTP/1.1 431")
                .contains("\"code\":\"headers_too_large\"");
    }

    @Test
    void whatIsNoHttpIsNeverAFault() throws Exception {
        assertThat(stand.raw("GET /v1/track\r\n\r\n", 0)).doesNotContain("HTTP/1.1 5");
        assertThat(stand.raw("\0\1\2\3\r\n\r\n", 0)).doesNotContain("HTTP/1.1 5");
        assertThat(stand.raw(HEAD + "Content-Length: x\r\n\r\n", 0)).startsWith("HTTP/1.1 400");
        assertThat(stand.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 0))
                .doesNotContain("HTTP/1.1 5");
    }

    @Test
    void aServerThatStopsSaysWhenToComeBack() throws Exception {
        stand.serving().stopTaking();

        var answer = stand.post("/v1/track", Stand.EVENT);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("No calls are taken at present");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(stand.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(stand.get("/health/live").statusCode()).isEqualTo(200);
    }
}
