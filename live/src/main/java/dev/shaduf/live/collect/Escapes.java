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
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u00").append(Character.forDigit(c >> 4, HEX));
                quoted.append(Character.forDigit(c & 0xF, HEX));
            } else {
                quoted.append(Character.isSurrogate(c) && !paired(text, i) ? '\uFFFD' : c);
            }
        }
        out.put(quoted.append('"').toString().getBytes(UTF_8));
    }

    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
