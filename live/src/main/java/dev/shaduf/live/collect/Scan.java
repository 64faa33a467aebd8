package dev.shaduf.live.collect;

import java.util.Arrays;

/**
 * Reads a JSON text (RFC 8259) once, without recursion, and notes on a {@link Tape} where what is.
 * In the text itself half a pair of surrogates becomes U+FFFD. Not for several threads.
 */
final class Scan {

    /** Some editors and .NET begin texts with it; RFC 8259 lets who reads it take no notice. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final byte[] REPLACEMENT = {'f', 'f', 'f', 'd'};
    private static final boolean[] BLANK = new boolean[256];

    static {
        BLANK[' '] = true;
        BLANK['\t'] = true;
        BLANK['\n'] = true;
        BLANK['\r'] = true;
    }

    private final byte[] text;
    private final Tape tape;
    private final Repeats repeats;
    private int[] open = new int[32];
    private int depth;
    private int at;

    private Scan(byte[] text) {
        this.text = text;
        this.tape = new Tape(text);
        this.repeats = new Repeats(tape);
    }

    /** Reads a text that is known to be UTF-8. */
    static Tape of(byte[] text) throws Refusal {
        Scan scan = new Scan(text);
        try {
            scan.run();
        } catch (ArrayIndexOutOfBoundsException e) {
            throw wrong(); // the text ended within a value
        }
        return scan.tape;
    }

    private void run() throws Refusal {
        int mark = BYTE_ORDER_MARK.length;
        at = Arrays.mismatch(text, BYTE_ORDER_MARK) == mark ? mark : 0;
        value();
        while (depth > 0) {
            step();
        }
        while (at < text.length) {
            if (!BLANK[text[at++] & 0xFF]) {
                throw wrong();
            }
        }
    }

    /** Goes on within the innermost open object or array. */
    private void step() throws Refusal {
        int container = open[depth - 1];
        boolean object = tape.kind(container) == Tape.OBJECT;
        byte c = skipBlanks();
        boolean first = tape.isEmptySoFar(container);
        if (c == (object ? '}' : ']')) {
            at++;
            close(container, object);
            return;
        }
        if (!first) {
            if (c != ',') {
                throw wrong();
            }
            at++;
            skipBlanks();
        }
        if (object) {
            key();
        }
        value();
    }

    private void close(int container, boolean object) {
        depth--;
        tape.end(container, at);
        if (object) {
            repeats.close();
        }
    }

    private void key() throws Refusal {
        if (text[at] != '"') {
            throw wrong();
        }
        int key = tape.add(Tape.KEY, at);
        boolean escaped = string();
        tape.end(key, at);
        if (escaped) {
            tape.markEscaped(key);
        }
        repeats.add(key, escaped);
        if (skipBlanks() != ':') {
            throw wrong();
        }
        at++;
    }

    private void value() throws Refusal {
        byte c = skipBlanks();
        switch (c) {
            case '{', '[' -> open(c);
            case '"' -> {
                int entry = tape.add(Tape.STRING, at);
                string();
                tape.end(entry, at);
            }
            case 't' -> word(Tape.TRUE, "true");
            case 'f' -> word(Tape.FALSE, "false");
            case 'n' -> word(Tape.NULL, "null");
            default -> number();
        }
    }

    private void open(byte kind) throws Refusal {
        int entry = tape.add(kind, at++);
        if (depth > text.length - at) {
            throw wrong(); // too little is left to close them all
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = entry;
        if (kind == Tape.OBJECT) {
            repeats.open();
        }
    }

    private void word(byte kind, String word) throws Refusal {
        int entry = tape.add(kind, at);
        for (int i = 0; i < word.length(); i++) {
            if (text[at++] != word.charAt(i)) {
                throw wrong();
            }
        }
        tape.end(entry, at);
    }

    private void number() throws Refusal {
        int entry = tape.add(Tape.NUMBER, at);
        if (text[at] == '-') {
            at++;
        }
        if (text[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length && text[at] == '.') {
            at++;
            digits();
        }
        if (at < text.length && (text[at] | 0x20) == 'e') {
            at++;
            if (text[at] == '+' || text[at] == '-') {
                at++;
            }
            digits();
        }
        tape.end(entry, at);
    }

    private void digits() throws Refusal {
        int from = at;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw wrong();
        }
    }

    /** Passes a string; whether it has escapes. */
    private boolean string() throws Refusal {
        boolean escaped = false;
        at++;
        while (true) {
            byte c = text[at++];
            if (c == '"') {
                return escaped;
            }
            if (c == '\\') {
                escaped = true;
                escape();
            } else if (c >= 0 && c < ' ') {
                throw wrong();
            }
        }
    }

    private void escape() throws Refusal {
        switch (text[at++]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
            case 'u' -> unicode();
            default -> throw wrong();
        }
    }

    private void unicode() throws Refusal {
        int unit = hex(at);
        if (unit < 0) {
            throw wrong();
        }
        int digits = at;
        at += 4;
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            return;
        }
        boolean high = unit <= Character.MAX_HIGH_SURROGATE;
        if (high && at + 6 <= text.length && text[at] == '\\' && text[at + 1] == 'u') {
            int low = hex(at + 2);
            if (low >= Character.MIN_LOW_SURROGATE && low <= Character.MAX_LOW_SURROGATE) {
                at += 6;
                return;
            }
        }
        System.arraycopy(REPLACEMENT, 0, text, digits, REPLACEMENT.length);
    }

    /** Four hexadecimal digits; -1 where they are not. */
    private int hex(int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = 16 * value + digit;
        }
        return value;
    }

    private byte skipBlanks() {
        while (BLANK[text[at] & 0xFF]) {
            at++;
        }
        return text[at];
    }

    private static Refusal wrong() {
        return new Refusal(Reason.INVALID_JSON);
    }
}
