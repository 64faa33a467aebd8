package dev.shaduf.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of all requests that have come and are not answered yet. There is a limit to them,
 * however many connections there are: what finds no room is told to come back.
 */
final class Held {

    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    Held(long most) {
        this.most = most;
    }

    /** An eighth of the memory that this process may use. */
    static Held usual() {
        return new Held(Runtime.getRuntime().maxMemory() / 8);
    }

    /** Takes so many more where there is room for them; says whether there was. */
    boolean take(long more) {
        return take(more, most);
    }

    /** The same for what is large: it leaves a quarter of the room to what is small. */
    boolean takeLarge(long more) {
        return take(more, most / 4 * 3);
    }

    private boolean take(long more, long limit) {
        boolean room = bytes.addAndGet(more) <= limit;
        if (!room) {
            giveBack(more);
        }
        return room;
    }

    void giveBack(long some) {
        bytes.addAndGet(-some);
    }

    long bytes() {
        return bytes.get();
    }
}
