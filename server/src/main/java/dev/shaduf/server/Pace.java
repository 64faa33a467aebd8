package dev.shaduf.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Where a connection is in its request, since when, and how much of it is in memory. What counts is
 * the whole time of headers or body, so that a byte now and then does not help; and the time of one
 * write, for a client that takes no answer.
 */
final class Pace implements Http1ConnectionListener {

    /** Of the connection whose thread this is. */
    static final ScopedValue<Pace> CURRENT = ScopedValue.newInstance();

    /** What a piece of a request takes in memory beside its bytes. */
    private static final int PIECE = 64;

    /** Up to here a request is small. */
    private static final int LARGE = 32 << 10;

    private static final long LAST_WORD = TimeUnit.SECONDS.toNanos(2);

    private final ConnectionContext context;
    private final Patience patience;
    private final Held held;
    private final AtomicReference<Phase> phase = new AtomicReference<>(new Phase(Stage.IDLE, 0));

    private volatile Consumer<Boolean> closing = interrupting -> {};
    private volatile long writingSince;
    private volatile @Nullable String origin;
    private int arrived;
    private boolean old;
    private long holding;

    private enum Stage {
        IDLE,
        HEADERS,
        BODY,
        CUT
    }

    private record Phase(Stage stage, long since) {}

    Pace(ConnectionContext context, Patience patience, Held held) {
        this.context = context;
        this.patience = patience;
        this.held = held;
    }

    /** How its connection is closed, interrupting what goes on or not. */
    void closes(Consumer<Boolean> how) {
        closing = how;
    }

    /** Whether its request is of HTTP/1.0, whose connections end unless something else is said. */
    boolean isOld() {
        return old;
    }

    /** What it is answering now is the last. */
    void end() {
        closing.accept(false);
    }

    /** Ends it, whatever it does. */
    void cut() {
        closing.accept(true);
    }

    /** Bytes have come. */
    void arrived(byte[] bytes) {
        begin();
        old = arrived == 0 ? OldVersion.raise(bytes) : old;
        arrived += bytes.length;
        if (phase.get().stage == Stage.HEADERS && !hold(PIECE + bytes.length)) {
            throw Replies.refusal(Status.TOO_MANY_REQUESTS_429);
        }
    }

    /** Whether there is room for more of this request. */
    boolean hold(long bytes) {
        boolean room = holding > LARGE ? held.takeLarge(bytes) : held.take(bytes);
        holding += room ? bytes : 0;
        return room;
    }

    /** The request is answered, or nobody will answer it. */
    void letGo() {
        held.giveBack(holding);
        holding = 0;
    }

    /** An answer is being written. */
    void writing() {
        writingSince = System.nanoTime() | 1;
    }

    void written() {
        writingSince = 0;
    }

    @Override
    public void prologue(ConnectionContext same, HttpPrologue prologue) {
        begin();
    }

    private void begin() {
        Phase now = phase.get();
        if (now.stage == Stage.IDLE) {
            arrived = 0;
            origin = null;
            phase.compareAndSet(now, new Phase(Stage.HEADERS, System.nanoTime()));
        }
    }

    /** Where the page is that sends the present request; null where none says so. */
    @Nullable String origin() {
        return origin;
    }

    /** Whether it took too long. */
    boolean isCut() {
        return phase.get().stage == Stage.CUT;
    }

    /** Whether the headers of a request are here as a whole, and not yet its body. */
    boolean isInBody() {
        return phase.get().stage == Stage.BODY;
    }

    /** Whether the headers of a request go on beyond so many bytes. */
    boolean hasHeadersBeyond(int bytes) {
        return phase.get().stage == Stage.HEADERS && arrived >= bytes;
    }

    @Override
    public void headers(ConnectionContext same, Headers headers) {
        Phase now = phase.get();
        origin = Cors.origin(headers);
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

    /**
     * Answers 408 and ends the connection where its time is over; without a word where its client
     * does not take what it is sent.
     */
    void check(long now) {
        Phase seen = phase.get();
        long writing = writingSince;
        boolean stuck = writing != 0 && now - writing > patience.body().toNanos();
        if (stuck || seen.stage == Stage.CUT && now - seen.since > LAST_WORD) {
            cut();
        } else if (isOver(seen, now) && phase.compareAndSet(seen, new Phase(Stage.CUT, now))) {
            Thread.startVirtualThread(this::sayTooSlow);
        }
    }

    /** May take as long as the client likes: not for the thread that watches. */
    private void sayTooSlow() {
        try {
            context.dataWriter().writeNow(BufferData.create(Replies.tooSlow(origin)));
        } catch (UncheckedIOException gone) {
            cut();
        }
        cut();
    }

    private boolean isOver(Phase seen, long now) {
        return switch (seen.stage) {
            case IDLE, CUT -> false;
            case HEADERS -> now - seen.since > patience.headers().toNanos();
            case BODY -> now - seen.since > patience.body().toNanos();
        };
    }
}
