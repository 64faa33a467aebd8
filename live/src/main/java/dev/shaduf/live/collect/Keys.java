package dev.shaduf.live.collect;

import java.util.HashMap;
import java.util.Map;

/** Finds the keys of one object in another, however many both have. */
final class Keys {

    /** Up to so many keys are looked through: quicker than a table. */
    private static final int FEW = 16;

    private final Tape tape;
    private final int object;
    private final Map<String, Integer> values = new HashMap<>();
    private final boolean many;

    /** Of an object of the tape, or of NONE. */
    Keys(Tape tape, int object) {
        this.tape = tape;
        this.object = object;
        this.many = tape.isObject(object) && hasMany();
        if (many) {
            int end = tape.next(object);
            for (int key = Tape.first(object); key < end; key = tape.next(key + 1)) {
                values.put(tape.string(key), key + 1);
            }
        }
    }

    private boolean hasMany() {
        int count = 0;
        int end = tape.next(object);
        int key = Tape.first(object);
        while (key < end && count <= FEW) {
            key = tape.next(key + 1);
            count++;
        }
        return count > FEW;
    }

    /** The value that the object has under the name of a key; NONE where it has none. */
    int find(int key) {
        if (many) {
            return values.getOrDefault(tape.string(key), Tape.NONE);
        }
        return tape.isObject(object) ? tape.find(object, tape.name(key)) : Tape.NONE;
    }
}
