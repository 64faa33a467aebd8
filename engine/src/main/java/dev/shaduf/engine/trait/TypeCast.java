package dev.shaduf.engine.trait;

import dev.shaduf.engine.project.Trait.ValueType;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect.Own;

import org.jspecify.annotations.Nullable;

/** Turns the value of a trait into the type that its file asks for. */
final class TypeCast {

    private TypeCast() {}

    /**
     * The value in the type that is asked for; a number or a time as text looks as it does where it
     * is sent.
     *
     * @param from the type that it has
     */
    static String of(Idiom idiom, @Nullable ValueType type, String sql, Type from) {
        return type == ValueType.TEXT ? idiom.dialect().text(sql, from) : of(idiom, type, sql);
    }

    static String of(Idiom idiom, @Nullable ValueType type, String sql) {
        return switch (type) {
            case null -> sql;
            case TEXT -> idiom.cast(sql, Own.TEXT);
            case NUMBER -> idiom.cast(sql, Own.DOUBLE);
            case INTEGER -> idiom.cast(sql, Own.BIGINT);
            case BOOLEAN -> idiom.cast(sql, Own.BOOLEAN);
            case TIMESTAMP -> idiom.cast(sql, Own.INSTANT);
            case DATE -> "cast(" + sql + " as date)";
        };
    }
}
