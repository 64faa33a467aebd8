package dev.shaduf.engine.trait;

import dev.shaduf.spi.sql.Type;

/**
 * A value of a fact.
 *
 * @param sql the expression
 * @param json whether it is the text of a JSON value, whose kind only the value tells
 */
record Value(String sql, Type type, boolean json) {

    /** A value of a column. */
    static Value of(String sql, Type type) {
        return new Value(sql, type, false);
    }

    boolean isNumber() {
        return switch (type.kind()) {
            case INTEGER, DECIMAL, FLOAT -> true;
            default -> false;
        };
    }

    boolean isTime() {
        return type.kind() == Type.Kind.TIMESTAMP || type.kind() == Type.Kind.DATE;
    }

    boolean isText() {
        return type.kind() == Type.Kind.TEXT;
    }
}
