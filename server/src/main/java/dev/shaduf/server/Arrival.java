package dev.shaduf.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A body that arrives. It takes the memory of what has come, not of what was announced, and none
 * beyond what a call may have.
 */
final class Arrival {

    private static final int MOST = 500 << 10;
    private static final int FIRST = 16 << 10;

    private final InputStream in;
    private final long announced;
    private byte[] bytes = new byte[0];
    private int length;

    /** With the length that its header says; -1 for none. */
    Arrival(InputStream in, long announced) {
        this.in = in;
        this.announced = announced;
    }

    /** Reads it, at most a byte more than a call may have; false where there is no room for it. */
    boolean read() throws IOException {
        int read = 0;
        while (read >= 0 && length <= MOST && length != announced) {
            if (length == bytes.length && !grow()) {
                bytes = new byte[0];
                length = 0;
                return false;
            }
            read = in.read(bytes, length, bytes.length - length);
            length += Math.max(0, read);
        }
        return true;
    }

    private boolean grow() {
        long most = announced < 0 ? MOST + 1 : Math.min(announced, MOST + 1);
        int size = (int) Math.min(most, Math.max(FIRST, 2L * bytes.length));
        boolean room = !Pace.CURRENT.isBound() || Pace.CURRENT.get().hold(size - bytes.length);
        bytes = room ? Arrays.copyOf(bytes, size) : bytes;
        return room;
    }

    byte[] body() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
