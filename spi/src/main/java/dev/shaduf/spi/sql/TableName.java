package dev.shaduf.spi.sql;

/** A table or view in a schema; {@code schema} "" means a temporary table of the session. */
public record TableName(String schema, String name) {

    /** A temporary table of the session. */
    public static TableName temporary(String name) {
        return new TableName("", name);
    }

    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
