package dev.shaduf.live.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Takes members out of the text of a JSON document. Pure. */
final class Cuts {

    private Cuts() {}

    /** The document without some of its members. */
    static byte[] without(byte[] json, List<Path> members) {
        List<Path> inOrder = members.stream().sorted(Comparator.comparingInt(Path::from)).toList();
        byte[] out = json.clone();
        int length = 0;
        int done = 0;
        for (Path each : inOrder) {
            if (each.from() < done) {
                continue; // it, or what it is in, is out already
            }
            System.arraycopy(json, done, out, length, each.from() - done);
            length += each.from() - done;
            done = each.to();
            int before = lastBefore(out, length);
            int behind = nextAfter(json, done);
            if (json[behind] == ',') {
                done = behind + 1;
            } else if (out[before] == ',') {
                length = before;
            }
        }
        System.arraycopy(json, done, out, length, json.length - done);
        return Arrays.copyOf(out, length + json.length - done);
    }

    private static int lastBefore(byte[] out, int length) {
        int at = length - 1;
        while (isSpace(out[at])) {
            at--;
        }
        return at;
    }

    private static int nextAfter(byte[] json, int from) {
        int at = from;
        while (isSpace(json[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
