package dev.shaduf.engine.trait;

import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;

import java.util.ArrayList;
import java.util.List;

/** The idiom of DuckDB. */
record DuckDbIdiom(Dialect dialect) implements Idiom {

    @Override
    public String end(boolean last, Value value, List<Value> keys, String condition) {
        List<String> order = new ArrayList<>();
        for (Value key : keys) {
            order.add(
                    key.isTime()
                            ? "coalesce(%s, %s)"
                                    .formatted(
                                            key.sql(),
                                            cast(last ? "'-infinity'" : "'infinity'", Own.INSTANT))
                            : key.sql());
        }
        order.add(value.sql());
        return filtered(
                "%s(%s, row(%s))"
                        .formatted(last ? "arg_max" : "arg_min", value.sql(), Idiom.list(order)),
                present(value, condition));
    }

    /** A histogram is ordered by value, so the first of the largest is the smallest. */
    @Override
    public String mostFrequent(Value value, String condition) {
        String counts = filtered("histogram(" + value.sql() + ")", present(value, condition));
        return "(map_keys(%1$s))[list_position(map_values(%1$s), list_max(map_values(%1$s)))]"
                .formatted(counts);
    }

    @Override
    public String unique(Value value, String condition) {
        return "list_sort("
                + filtered("list(distinct " + value.sql() + ")", present(value, condition))
                + ")";
    }

    @Override
    public String extreme(boolean largest, Value value, String condition) {
        return filtered((largest ? "max(" : "min(") + value.sql() + ")", condition);
    }

    @Override
    public String matches(String text, String pattern) {
        return "regexp_matches(%s, %s)".formatted(text, literal(pattern));
    }

    @Override
    public String jsonKind(String json, List<String> path) {
        String pointer =
                path.stream()
                        .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                        .reduce("", String::concat);
        return ("case json_type(%s, %s) when 'BOOLEAN' then 'boolean' when 'VARCHAR' then 'string'"
                        + " when 'NULL' then 'null' when 'OBJECT' then 'object' when 'ARRAY' then"
                        + " 'array' when null then null else 'number' end")
                .formatted(json, literal(pointer));
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
