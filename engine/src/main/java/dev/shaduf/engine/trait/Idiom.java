package dev.shaduf.engine.trait;

import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;

import java.util.List;
import java.util.stream.Collectors;

/** What aggregates and comparisons are called in a warehouse; pure SQL texts. */
interface Idiom {

    /** A number as people write it. */
    String NUMBER = "^[+-]?[0-9]+([.][0-9]*)?([eE][+-]?[0-9]+)?$";

    /** What begins like an ISO-8601 date. */
    String DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?$";

    Dialect dialect();

    /** The idiom of a dialect. */
    static Idiom of(Dialect dialect) {
        return dialect.name().equals("postgres")
                ? new PostgresIdiom(dialect)
                : new DuckDbIdiom(dialect);
    }

    /**
     * The value of the first or last row.
     *
     * @param keys what the rows are ordered by, the time first; may be null
     * @param condition which rows count; "" for all
     */
    String end(boolean last, Value value, List<Value> keys, String condition);

    /** Over different values with how often each occurs: the one that does most, or the smaller. */
    String mostFrequent(Value value, String count);

    /** Over different values: the ordered list of those that occur. */
    String unique(Value value, String count);

    /** The smallest or largest. */
    String extreme(boolean largest, Value value, String condition);

    /** Whether a text matches a regular expression somewhere. */
    default String matches(String text, String pattern) {
        return dialect().functions().matches(text, pattern, false);
    }

    /** The kind of a JSON value as a text: number, boolean, or something else. */
    String jsonKind(String json, List<String> path);

    /** A text that is a number as a double; null for others. */
    String number(String text);

    /** A text that is an ISO-8601 time as an instant; null for others. */
    String instant(String text);

    /** A text literal. */
    default String literal(String text) {
        return dialect().literal(text);
    }

    /** An aggregate over the rows that count. */
    default String filtered(String aggregate, String condition) {
        return condition.isEmpty() ? aggregate : aggregate + " filter (where " + condition + ")";
    }

    /** A condition that holds where this one does and the value is there. */
    default String present(Value value, String condition) {
        return value.sql() + " is not null" + (condition.isEmpty() ? "" : " and " + condition);
    }

    /** The DDL name of a type of Shaduf's own. */
    default String own(Own type) {
        return dialect().own(type);
    }

    /** Converted. */
    default String cast(String sql, Own type) {
        return "cast(" + sql + " as " + own(type) + ")";
    }

    /** Texts one behind the other, with commas. */
    static String list(List<String> parts) {
        return parts.stream().collect(Collectors.joining(", "));
    }

    /** The type of Shaduf's own texts. */
    default Type text() {
        return Type.of(Type.Kind.TEXT, own(Own.TEXT));
    }
}
