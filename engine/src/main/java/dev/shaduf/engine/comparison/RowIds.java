package dev.shaduf.engine.comparison;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;

/** Row ids as a condition over a model's own columns. Pure. */
record RowIds(Dialect dialect, Definition definition) {

    /** Rows whose id, as it is written, is one of these. */
    String among(String alias, Iterable<String> rowIds) {
        return in(rowId(alias), rowIds, false);
    }

    /** The same for ids of keys that are there, in a form that finds an index. */
    String known(String alias, Iterable<String> rowIds) {
        Column first = definition.key().getFirst();
        Type.Kind kind = first.type().kind();
        boolean digits = kind == Type.Kind.INTEGER;
        if (definition.key().size() > 1 || !digits && kind != Type.Kind.TEXT) {
            return among(alias, rowIds);
        }
        return in(alias + dialect.quote(first.name()), rowIds, digits);
    }

    /** The id of a row as an expression over the model's own columns. */
    String rowId(String alias) {
        DiffSql sql = new DiffSql(dialect, definition, Invalid.Tables.NONE);
        return sql.rowId(i -> alias + dialect.quote(definition.key().get(i - 1).name()));
    }

    private String in(String value, Iterable<String> rowIds, boolean digits) {
        StringBuilder list = new StringBuilder();
        for (String rowId : rowIds) {
            list.append(list.isEmpty() ? "" : ", ").append(digits ? rowId : dialect.literal(rowId));
        }
        return list.isEmpty() ? "false" : value + " IN (" + list + ")";
    }
}
