package dev.shaduf.engine.trait;

import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The idiom of DuckDB. */
record DuckDbIdiom(Dialect dialect) implements Idiom {

    /** No time's number, negative for the last: such facts are neither first nor last. */
    private static final long NEVER = Long.MAX_VALUE;

    /** One wide number is a much cheaper key than a row. */
    @Override
    public String end(boolean last, Value value, List<Value> keys, String condition) {
        Value time = keys.getFirst();
        boolean whole = keys.size() == 2 && keys.getLast().type().kind() == Type.Kind.INTEGER;
        String at = micros(time.sql(), last);
        List<String> order = new ArrayList<>(List.of(at));
        keys.stream().skip(1).map(Value::sql).forEach(order::add);
        order.add(value.sql());
        String key =
                whole
                        ? "(%s::hugeint * 18446744073709551616) + coalesce(%s, 0)"
                                .formatted(at, keys.getLast().sql())
                        : "row(" + Idiom.list(order) + ")";
        return filtered(
                "%s(%s, %s)".formatted(last ? "arg_max" : "arg_min", value.sql(), key),
                present(value, condition));
    }

    /** A time as a number that orders all of them, also infinite ones. */
    private String micros(String time, boolean last) {
        String at = cast(time, Own.INSTANT);
        return """
        (case when %1$s is null then %2$d
        when not isinf(%1$s) then epoch_us(%1$s)
        when %1$s > %3$s then %4$d else -%4$d end)\
        """
                .formatted(
                        at,
                        last ? -NEVER : NEVER,
                        ConditionSql.literal(this, Instant.EPOCH),
                        NEVER - 1);
    }

    @Override
    public String mostFrequent(Value value, String count) {
        return "arg_min(%1$s, row(-%2$s, %1$s)) filter (where %2$s > 0)"
                .formatted(value.sql(), count);
    }

    @Override
    public String unique(Value value, String count) {
        return "list_sort(list(%s) filter (where %s > 0))".formatted(value.sql(), count);
    }

    @Override
    public String extreme(boolean largest, Value value, String condition) {
        return filtered((largest ? "max(" : "min(") + value.sql() + ")", condition);
    }

    @Override
    public String jsonKind(String json, List<String> path) {
        String pointer =
                path.stream()
                        .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                        .reduce("", String::concat);
        String type = "json_type(%s, %s)".formatted(json, literal(pointer));
        return ("case when %1$s in ('BIGINT', 'UBIGINT', 'HUGEINT', 'UHUGEINT', 'DOUBLE') then"
                        + " 'number' else lower(%1$s) end")
                .formatted(type);
    }

    @Override
    public String number(String text) {
        return "case when regexp_full_match(%s, %s) then try_cast(%s as %s) end"
                .formatted(text, literal(NUMBER), text, own(Own.DOUBLE));
    }

    @Override
    public String instant(String text) {
        return "try_cast(%s as %s)".formatted(text, own(Own.INSTANT));
    }
}
