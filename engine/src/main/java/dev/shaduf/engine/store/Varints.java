package dev.shaduf.engine.store;

import org.jspecify.annotations.Nullable;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Numbers and texts in as few bytes as they need. */
final class Varints {

    private static final int MORE = 0x80;
    private static final int BITS = 7;

    private Varints() {}

    static void write(DataOutput out, long value) throws IOException {
        long left = value;
        while ((left & -MORE) != 0) {
            out.writeByte((int) (left & (MORE - 1)) | MORE);
            left >>>= BITS;
        }
        out.writeByte((int) left);
    }

    static long read(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            int next = in.readUnsignedByte();
            value |= (long) (next & (MORE - 1)) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new IOException("a number that does not end");
    }

    static void writeSigned(DataOutput out, long value) throws IOException {
        write(out, value << 1 ^ value >> Long.SIZE - 1);
    }

    static long readSigned(DataInput in) throws IOException {
        long value = read(in);
        return value >>> 1 ^ -(value & 1);
    }

    /** A text, or null. */
    static void writeText(DataOutput out, @Nullable String text) throws IOException {
        if (text == null) {
            write(out, 0);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(out, bytes.length + 1L);
        out.write(bytes);
    }

    static @Nullable String readText(DataInput in) throws IOException {
        int length = Math.toIntExact(read(in)) - 1;
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
