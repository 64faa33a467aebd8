package dev.shaduf.live.plan;

import dev.shaduf.live.column.JsonBytes;
import dev.shaduf.live.column.Token;
import dev.shaduf.live.column.Token.Kind;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a list must be, in one walk through its items.
 *
 * @param first what the first items must be
 * @param others what those behind them must be
 * @param contains what some must be
 */
record Items(
        List<Schema> first,
        @Nullable Schema others,
        @Nullable Schema contains,
        Span length,
        Span contained,
        boolean unique)
        implements Rule {

    /** From so many to so many. */
    record Span(long least, long most) {}

    @Override
    public void check(Token value, Path at, Report report) {
        if (value.kind != Kind.ARRAY) {
            return;
        }
        byte[] json = value.bytes;
        Path inside = at.item();
        Token item = new Token();
        Set<Json> seen = new HashSet<>();
        int count = 0;
        int containing = 0;
        int repeated = 0;
        int next = JsonBytes.next(json, value.from + 1);
        while (json[next] != ']') {
            int behind = JsonBytes.value(json, next, item);
            if (item.kind == Kind.OBJECT || item.kind == Kind.ARRAY) {
                behind = JsonBytes.close(json, behind);
                item.to = behind;
            }
            Schema schema = count < first.size() ? first.get(count) : others;
            if (schema != null) {
                schema.check(item, inside, report);
            }
            containing += contains != null && contains.fits(item, inside, report) ? 1 : 0;
            repeated += unique && !seen.add(Values.read(item)) ? 1 : 0;
            count++;
            next = JsonBytes.next(json, behind);
        }
        counted(count, at, report);
        if (contains != null && (containing < contained.least || containing > contained.most)) {
            report.add(at, "contains", "has not the items that it must have");
        }
        if (repeated > 0) {
            report.add(at, "uniqueItems", "has equal items");
        }
    }

    private void counted(int count, Path at, Report report) {
        if (count < length.least) {
            report.add(at, "minItems", "has fewer than " + length.least + " items");
        }
        if (count > length.most) {
            report.add(at, "maxItems", "has more than " + length.most + " items");
        }
    }
}
