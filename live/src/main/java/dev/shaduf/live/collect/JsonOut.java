package dev.shaduf.live.collect;

/** Writes an object whose parts come from a tape: bytes are copied as they are. */
final class JsonOut {

    private final Tape tape;
    private final Bytes out;
    private boolean comma;

    JsonOut(Tape tape, int expected) {
        this.tape = tape;
        this.out = new Bytes(expected);
    }

    void begin() {
        out.put('{');
        comma = false;
    }

    void end() {
        out.put('}');
        comma = true;
    }

    /** A name; its value must follow. */
    void name(byte[] name) {
        separate();
        out.put('"').put(name).put('"').put(':');
    }

    void text(byte[] name, String value) {
        name(name);
        Escapes.quote(value, out);
    }

    void text(String name, String value) {
        separate();
        Escapes.quote(name, out);
        out.put(':');
        Escapes.quote(value, out);
    }

    /** A key of the tape with its value. */
    void member(int key) {
        member(key, key + 1);
    }

    /** A key of the tape with another value of it. */
    private void member(int key, int value) {
        separate();
        out.put(tape.text, tape.start(key), tape.end(key)).put(':');
        value(value);
    }

    private void separate() {
        if (comma) {
            out.put(',');
        }
        comma = true;
    }

    /** A value of the tape; keys that come again in their object are left out. */
    void value(int value) {
        if (!tape.hasRepeats()) {
            out.put(tape.text, tape.start(value), tape.end(value));
            return;
        }
        switch (tape.kind(value)) {
            case Tape.OBJECT -> {
                begin();
                members(value);
                end();
            }
            case Tape.ARRAY -> array(value);
            default -> out.put(tape.text, tape.start(value), tape.end(value));
        }
    }

    private void members(int object) {
        int end = tape.next(object);
        for (int key = Tape.first(object); key < end; key = tape.next(key + 1)) {
            if (tape.kind(key) != Tape.OLD_KEY) {
                member(key);
            }
        }
    }

    private void array(int array) {
        out.put('[');
        int end = tape.next(array);
        for (int item = Tape.first(array); item < end; item = tape.next(item)) {
            if (item > Tape.first(array)) {
                out.put(',');
            }
            value(item);
        }
        out.put(']');
        comma = true;
    }

    /** A value over another: of two objects the members of both, the first's own first. */
    void merged(int own, int under) {
        if (!tape.isObject(own) || !tape.isObject(under)) {
            value(own);
            return;
        }
        begin();
        mergedMembers(own, under);
        end();
    }

    private void mergedMembers(int own, int under) {
        int end = tape.next(own);
        Keys below = new Keys(tape, under);
        for (int key = Tape.first(own); key < end; key = tape.next(key + 1)) {
            if (tape.kind(key) != Tape.OLD_KEY) {
                mergedMember(key, below.find(key));
            }
        }
        missing(own, under);
    }

    /** A key with its value, merged over another value where there is one. */
    void mergedMember(int key, int under) {
        if (under == Tape.NONE) {
            member(key);
            return;
        }
        separate();
        out.put(tape.text, tape.start(key), tape.end(key)).put(':');
        merged(key + 1, under);
    }

    /** The members of {@code under} whose names {@code own} does not have. */
    private void missing(int own, int under) {
        int end = tape.next(under);
        Keys above = new Keys(tape, own);
        for (int key = Tape.first(under); key < end; key = tape.next(key + 1)) {
            if (tape.kind(key) != Tape.OLD_KEY && above.find(key) == Tape.NONE) {
                member(key);
            }
        }
    }

    byte[] toArray() {
        return out.toArray();
    }
}
