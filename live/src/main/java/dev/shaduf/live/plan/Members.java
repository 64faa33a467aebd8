package dev.shaduf.live.plan;

import dev.shaduf.live.column.JsonBytes;
import dev.shaduf.live.column.Token;
import dev.shaduf.live.column.Token.Kind;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an object must be, in one walk through its members.
 *
 * @param names the members that are spoken of
 * @param required the names that must be there, in the order of {@link Known#required}
 */
record Members(
        Names<Known> names,
        List<String> required,
        Map<Pattern, Schema> patterns,
        @Nullable Schema others,
        @Nullable Schema name,
        long least,
        long most)
        implements Rule {

    /**
     * A member that is spoken of.
     *
     * @param schema what its value must be; null: anything
     * @param required its place among those that must be there; -1 for none
     */
    record Known(@Nullable Schema schema, int required) {}

    @Override
    public void check(Token value, Path at, Report report) {
        if (value.kind != Kind.OBJECT) {
            return;
        }
        byte[] json = value.bytes;
        BitSet seen = new BitSet(required.size());
        Token key = new Token();
        Token member = new Token();
        int count = 0;
        int next = JsonBytes.next(json, value.from + 1);
        while (json[next] != '}') {
            int begin = next;
            int behind = JsonBytes.next(json, JsonBytes.key(json, next, key));
            behind = JsonBytes.value(json, behind, member);
            if (member.kind == Kind.OBJECT || member.kind == Kind.ARRAY) {
                behind = JsonBytes.close(json, behind);
                member.to = behind;
            }
            Known known = names.get(key);
            if (known != null && known.required >= 0) {
                seen.set(known.required);
            }
            check(key, member, known, at.member(json, begin, behind), report);
            count++;
            next = JsonBytes.next(json, behind);
        }
        missing(seen, at, report);
        if (count < least) {
            report.add(at, "minProperties", "has fewer than " + least + " properties");
        }
        if (count > most) {
            report.add(at, "maxProperties", "has more than " + most + " properties");
        }
    }

    private void check(Token key, Token member, @Nullable Known known, Path at, Report report) {
        Schema schema = known == null ? null : known.schema;
        boolean spokenOf = schema != null;
        if (schema != null) {
            schema.check(member, at, report);
        }
        for (Map.Entry<Pattern, Schema> each : patterns.entrySet()) {
            if (Texts.finds(each.getKey(), key.text())) {
                spokenOf = true;
                each.getValue().check(member, at, report);
            }
        }
        if (!spokenOf && others != null) {
            if (others == SchemaReader.NOTHING) {
                report.add(at, "additionalProperties", "is not in the plan");
            } else {
                others.check(member, at, report);
            }
        }
        if (name != null && !name.fits(key, at, report)) {
            report.add(at, "propertyNames", "has a name that is not allowed");
        }
    }

    private void missing(BitSet seen, Path at, Report report) {
        for (int i = 0; i < required.size(); i++) {
            if (!seen.get(i)) {
                report.addMissing(at, required.get(i), "required", "is missing");
            }
        }
    }
}
