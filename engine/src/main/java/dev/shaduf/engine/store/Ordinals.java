package dev.shaduf.engine.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes row numbers as runs of neighbours: a thousand in a row take four bytes. */
final class Ordinals {

    private Ordinals() {}

    static void write(DataOutput out, long[] ordinals) throws IOException {
        Varints.write(out, ordinals.length);
        long end = 0;
        for (int i = 0; i < ordinals.length; ) {
            int next = i + 1;
            while (next < ordinals.length && ordinals[next] == ordinals[next - 1] + 1) {
                next++;
            }
            Varints.writeSigned(out, ordinals[i] - end);
            Varints.write(out, next - i);
            end = ordinals[next - 1];
            i = next;
        }
    }

    static long[] read(DataInput in) throws IOException {
        long[] ordinals = new long[Math.toIntExact(Varints.read(in))];
        long end = 0;
        for (int i = 0; i < ordinals.length; ) {
            long first = end + Varints.readSigned(in);
            int run = Math.toIntExact(Varints.read(in));
            for (int k = 0; k < run; k++) {
                ordinals[i++] = first + k;
            }
            end = first + run - 1;
        }
        return ordinals;
    }
}
