package dev.shaduf.live.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The escapes of JSON strings. */
final class Escapes {

    private static final int HEX = 16;

    private Escapes() {}

    /** The text of a valid string; surrogates are in pairs already. */
    static String remove(byte[] text, int start, int length) {
        String raw = new String(text, start, length, UTF_8);
        StringBuilder out = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at++);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escaped = raw.charAt(at++);
            switch (escaped) {
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    out.append((char) Integer.parseInt(raw, at, at + 4, HEX));
                    at += 4;
                }
                default -> out.append(escaped);
            }
        }
        return out.toString();
    }

    /** Appends a text as a JSON string with its quotes. */
    static void quote(String text, Bytes out) {
        byte[] bytes = text.getBytes(UTF_8);
        int done = 0;
        out.put('"');
        for (int i = 0; i < bytes.length; i++) {
            byte c = bytes[i];
            if (c == '"' || c == '\\' || c >= 0 && c < ' ') {
                out.put(bytes, done, i);
                escape((char) c, out);
                done = i + 1;
            }
        }
        out.put(bytes, done, bytes.length).put('"');
    }

    private static void escape(char c, Bytes out) {
        out.put('\\');
        if (c < ' ') {
            out.put('u').put('0').put('0');
            out.put(Character.forDigit(c >> 4, HEX)).put(Character.forDigit(c & 0xF, HEX));
        } else {
            out.put(c);
        }
    }
}
