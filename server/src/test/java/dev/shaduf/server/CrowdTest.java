package dev.shaduf.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Many clients at once that want more memory than there is, or never let go of what they have. */
class CrowdTest {

    private static final int ROOM = 1 << 20;
    private static final String HEAD = "POST /v1/track HTTP/1.1\r\nHost: x\r\nX-Write-Key: WK\r\n";

    @TempDir Path root;
    private final List<Socket> crowd = new ArrayList<>();
    private final Held held = new Held(ROOM);
    private Stand stand;

    @BeforeEach
    void start() throws Exception {
        Duration brief = Duration.ofSeconds(2);
        stand = new Stand(root, "", new Patience(Duration.ofSeconds(20), brief), held);
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : crowd) {
            socket.close();
        }
        stand.close();
    }

    private Socket client(String start) throws IOException {
        Socket socket = stand.socket();
        socket.getOutputStream().write(start.getBytes(UTF_8));
        crowd.add(socket);
        return socket;
    }

    private void until(BooleanSupplier there) throws InterruptedException {
        while (!there.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private static String answer(Socket socket) throws IOException {
        byte[] start = socket.getInputStream().readNBytes(12);
        return new String(start, UTF_8);
    }

    private void aCallIsTaken() {
        assertThat(stand.post("/v1/track", Stand.EVENT).statusCode()).isEqualTo(200);
    }

    @Test
    void idleConnectionsHinderNobody() throws Exception {
        for (int i = 0; i < 500; i++) {
            client("");
        }
        aCallIsTaken();

        for (Socket socket : crowd) {
            socket.close();
        }
        until(() -> stand.serving().connections() <= 1);
        assertThat(held.bytes()).isZero();
    }

    @Test
    void anAnnouncedBodyTakesNoMemoryBeforeItComes() throws Exception {
        for (int i = 0; i < 20; i++) {
            client(HEAD + "Content-Length: 500000\r\n\r\n{");
        }
        until(() -> held.bytes() > 20 * (16 << 10));

        assertThat(held.bytes()).isLessThan(ROOM / 2);
        aCallIsTaken();
    }

    @Test
    void bodiesBeyondTheRoomThereIsAreToldToComeBack() throws Exception {
        String half = HEAD + "Content-Length: 400000\r\n\r\n" + " ".repeat(300_000);
        client(half);
        until(() -> held.bytes() > 300_000);
        Socket other = client(half);
        client(half);
        assertThat(held.bytes()).isLessThan(ROOM);
        aCallIsTaken();

        other.getOutputStream().write(" ".repeat(100_000).getBytes(UTF_8));
        assertThat(answer(other)).isEqualTo("HTTP/1.1 429");
    }

    @Test
    void headersBeyondTheRoomThereIsAreToldToComeBack() throws Exception {
        String most = HEAD + "X-Filler: " + "x".repeat(60_000);
        for (int i = 0; i < 30; i++) {
            client(most);
        }
        until(() -> crowd.stream().anyMatch(CrowdTest::hasAnswer));

        Socket refused = crowd.stream().filter(CrowdTest::hasAnswer).findFirst().orElseThrow();
        assertThat(answer(refused)).isEqualTo("HTTP/1.1 429");
        assertThat(held.bytes()).isLessThanOrEqualTo(ROOM);
        aCallIsTaken();
    }

    private static boolean hasAnswer(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void aClientThatTakesNoAnswersIsLetGo() throws Exception {
        String body = "{\"batch\":[" + String.join(",", Collections.nCopies(2_500, "{}")) + "]}";
        String call = HEAD.replace("track", "batch") + "Content-Length: " + body.length();
        Socket socket = client("");

        assertThatThrownBy(
                        () -> {
                            while (true) {
                                String whole = call + "\r\n\r\n" + body;
                                socket.getOutputStream().write(whole.getBytes(UTF_8));
                            }
                        })
                .isInstanceOf(SocketException.class);
        until(() -> stand.serving().connections() == 0);
        assertThat(held.bytes()).isZero();
    }
}
