package dev.shaduf.live.plan;

import dev.shaduf.live.column.JsonBytes;
import dev.shaduf.live.column.Token;
import dev.shaduf.live.column.Token.Kind;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The words that put schemas together. */
final class Choices {

    private Choices() {}

    /** At least one, or exactly one, of several. */
    static Rule some(String word, List<Schema> all) {
        boolean one = word.equals("oneOf");
        return (value, at, report) -> {
            long fitting = all.stream().filter(each -> each.fits(value, at, report)).count();
            if (fitting == 0) {
                report.add(at, word, "fits none of the alternatives");
            } else if (one && fitting > 1) {
                report.add(at, word, "fits more than one of the alternatives");
            }
        };
    }

    /** The word {@code not}. */
    static Rule not(Schema schema) {
        return (value, at, report) -> {
            if (schema.fits(value, at, report)) {
                report.add(at, "not", "is what it must not be");
            }
        };
    }

    /** The words {@code if}, {@code then} and {@code else}. */
    static Rule either(Schema condition, Schema then, Schema otherwise) {
        return (value, at, report) ->
                (condition.fits(value, at, report) ? then : otherwise).check(value, at, report);
    }

    /** What an object must be where it has a member. */
    static Rule with(String member, Schema schema) {
        byte[] name = member.getBytes(StandardCharsets.UTF_8);
        return (value, at, report) -> {
            if (value.kind == Kind.OBJECT && has(value, name, member)) {
                schema.check(value, at, report);
            }
        };
    }

    /** The members that an object must have beside another. */
    static Rule beside(String member, List<String> required) {
        byte[] name = member.getBytes(StandardCharsets.UTF_8);
        return (value, at, report) -> {
            if (value.kind != Kind.OBJECT || !has(value, name, member)) {
                return;
            }
            for (String each : required) {
                if (!has(value, each.getBytes(StandardCharsets.UTF_8), each)) {
                    String message = "is missing beside " + member;
                    report.addMissing(at, each, "dependentRequired", message);
                }
            }
        };
    }

    private static boolean has(Token object, byte[] name, String text) {
        byte[] json = object.bytes;
        Token key = new Token();
        Token member = new Token();
        int next = JsonBytes.next(json, object.from + 1);
        while (json[next] != '}') {
            int behind = JsonBytes.next(json, JsonBytes.key(json, next, key));
            behind = JsonBytes.value(json, behind, member);
            if (key.is(name) || key.escaped && key.text().equals(text)) {
                return true;
            }
            boolean nested = member.kind == Kind.OBJECT || member.kind == Kind.ARRAY;
            next = JsonBytes.next(json, nested ? JsonBytes.close(json, behind) : behind);
        }
        return false;
    }
}
