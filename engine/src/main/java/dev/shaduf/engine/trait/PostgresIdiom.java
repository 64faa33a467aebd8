package dev.shaduf.engine.trait;

import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;

import java.util.ArrayList;
import java.util.List;

/** The idiom of PostgreSQL. */
record PostgresIdiom(Dialect dialect) implements Idiom {

    /** Texts are ordered by their code points, whatever the database's collation. */
    private static String ordered(Value value) {
        return value.isText() ? value.sql() + " collate \"C\"" : value.sql();
    }

    @Override
    public String end(boolean last, Value value, List<Value> keys, String condition) {
        List<Value> all = new ArrayList<>(keys);
        all.add(value);
        List<String> order =
                all.stream()
                        .map(key -> ordered(key) + (last ? " desc" : "") + " nulls last")
                        .toList();
        return "("
                + filtered(
                        "array_agg(%s order by %s)".formatted(value.sql(), Idiom.list(order)),
                        present(value, condition))
                + ")[1]";
    }

    @Override
    public String mostFrequent(Value value, String count) {
        return "(array_agg(%1$s order by %2$s desc, %3$s) filter (where %2$s > 0))[1]"
                .formatted(value.sql(), count, ordered(value));
    }

    @Override
    public String unique(Value value, String count) {
        return "array_agg(%s order by %s) filter (where %s > 0)"
                .formatted(value.sql(), ordered(value), count);
    }

    @Override
    public String extreme(boolean largest, Value value, String condition) {
        if (value.type().kind() == Type.Kind.BOOLEAN) {
            return filtered((largest ? "bool_or(" : "bool_and(") + value.sql() + ")", condition);
        }
        return filtered((largest ? "max(" : "min(") + ordered(value) + ")", condition);
    }

    @Override
    public String jsonKind(String json, List<String> path) {
        String names = Idiom.list(path.stream().map(this::literal).toList());
        return "json_typeof((%s)::json #> array[%s]::text[])".formatted(json, names);
    }

    @Override
    public String number(String text) {
        return "case when %s ~ %s then %s end"
                .formatted(text, literal(NUMBER), cast(text, Own.DOUBLE));
    }

    @Override
    public String instant(String text) {
        return "case when %s ~ %s then %s end"
                .formatted(text, literal(DATE), cast(text, Own.INSTANT));
    }
}
