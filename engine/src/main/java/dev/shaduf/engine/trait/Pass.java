package dev.shaduf.engine.trait;

import dev.shaduf.engine.project.Condition;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.project.Trait.Aggregate;
import dev.shaduf.engine.project.Trait.Function;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect.Own;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The aggregates over one table of facts as one query: one row for each profile that has facts.
 *
 * @param now the end of every window
 * @param until facts after this are not known yet; null: all are
 * @param types of the values of events, where they are not texts, by trait
 */
record Pass(Fact fact, Instant now, @Nullable Instant until, Map<String, Type.Kind> types) {

    /**
     * An aggregate of a query.
     *
     * @param over the value whose different values are aggregated; "" for facts
     */
    record Column(Trait trait, Aggregate rule, String sql, String over) {}

    private Idiom idiom() {
        return fact.idiom();
    }

    /** The aggregate of a trait; throws what is wrong with it. */
    Column column(Trait trait, Aggregate rule) {
        return switch (rule.function()) {
            case MOST_FREQUENT, UNIQUE, UNIQUE_COUNT ->
                    new Column(trait, rule, condition(rule), value(trait.name(), rule).sql());
            default -> new Column(trait, rule, typed(trait, rule), "");
        };
    }

    private String typed(Trait trait, Aggregate rule) {
        String sql = aggregate(trait.name(), rule);
        return switch (rule.function()) {
            case SUM, MIN, MAX, FIRST, LAST ->
                    TypeCast.of(idiom(), trait.type(), sql, value(trait.name(), rule).type());
            case AVERAGE ->
                    TypeCast.of(
                            idiom(),
                            trait.type(),
                            sql,
                            Type.of(Type.Kind.FLOAT, idiom().own(Own.DOUBLE)));
            case COUNT, EXISTS, MOST_FREQUENT, UNIQUE, UNIQUE_COUNT ->
                    TypeCast.of(idiom(), trait.type(), sql);
        };
    }

    static String where(Aggregate rule) {
        return rule.file() + ", line " + rule.line();
    }

    private String aggregate(String name, Aggregate rule) {
        String condition = condition(rule);
        Function function = rule.function();
        if (rule.all()) {
            String count = idiom().filtered("count(*)", condition);
            return function == Function.EXISTS ? count + " > 0" : count;
        }
        Value value = value(name, rule);
        return switch (function) {
            case SUM -> idiom().filtered("sum(" + value.sql() + ")", condition);
            case AVERAGE ->
                    idiom().cast(
                                    idiom().filtered("avg(" + value.sql() + ")", condition),
                                    Own.DOUBLE);
            case COUNT -> idiom().filtered("count(" + value.sql() + ")", condition);
            case EXISTS -> idiom().filtered("count(" + value.sql() + ")", condition) + " > 0";
            case MIN -> idiom().extreme(false, value, condition);
            case MAX -> idiom().extreme(true, value, condition);
            case FIRST -> idiom().end(false, value, keys(rule), condition);
            case LAST -> idiom().end(true, value, keys(rule), condition);
            case MOST_FREQUENT, UNIQUE, UNIQUE_COUNT ->
                    throw new IllegalStateException("aggregates different values");
        };
    }

    private Value value(String name, Aggregate rule) {
        Value value = fact.property(rule.value(), where(rule));
        boolean numeric = rule.function() == Function.SUM || rule.function() == Function.AVERAGE;
        if (value.json()) {
            Type.Kind kind = numeric ? Type.Kind.FLOAT : types.get(name);
            return kind == null ? value : typed(value, kind);
        }
        if (numeric && !value.isNumber()) {
            throw new ShadufException(
                    TraitFailure.WRONG_VALUE,
                    "%s: '%s' needs numbers, and '%s' of %s is %s."
                            .formatted(
                                    where(rule),
                                    rule.function().word(),
                                    rule.value(),
                                    fact.name(),
                                    value.type().name()),
                    "Name a column of numbers, or make one of it in a model.");
        }
        return value;
    }

    private Value typed(Value value, Type.Kind kind) {
        return switch (kind) {
            case FLOAT ->
                    Value.of(idiom().number(value.sql()), Type.of(kind, idiom().own(Own.DOUBLE)));
            case BOOLEAN ->
                    Value.of(
                            "case %s when 'true' then true when 'false' then false end"
                                    .formatted(value.sql()),
                            Type.of(kind, idiom().own(Own.BOOLEAN)));
            case TIMESTAMP ->
                    Value.of(idiom().instant(value.sql()), Type.of(kind, idiom().own(Own.INSTANT)));
            default -> value;
        };
    }

    private List<Value> keys(Aggregate rule) {
        List<Value> keys = new ArrayList<>();
        Value at = fact.at();
        if (at == null) {
            throw timeless(rule, rule.function().word());
        }
        keys.add(at);
        Value key = fact.key();
        if (key != null) {
            keys.add(key);
        }
        return keys;
    }

    private ShadufException timeless(Aggregate rule, String what) {
        return new ShadufException(
                TraitFailure.WRONG_VALUE,
                "%s: '%s' needs the time of %s.".formatted(where(rule), what, fact.name()),
                "Add 'at:' to it in the entity's file.");
    }

    private String condition(Aggregate rule) {
        List<String> parts = new ArrayList<>();
        if (!rule.events().isEmpty()) {
            parts.add(named(rule.events()));
        }
        Duration within = rule.within();
        if (within != null) {
            Value at = fact.at();
            if (at == null) {
                throw timeless(rule, "within");
            }
            parts.add(ConditionSql.window(idiom(), at.sql(), now.minus(within), now));
        }
        String where = conditions(where(rule)).of(rule.where());
        if (!where.isEmpty()) {
            parts.add(where);
        }
        return String.join(" and ", parts);
    }

    private ConditionSql conditions(String where) {
        return new ConditionSql(idiom(), test -> tested(test, where), now);
    }

    private Value tested(Condition.Test test, String where) {
        String path = test.paths().getFirst();
        String start = "properties.";
        return path.startsWith(start)
                ? fact.property(path.substring(start.length()), where)
                : fact.said(test.paths(), where);
    }

    private String named(Iterable<String> events) {
        List<String> names = new ArrayList<>();
        events.forEach(name -> names.add(idiom().literal(name)));
        String event = "f." + idiom().dialect().quote("event");
        return names.size() == 1
                ? event + " = " + names.getFirst()
                : event + " in (" + Idiom.list(names) + ")";
    }

    /** The query of columns that are over the same. */
    String query(List<Column> columns) {
        String over = columns.getFirst().over();
        return over.isEmpty() ? facts(columns) : values(over, columns);
    }

    private String facts(List<Column> columns) {
        StringBuilder sql = new StringBuilder("select " + fact.id() + " as id");
        for (Column column : columns) {
            sql.append(",\n  ").append(column.sql()).append(" as ").append(quoted(column));
        }
        return sql + from(columns) + "\ngroup by " + fact.id();
    }

    /** The different values of each profile come first, with how many facts count for each. */
    private String values(String over, List<Column> columns) {
        StringBuilder outer = new StringBuilder("select g.id");
        StringBuilder inner =
                new StringBuilder("select " + fact.id() + " as id, " + over + " as v");
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String count = "g.c" + i;
            Value value =
                    new Value("g.v", value(column.trait().name(), column.rule()).type(), false);
            Trait.ValueType asked = column.trait().type();
            String sql =
                    switch (column.rule().function()) {
                        case MOST_FREQUENT ->
                                TypeCast.of(
                                        idiom(),
                                        asked,
                                        idiom().mostFrequent(value, count),
                                        value.type());
                        case UNIQUE -> TypeCast.of(idiom(), asked, idiom().unique(value, count));
                        default ->
                                TypeCast.of(
                                        idiom(),
                                        asked,
                                        "count(*) filter (where " + count + " > 0)");
                    };
            outer.append(",\n  ").append(sql).append(" as ").append(quoted(column));
            inner.append(", ")
                    .append(idiom().filtered("count(*)", column.sql()))
                    .append(" as c")
                    .append(i);
        }
        return outer
                + "\nfrom (\n"
                + inner
                + from(columns)
                + "\n  and "
                + over
                + " is not null\ngroup by 1, 2\n) g\ngroup by g.id";
    }

    private String quoted(Column column) {
        return idiom().dialect().quote(column.trait().name());
    }

    private String from(List<Column> columns) {
        StringBuilder sql = new StringBuilder("\nfrom ").append(fact.from()).append(" f\nwhere ");
        sql.append(fact.id()).append(" is not null");
        common(columns.stream().map(Column::rule).toList())
                .forEach(part -> sql.append("\n  and ").append(part));
        return sql.toString();
    }

    /** What holds of every fact that any of them counts. */
    private List<String> common(List<Aggregate> rules) {
        List<String> parts = new ArrayList<>();
        Value at = fact.at();
        if (at != null && until != null) {
            parts.add(at.sql() + " <= " + ConditionSql.literal(idiom(), until));
        }
        Duration longest = Duration.ZERO;
        Set<String> events = new LinkedHashSet<>();
        boolean windows = true;
        boolean named = true;
        for (Aggregate rule : rules) {
            Duration within = rule.within();
            windows &= within != null;
            named &= !rule.events().isEmpty();
            events.addAll(rule.events());
            longest = within != null && within.compareTo(longest) > 0 ? within : longest;
        }
        if (at != null && windows) {
            parts.add(at.sql() + " > " + ConditionSql.literal(idiom(), now.minus(longest)));
        }
        if (named) {
            parts.add(named(events));
        }
        return parts;
    }
}
