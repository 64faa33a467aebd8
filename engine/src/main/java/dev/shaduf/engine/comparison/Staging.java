package dev.shaduf.engine.comparison;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads the rows of a model out of a warehouse that is only read: of each its key, its hash, its
 * match values and what is wrong with it, and its texts only where these are wanted. One
 * transaction of the caller's on either side.
 */
final class Staging {

    private final Sides sides;
    private final Definition definition;
    private final Definition local;
    private final ModelSide model;

    /**
     * @param definition with the warehouse's types
     * @param model the model in the warehouse
     */
    Staging(Sides sides, Definition definition, ModelSide model) {
        this.sides = sides;
        this.definition = definition;
        this.local = sides.local(definition);
        this.model = model;
    }

    /**
     * Reads every row into the local table.
     *
     * @param whole with the texts of every row; else only with those of rows that something is
     *     wrong with
     */
    ModelSide read(boolean whole) {
        Sql rows = model.rows(true, "");
        load(StagedSide.TABLE, query(rows, whole ? "true" : "(" + wrong() + ") <> 0"));
        return new StagedSide(sides.state().dialect(), local);
    }

    /** Makes a local table and fills it with some rows of the model, texts included. */
    void load(String table, List<Sql> filters) {
        create(table);
        for (Sql where : filters) {
            append(table, query(model.rows(true, "").plus(where), "true"));
        }
    }

    private void load(String table, Sql query) {
        create(table);
        append(table, query);
    }

    private void create(String table) {
        Session state = sides.state();
        state.execute(Sql.of("DROP TABLE IF EXISTS " + table));
        String columns =
                columns().stream()
                        .map(column -> column.name() + " " + column.type().name())
                        .collect(Collectors.joining(", "));
        state.execute(Sql.of("CREATE TEMPORARY TABLE " + table + " (" + columns + ")"));
    }

    private void append(String table, Sql query) {
        List<Column> columns = columns();
        int hash = local.key().size();
        try (RowStream rows = sides.model().rows(query);
                Loader loader = sides.state().load(TableName.temporary(table), columns)) {
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    if (i == hash || i == hash + 1 || i == hash + 2) {
                        loader.value(rows.whole(i));
                    } else {
                        loader.value(rows.text(i));
                    }
                }
                loader.endRow();
            }
            loader.finish();
        }
    }

    private List<Column> columns() {
        List<Column> all = new ArrayList<>();
        for (int i = 0; i < local.key().size(); i++) {
            all.add(new Column("c" + (i + 1), local.key().get(i).type()));
        }
        all.add(own("h", Type.Kind.INTEGER, Own.BIGINT));
        all.add(own("wrong", Type.Kind.INTEGER, Own.BIGINT));
        all.add(own("not_finite", Type.Kind.INTEGER, Own.BIGINT));
        all.add(own("match_value", Type.Kind.TEXT, Own.TEXT));
        all.add(own("fields", Type.Kind.TEXT, Own.TEXT));
        all.add(own("remembered", Type.Kind.TEXT, Own.TEXT));
        return all;
    }

    private Column own(String name, Type.Kind kind, Own own) {
        return new Column(name, Type.of(kind, sides.state().dialect().own(own)));
    }

    /** The columns of the local table out of the model's rows. */
    private Sql query(Sql rows, String texts) {
        List<String> select = new ArrayList<>();
        for (Column column : definition.key()) {
            select.add(key("m." + model.place(column), column.type()));
        }
        String remembered = model.remembered();
        select.add("m.h");
        select.add(wrong());
        select.add(notFinite());
        select.add(definition.matchesByKey() ? "NULL" : model.matchValue());
        select.add(when(texts, model.fields()));
        select.add(remembered == null ? "NULL" : when(texts, remembered));
        List<String> text = new ArrayList<>();
        for (int i = 0; i < select.size(); i++) {
            boolean typed = select.get(i).equals("NULL");
            String value = typed ? "CAST(NULL AS " + text() + ")" : select.get(i);
            text.add(value + " AS s" + (i + 1));
        }
        return Sql.of("SELECT " + String.join(", ", text) + " FROM (").plus(rows).plus(") m");
    }

    /** A float as the warehouse shows it, so that NaN and infinity come with it. */
    private String key(String place, Type type) {
        Dialect dialect = sides.model().dialect();
        return type.kind() == Type.Kind.FLOAT
                ? "CAST(" + place + " AS " + text() + ")"
                : dialect.text(place, type);
    }

    private String text() {
        return sides.model().dialect().own(Own.TEXT);
    }

    private static String when(String condition, String value) {
        return condition.equals("true")
                ? value
                : "CASE WHEN " + condition + " THEN " + value + " END";
    }

    private String wrong() {
        String nullKey =
                definition.key().stream()
                        .map(column -> "m." + model.place(column) + " IS NULL")
                        .collect(Collectors.joining(" OR "));
        return bit(nullKey, StagedSide.NULL_KEY)
                + " + "
                + bit(model.badValue(), StagedSide.BAD_VALUE)
                + " + "
                + bit(model.matchIsNull(), StagedSide.NULL_MATCH);
    }

    private static String bit(String condition, int bit) {
        return "CASE WHEN " + condition + " THEN " + bit + " ELSE 0 END";
    }

    private String notFinite() {
        List<String> all = new ArrayList<>();
        List<Column> columns =
                definition.columns().stream()
                        .filter(column -> ModelSide.mayBeInfinite(sides.model().dialect(), column))
                        .filter(column -> !definition.key().contains(column))
                        .toList();
        for (Column column : columns) {
            all.add(
                    bit(
                            sides.model()
                                    .dialect()
                                    .notFinite("m." + model.place(column), column.type()),
                            1));
        }
        return all.isEmpty() ? "0" : String.join(" + ", all);
    }
}
