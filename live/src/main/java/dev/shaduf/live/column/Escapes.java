package dev.shaduf.live.column;

import java.util.Arrays;

/** Resolves the escapes of JSON strings. Pure. */
final class Escapes {

    private static final int REPLACEMENT = 0xFFFD;

    private Escapes() {}

    /**
     * Writes a string without its escapes as UTF-8, which takes no more bytes.
     *
     * @return where the text ends
     */
    static int resolve(Token string, byte[] out, int start) {
        byte[] in = string.bytes;
        int at = string.from;
        int end = start;
        while (at < string.to) {
            byte b = in[at++];
            if (b != '\\') {
                out[end++] = b;
                continue;
            }
            byte escape = in[at++];
            if (escape != 'u') {
                out[end++] = simple(escape);
                continue;
            }
            int unit = hex(in, at);
            at += 4;
            boolean pair =
                    Character.isHighSurrogate((char) unit)
                            && at + 6 <= string.to
                            && in[at] == '\\'
                            && in[at + 1] == 'u'
                            && Character.isLowSurrogate((char) hex(in, at + 2));
            if (pair) {
                unit = Character.toCodePoint((char) unit, (char) hex(in, at + 2));
                at += 6;
            }
            end = utf8(Character.isSurrogate((char) unit) && !pair ? REPLACEMENT : unit, out, end);
        }
        return end;
    }

    /** A part of a JSON text without its escaped U+0000. */
    static byte[] withoutZeroes(byte[] in, int from, int to) {
        byte[] out = new byte[to - from];
        int end = 0;
        int at = from;
        while (at < to) {
            byte b = in[at++];
            if (b != '\\') {
                out[end++] = b;
            } else if (in[at] == 'u' && hex(in, at + 1) == 0) {
                at += 5;
            } else {
                out[end++] = b;
                out[end++] = in[at++];
            }
        }
        return Arrays.copyOf(out, end);
    }

    private static byte simple(byte escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escape;
        };
    }

    private static int hex(byte[] in, int at) {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            unit = unit << 4 | Character.digit(in[at + i], 16);
        }
        return unit;
    }

    private static int utf8(int point, byte[] out, int start) {
        int end = start;
        if (point < 0x80) {
            out[end++] = (byte) point;
        } else if (point < 0x800) {
            out[end++] = (byte) (0xC0 | point >> 6);
            out[end++] = (byte) (0x80 | point & 0x3F);
        } else if (point < 0x10000) {
            out[end++] = (byte) (0xE0 | point >> 12);
            out[end++] = (byte) (0x80 | point >> 6 & 0x3F);
            out[end++] = (byte) (0x80 | point & 0x3F);
        } else {
            out[end++] = (byte) (0xF0 | point >> 18);
            out[end++] = (byte) (0x80 | point >> 12 & 0x3F);
            out[end++] = (byte) (0x80 | point >> 6 & 0x3F);
            out[end++] = (byte) (0x80 | point & 0x3F);
        }
        return end;
    }
}
