package dev.shaduf.engine.load;

import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The columns a table has and will have: what was there stays and only widens, what is new comes
 * behind it.
 *
 * @param columns all columns but Shaduf's own, in the table's order, with their types in the end
 * @param read those of them that the reading gives
 * @param fresh those that the table does not have yet
 * @param widened those whose type is another now
 * @param key the key as the columns spell it
 */
record Layout(
        List<Column> columns,
        List<Column> read,
        List<Column> fresh,
        List<Column> widened,
        List<String> key) {

    static final String LOADED_AT = "_loaded_at";
    static final String DELETED_AT = "_deleted_at";

    static boolean own(Column column) {
        return column.name().equals(LOADED_AT) || column.name().equals(DELETED_AT);
    }

    /**
     * Lays a reading over what is there.
     *
     * @param there the columns of the table; empty where there is none
     */
    static Layout of(
            TableName table,
            List<Column> there,
            List<Column> reading,
            List<String> key,
            Dialect dialect) {
        Map<String, Column> all = new LinkedHashMap<>();
        there.stream().filter(c -> !own(c)).forEach(c -> all.put(lower(c.name()), c));
        List<Column> read = new ArrayList<>();
        List<Column> fresh = new ArrayList<>();
        List<Column> widened = new ArrayList<>();
        for (Column column : reading) {
            refuseOwn(table, column);
            Column old = all.get(lower(column.name()));
            Type type = old == null ? column.type() : Types.wider(old.type(), column.type());
            boolean stays = old != null && type.equals(old.type());
            Column now = stays ? old : named(old == null ? column : old, type, dialect);
            all.put(lower(column.name()), now);
            read.add(now);
            if (old == null) {
                fresh.add(now);
            } else if (!stays) {
                widened.add(now);
            }
        }
        List<Column> columns = List.copyOf(all.values());
        return new Layout(columns, read, fresh, widened, key(table, key, columns));
    }

    private static void refuseOwn(TableName table, Column column) {
        if (own(column)) {
            throw new ShadufException(
                    LoadFailure.RESERVED_COLUMN,
                    "The rows of %s have a column '%s', which Shaduf itself writes."
                            .formatted(table, column.name()),
                    "Rename it where it comes from.");
        }
    }

    private static Column named(Column column, Type type, Dialect dialect) {
        Type.Kind kind = type.kind() == Type.Kind.OTHER ? Type.Kind.TEXT : type.kind();
        return new Column(column.name(), new Type(kind, Types.ddl(dialect, type), type.scale()));
    }

    private static List<String> key(TableName table, List<String> key, List<Column> columns) {
        List<String> found = new ArrayList<>();
        for (String wanted : key) {
            found.add(
                    columns.stream()
                            .map(Column::name)
                            .filter(name -> name.equalsIgnoreCase(wanted))
                            .findFirst()
                            .orElseThrow(() ->
                                    new ShadufException(
                                            LoadFailure.NO_SUCH_COLUMN,
                                            "The table %s has no column '%s', which is its key."
                                                    .formatted(table, wanted),
                                            Spelling.advice(
                                                    wanted,
                                                    columns.stream().map(Column::name).toList()))));
        }
        return found;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
