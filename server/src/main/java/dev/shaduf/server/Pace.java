package dev.shaduf.server;

import dev.shaduf.live.collect.Answer;
import dev.shaduf.live.collect.Reason;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.spi.ServerConnection;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where a connection is in its request, and since when. What counts is the whole time of headers or
 * body, so that a byte now and then does not help.
 */
final class Pace implements Http1ConnectionListener {

    /** Of the connection whose thread this is. */
    static final ScopedValue<Pace> CURRENT = ScopedValue.newInstance();

    private final ConnectionContext context;
    private final Patience patience;
    private final AtomicReference<Phase> phase = new AtomicReference<>(new Phase(Stage.IDLE, 0));

    private int arrived;

    private enum Stage {
        IDLE,
        HEADERS,
        BODY,
        CUT
    }

    private record Phase(Stage stage, long since) {}

    Pace(ConnectionContext context, Patience patience) {
        this.context = context;
        this.patience = patience;
    }

    /** Bytes have come. */
    void arrived(int bytes) {
        begin();
        arrived += bytes;
    }

    @Override
    public void prologue(ConnectionContext same, HttpPrologue prologue) {
        begin();
    }

    private void begin() {
        Phase now = phase.get();
        if (now.stage == Stage.IDLE) {
            arrived = 0;
            phase.compareAndSet(now, new Phase(Stage.HEADERS, System.nanoTime()));
        }
    }

    /** Whether the headers of a request go on beyond so many bytes. */
    boolean hasHeadersBeyond(int bytes) {
        return phase.get().stage == Stage.HEADERS && arrived >= bytes;
    }

    @Override
    public void headers(ConnectionContext same, Headers headers) {
        Phase now = phase.get();
        if (now.stage == Stage.HEADERS) {
            phase.compareAndSet(now, new Phase(Stage.BODY, System.nanoTime()));
        }
    }

    /** The request is here as a whole. */
    void received() {
        Phase now = phase.get();
        if (now.stage != Stage.CUT) {
            phase.compareAndSet(now, new Phase(Stage.IDLE, 0));
        }
    }

    /** Answers 408 and ends the connection where its time is over. */
    void check(long now, ServerConnection connection) {
        Phase seen = phase.get();
        if (isOver(seen, now) && phase.compareAndSet(seen, new Phase(Stage.CUT, now))) {
            try {
                context.dataWriter().writeNow(BufferData.create(tooSlow()));
            } finally {
                connection.close(true);
            }
        }
    }

    private boolean isOver(Phase seen, long now) {
        return switch (seen.stage) {
            case IDLE, CUT -> false;
            case HEADERS -> now - seen.since > patience.headers().toNanos();
            case BODY -> now - seen.since > patience.body().toNanos();
        };
    }

    private static byte[] tooSlow() {
        String body = new String(Answer.refused(Reason.TOO_SLOW).body(), StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n";
        return (head.formatted(body.length()) + body).getBytes(StandardCharsets.UTF_8);
    }
}
