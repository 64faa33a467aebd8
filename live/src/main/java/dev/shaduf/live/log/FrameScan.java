package dev.shaduf.live.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Goes from frame to frame through a file; what is damaged between two frames is passed over. Not
 * for several threads.
 */
final class FrameScan {

    private static final int CHUNK = 256 << 10;
    private static final int LARGEST = 64 << 20;

    private final FileChannel channel;
    private byte[] window = new byte[CHUNK];
    private long windowStart;
    private int filled;
    private long limit;
    private long at;
    private int length = Frames.NONE;
    private long damaged;

    /** Begins at a position in the file; nothing at or after {@code limit} is looked at. */
    FrameScan(FileChannel channel, long position, long limit) {
        this.channel = channel;
        this.windowStart = position;
        this.at = position;
        this.limit = limit;
    }

    /** Lets the scan go further than before. */
    void limit(long further) {
        limit = further;
    }

    /** Goes to the next frame; false where there is none before the limit. */
    boolean next() throws IOException {
        if (length != Frames.NONE) {
            at = end();
            length = Frames.NONE;
        }
        long found = at;
        long marks = 0;
        while (found + Frames.HEAD <= limit) {
            if (wholeAt(found)) {
                damaged += passed(found, marks);
                at = found;
                return true;
            }
            marks += isMarkAt(found) ? 1 : 0;
            found = nextMark(found + 1);
        }
        damaged += at < limit && hold(at, 1) ? passed(limit, marks) : 0;
        return false;
    }

    /** How many entries were between the last frame and a place: those that can still be told. */
    private long passed(long to, long marks) {
        return to == at ? 0 : Math.max(1, marks);
    }

    /** How many entries were passed over for damage since this was last asked. */
    long damaged() {
        long passed = damaged;
        damaged = 0;
        return passed;
    }

    private boolean isMarkAt(long position) {
        return position >= windowStart
                && Frames.isMark(window, (int) (position - windowStart), filled);
    }

    /** Makes the next call of {@link #next} give the same frame again. */
    void again() {
        length = Frames.NONE;
    }

    /** Where in the file the frame begins; before the first: where the scan begins. */
    long position() {
        return at;
    }

    /** Where in the file the frame ends. */
    long end() {
        return length == Frames.NONE ? at : at + Frames.HEAD + length;
    }

    /** The bytes of the frame's entry. */
    byte[] entry() {
        int from = (int) (at - windowStart) + Frames.HEAD;
        return Arrays.copyOfRange(window, from, from + length);
    }

    int entryLength() {
        return length;
    }

    long time() {
        return Frames.time(window, (int) (at - windowStart));
    }

    private boolean wholeAt(long position) throws IOException {
        if (!hold(position, Frames.HEAD)) {
            return false;
        }
        int announced = Frames.announced(window, (int) (position - windowStart), filled);
        if (announced == Frames.NONE
                || announced > LARGEST
                || position + Frames.HEAD + announced > limit
                || !hold(position, Frames.HEAD + announced)) {
            return false;
        }
        length = Frames.length(window, (int) (position - windowStart), filled);
        return length != Frames.NONE;
    }

    private long nextMark(long from) throws IOException {
        long position = from;
        while (position + Frames.HEAD <= limit && hold(position, Frames.HEAD)) {
            int end = (int) Math.min(filled, limit - windowStart);
            int mark = Frames.nextMark(window, (int) (position - windowStart), end);
            position = windowStart + mark;
            if (mark < end) {
                return position;
            }
        }
        return limit;
    }

    /** Brings so many bytes into the window; false where the file has fewer. */
    private boolean hold(long position, int bytes) throws IOException {
        long before = position - windowStart;
        if (before >= 0 && before + bytes <= filled) {
            return true;
        }
        keepFrom(position);
        if (bytes > window.length) {
            window = Arrays.copyOf(window, bytes);
        }
        while (filled < bytes) {
            long ahead = Math.min(window.length - filled, limit - windowStart - filled);
            int wanted = (int) Math.max(ahead, bytes - filled);
            int read = channel.read(ByteBuffer.wrap(window, filled, wanted), windowStart + filled);
            if (read <= 0) {
                return false;
            }
            filled += read;
        }
        return true;
    }

    private void keepFrom(long position) {
        long before = position - windowStart;
        if (before >= 0 && before < filled) {
            System.arraycopy(window, (int) before, window, 0, filled - (int) before);
            filled -= (int) before;
        } else {
            filled = 0;
        }
        windowStart = position;
    }
}
