package dev.shaduf.engine.comparison;

import dev.shaduf.engine.comparison.Definition.MatchColumn;
import dev.shaduf.engine.comparison.Definition.Part;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Member;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The model's side of a comparison as SQL: a relation {@code m} with one column {@code c1, c2 …}
 * for each column the sync reads, and expressions over those columns. Pure.
 */
sealed class ModelSide permits StagedSide {

    private final Dialect dialect;
    private final Definition definition;
    private final Sql relation;

    /**
     * @param relation what stands after FROM: a query in parentheses or a table's name
     */
    ModelSide(Dialect dialect, Definition definition, Sql relation) {
        this.dialect = dialect;
        this.definition = definition;
        this.relation = relation;
    }

    /**
     * The columns the sync reads, as {@code c1 …}; with {@code hash} also the row hash as {@code
     * h}.
     */
    Sql rows(boolean hash, String where) {
        StringBuilder select = new StringBuilder("SELECT ");
        List<Column> columns = definition.columns();
        for (int i = 0; i < columns.size(); i++) {
            select.append(i == 0 ? "" : ", ");
            select.append("q.").append(dialect.quote(columns.get(i).name()));
            select.append(" AS c").append(i + 1);
        }
        if (hash) {
            select.append(", ").append(hash("q.")).append(" AS h");
        }
        return Sql.of(select + " FROM ").plus(relation).plus(" q" + where);
    }

    /** The row hash over {@code alias.column}. */
    private String hash(String alias) {
        List<String> formed = new ArrayList<>();
        for (Part part : definition.parts()) {
            for (Column column : part.columns()) {
                formed.add(
                        dialect.hashes()
                                .formed(alias + dialect.quote(column.name()), column.type()));
            }
        }
        return dialect.hashes().of(formed);
    }

    /** {@code c3}: where a column stands in {@code m}. */
    String place(Column column) {
        return "c" + (definition.columns().indexOf(column) + 1);
    }

    /**
     * Whether each of its rows stands in a local table, with its texts only where these were read.
     */
    boolean staged() {
        return false;
    }

    /** Whether some key column is null, over the model's own column names. */
    String keyIsNull(String alias) {
        return any(definition.key(), c -> alias + dialect.quote(c.name()) + " IS NULL");
    }

    /** Whether a key or match value is not finite, over {@code m}. */
    String badValue() {
        List<Column> columns = new ArrayList<>(definition.key());
        definition.match().forEach(m -> columns.add(m.column()));
        List<Column> numbers =
                columns.stream().distinct().filter(c -> mayBeInfinite(dialect, c)).toList();
        return any(numbers, c -> dialect.notFinite("m." + place(c), c.type()));
    }

    /** Whether a column is of a type that has NaN or infinity. */
    static boolean mayBeInfinite(Dialect dialect, Column column) {
        return !dialect.notFinite(dialect.quote(column.name()), column.type()).equals("false");
    }

    /** Whether a match value is null or '', over {@code m}. */
    String matchIsNull() {
        return any(
                definition.match().stream().map(MatchColumn::column).toList(),
                c -> {
                    String value = "m." + place(c);
                    String empty =
                            c.type().kind() == Type.Kind.TEXT
                                    ? " OR CAST("
                                            + value
                                            + " AS "
                                            + dialect.own(Dialect.Own.TEXT)
                                            + ") = ''"
                                    : "";
                    return "(" + value + " IS NULL" + empty + ")";
                });
    }

    private static String any(List<Column> columns, Function<Column, String> test) {
        if (columns.isEmpty()) {
            return "false";
        }
        return "(" + String.join(" OR ", columns.stream().map(test).toList()) + ")";
    }

    /** The model's row as JSON text by column, over {@code m}. */
    String fields() {
        List<Member> members = new ArrayList<>();
        for (Column column : definition.columns()) {
            members.add(member(column.name(), column));
        }
        return dialect.jsonObject(members);
    }

    /**
     * What is remembered of the row as JSON text by destination field; null: the same as fields.
     */
    @Nullable String remembered() {
        if (definition.identity()) {
            return null;
        }
        List<Member> members = new ArrayList<>();
        for (Part part : definition.parts()) {
            if (part.composed()) {
                List<Member> inner = new ArrayList<>();
                part.columns().forEach(column -> inner.add(member(column.name(), column)));
                if (!inner.isEmpty()) {
                    members.add(new Member(part.field(), dialect.jsonObject(inner)));
                }
            } else {
                members.add(member(part.field(), part.columns().getFirst()));
            }
        }
        return dialect.jsonObject(members);
    }

    private Member member(String name, Column column) {
        return new Member(name, dialect.json("m." + place(column), column.type()));
    }

    /** The match values as a JSON array text, over {@code m}. */
    String matchValue() {
        return dialect.jsonArray(
                definition.match().stream()
                        .map(m -> dialect.json("m." + place(m.column()), m.column().type()))
                        .toList());
    }

    /** The rows of the relation without a key, as an aggregate over it. */
    String nullKeyCount() {
        if (definition.key().size() == 1) {
            return "count(*) - count(q." + dialect.quote(definition.key().getFirst().name()) + ")";
        }
        return "count(CASE WHEN " + keyIsNull("q.") + " THEN 1 END)";
    }

    /**
     * Whether a mapped column holds NaN or infinity, as an aggregate over the relation that gives 0
     * or more: both are extremes, and extremes are cheaper to find than to count.
     */
    String someNotFinite() {
        return sum(column -> {
            String name = "q." + dialect.quote(column.name());
            return "CASE WHEN "
                    + dialect.notFinite("max(" + name + ")", column.type())
                    + " OR "
                    + dialect.notFinite("min(" + name + ")", column.type())
                    + " THEN 1 ELSE 0 END";
        });
    }

    /** How many values of mapped columns are NaN or infinite, as an aggregate over the relation. */
    String notFiniteCount() {
        return sum(column -> {
            String name = "q." + dialect.quote(column.name());
            return "count(CASE WHEN " + dialect.notFinite(name, column.type()) + " THEN 1 END)";
        });
    }

    private String sum(Function<Column, String> ofNumber) {
        List<String> sum =
                definition.columns().stream()
                        .filter(column -> mayBeInfinite(dialect, column))
                        .filter(column -> !definition.key().contains(column))
                        .map(ofNumber)
                        .toList();
        return sum.isEmpty() ? "0" : String.join(" + ", sum);
    }
}
