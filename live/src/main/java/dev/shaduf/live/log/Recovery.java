package dev.shaduf.live.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * What a segment holds after a stop of any kind. The end is behind the last whole frame: what is
 * torn after it is cut, what is damaged before it stays and is passed over by readers.
 *
 * @param position where in the file the last whole frame ends
 * @param entries how many whole frames there are
 * @param clean whether everything behind is zero
 */
record Recovery(long position, long entries, boolean clean) {

    private static final int CHUNK = 1 << 20;

    static Recovery of(Segment segment) throws IOException {
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
            FrameScan scan = new FrameScan(channel, Segment.HEAD, channel.size());
            long end = Segment.HEAD;
            long entries = 0;
            while (scan.next()) {
                end = scan.end();
                entries++;
            }
            return new Recovery(end, entries, isZero(channel, end));
        }
    }

    private static boolean isZero(FileChannel channel, long from) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long at = from;
        while (channel.read(chunk.clear(), at) > 0) {
            chunk.flip();
            at += chunk.remaining();
            while (chunk.hasRemaining()) {
                if (chunk.get() != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
