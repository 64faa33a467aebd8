package dev.shaduf.live.log;

import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Entry;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How an entry lies in a segment: 32 bits of mark, length of the entry, CRC-32C of what follows the
 * mark but itself, 64 bits of the time it was received, the entry. All big-endian.
 *
 * <p>The mark is not UTF-8, so no payload can pretend to be a frame where a damaged one is skipped.
 */
final class Frames {

    /** Bytes before the entry. */
    static final int HEAD = 2 * Integer.BYTES + Integer.BYTES + Long.BYTES;

    /** {@link #length} where no whole frame is. */
    static final int NONE = -1;

    private static final int MARK = 0xF8FFFEFD;
    private static final int LENGTH_AT = 4;
    private static final int CRC_AT = 8;
    private static final int TIME_AT = 12;

    private Frames() {}

    /** A group of frames and where each of them ends. */
    record Packed(byte[] bytes, int[] ends) {}

    static Packed pack(List<Entry> entries) {
        byte[][] all = new byte[entries.size()][];
        int[] ends = new int[all.length];
        int end = 0;
        for (int i = 0; i < all.length; i++) {
            all[i] = Entries.write(entries.get(i));
            end += HEAD + all[i].length;
            ends[i] = end;
        }
        ByteBuffer out = ByteBuffer.allocate(end);
        CRC32C crc = new CRC32C();
        for (int i = 0; i < all.length; i++) {
            int start = out.position();
            out.putInt(MARK).putInt(all[i].length).putInt(0).putLong(entries.get(i).receivedAt());
            out.put(all[i]);
            out.putInt(start + CRC_AT, crc(crc, out.array(), start, all[i].length));
        }
        return new Packed(out.array(), ends);
    }

    /**
     * The length of the entry whose frame begins at {@code at}; {@link #NONE} where none does, or
     * not all of it is before {@code limit}.
     */
    static int length(byte[] bytes, int at, int limit) {
        int length = announced(bytes, at, limit);
        if (length == NONE || length > limit - at - HEAD) {
            return NONE;
        }
        int crc = crc(new CRC32C(), bytes, at, length);
        return crc == ByteBuffer.wrap(bytes).getInt(at + CRC_AT) ? length : NONE;
    }

    /** The length that a head at {@code at} claims; {@link #NONE} where there is no head. */
    static int announced(byte[] bytes, int at, int limit) {
        if (limit - at < HEAD) {
            return NONE;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int length = in.getInt(at + LENGTH_AT);
        return in.getInt(at) == MARK && length > 0 ? length : NONE;
    }

    /** When the entry of the frame was received. */
    static long time(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getLong(at + TIME_AT);
    }

    /** Whether a frame begins at {@code at}, be it whole or damaged. */
    static boolean isMark(byte[] bytes, int at, int limit) {
        return limit - at >= Integer.BYTES && ByteBuffer.wrap(bytes).getInt(at) == MARK;
    }

    /** Where the next mark may begin from {@code at} on; {@code limit} where there is none. */
    static int nextMark(byte[] bytes, int at, int limit) {
        int i = at;
        while (i < limit && bytes[i] != (byte) (MARK >>> 24)) {
            i++;
        }
        return i;
    }

    private static int crc(CRC32C crc, byte[] bytes, int start, int length) {
        crc.reset();
        crc.update(bytes, start + LENGTH_AT, Integer.BYTES);
        crc.update(bytes, start + TIME_AT, Long.BYTES + length);
        return (int) crc.getValue();
    }
}
