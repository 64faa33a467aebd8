package dev.shaduf.engine.comparison;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;

import org.jspecify.annotations.Nullable;

/**
 * The model's side where its rows were read into a local table: key, hash, match values and what is
 * wrong with a row are its columns. Pure.
 */
final class StagedSide extends ModelSide {

    /** The local table. */
    static final String TABLE = "shaduf_staged_rows";

    /** In column {@code wrong}: a key column is null. */
    static final int NULL_KEY = 1;

    /** In column {@code wrong}: a key or match value is not finite. */
    static final int BAD_VALUE = 2;

    /** In column {@code wrong}: a match value is null or ''. */
    static final int NULL_MATCH = 4;

    private final Definition definition;

    StagedSide(dev.shaduf.spi.warehouse.Dialect dialect, Definition definition) {
        super(dialect, definition, Sql.of(TABLE));
        this.definition = definition;
    }

    @Override
    boolean staged() {
        return true;
    }

    @Override
    Sql rows(boolean hash, String where) {
        return Sql.of("SELECT q.* FROM " + TABLE + " q" + where);
    }

    @Override
    String place(Column column) {
        return "c" + (definition.key().indexOf(column) + 1);
    }

    @Override
    String keyIsNull(String alias) {
        return wrong(alias, NULL_KEY);
    }

    @Override
    String badValue() {
        return wrong("m.", BAD_VALUE);
    }

    @Override
    String matchIsNull() {
        return wrong("m.", NULL_MATCH);
    }

    private static String wrong(String alias, int bit) {
        return "((" + alias + "wrong & " + bit + ") <> 0)";
    }

    @Override
    String fields() {
        return "m.fields";
    }

    @Override
    @Nullable String remembered() {
        return "m.remembered";
    }

    @Override
    String matchValue() {
        return "m.match_value";
    }

    @Override
    String nullKeyCount() {
        return "count(CASE WHEN " + keyIsNull("q.") + " THEN 1 END)";
    }

    @Override
    String someNotFinite() {
        return notFiniteCount();
    }

    @Override
    String notFiniteCount() {
        return "coalesce(sum(q.not_finite), 0)";
    }
}
