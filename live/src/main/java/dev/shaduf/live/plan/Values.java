package dev.shaduf.live.plan;

import dev.shaduf.live.column.JsonBytes;
import dev.shaduf.live.column.Token;
import dev.shaduf.live.column.Token.Kind;
import dev.shaduf.spi.json.Json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words {@code enum} and {@code const}.
 *
 * @param allowed in one form
 */
record Values(String word, Set<Json> allowed, String message) implements Rule {

    private static final int SHOWN = 8;
    private static final int LARGEST_SCALE = 400;

    /** One of these values. */
    static Values of(String word, List<Json> values) {
        String shown =
                values.stream().limit(SHOWN).map(Json::toString).collect(Collectors.joining(", "));
        String more = values.size() > SHOWN ? ", …" : "";
        String message = word.equals("const") ? "is not " + shown : "is none of " + shown + more;
        return new Values(
                word, values.stream().map(Values::plain).collect(Collectors.toSet()), message);
    }

    @Override
    public void check(Token value, Path at, Report report) {
        if (!allowed.contains(read(value))) {
            report.add(at, word, message);
        }
    }

    /** A value in the one form in which equal ones are equal. */
    static Json read(Token value) {
        if (value.kind == Kind.STRING) {
            return Json.of(value.text());
        }
        int end =
                value.kind == Kind.OBJECT || value.kind == Kind.ARRAY
                        ? JsonBytes.close(value.bytes, value.from + 1)
                        : value.to;
        String text = new String(value.bytes, value.from, end - value.from, StandardCharsets.UTF_8);
        return plain(Json.parse(text));
    }

    private static Json plain(Json value) {
        return switch (value) {
            case Json.Num(String digits) -> number(digits);
            case Json.Arr(List<Json> items) ->
                    Json.array(items.stream().map(Values::plain).toList());
            case Json.Obj(Map<String, Json> members) -> {
                Map<String, Json> all = new LinkedHashMap<>();
                members.forEach((name, each) -> all.put(name, plain(each)));
                yield new Json.Obj(all);
            }
            case Json.Null _, Json.Bool _, Json.Text _ -> value;
        };
    }

    private static Json number(String digits) {
        try {
            BigDecimal number = new BigDecimal(digits).stripTrailingZeros();
            boolean usual = Math.abs((long) number.scale()) < LARGEST_SCALE;
            return usual ? Json.of(number) : new Json.Num(digits);
        } catch (NumberFormatException e) {
            return new Json.Num(digits);
        }
    }
}
