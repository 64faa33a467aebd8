package dev.shaduf.engine.comparison;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Session;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a sync's model is read and where its snapshot is kept: one session for both, or the
 * warehouse's, which only reads, and one of the local tier.
 */
public record Sides(Session model, Session state) {

    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");
    private static final Type TEXT = Type.of(Type.Kind.TEXT, "VARCHAR");

    /** Text that is shown as a number or as JSON: without quotes. */
    private static final Type BARE = Type.of(Type.Kind.DECIMAL, "VARCHAR");

    /** Both in one place. */
    public static Sides one(Session session) {
        return new Sides(session, session);
    }

    /** Whether the model is only read, and everything else is elsewhere. */
    boolean apart() {
        return !model.equals(state);
    }

    /** Begins a comparison: both see one state of the data until the end. */
    public void begin() {
        state.begin(Session.Mode.WRITE);
        if (apart()) {
            model.begin(Session.Mode.READ);
        }
    }

    /** Nothing more is read from the model. */
    public void read() {
        if (apart()) {
            model.close();
        }
    }

    /** Drops everything. */
    public void rollback() {
        model.rollback();
        state.rollback();
    }

    /** The definition with the types that keys have beside the snapshot. */
    public Definition local(Definition definition) {
        return apart() ? definition.keyed(local(definition.key())) : definition;
    }

    /** Key columns with the types they have in the local tier. */
    public List<Column> local(List<Column> key) {
        boolean same = model.dialect().name().equals(state.dialect().name());
        return key.stream()
                .map(column -> new Column(column.name(), local(column.type(), same)))
                .toList();
    }

    /**
     * Numbers, times and booleans keep their order and their text; all else is held as the text
     * that it has in a {@code row_id}.
     */
    private static Type local(Type type, boolean same) {
        return switch (type.kind()) {
            case TEXT, BINARY, OTHER -> TEXT;
            case JSON -> BARE;
            case INTEGER -> same ? type : Type.of(type.kind(), "BIGINT");
            case DECIMAL -> same ? type : decimal(type);
            case FLOAT ->
                    same
                            ? type
                            : Type.of(
                                    type.kind(), type.name().equals("float4") ? "FLOAT" : "DOUBLE");
            case BOOLEAN, DATE, TIME -> same ? type : Type.of(type.kind(), type.kind().name());
            case TIMESTAMP -> same ? type : Type.of(type.kind(), timestamp(type.name()));
        };
    }

    private static Type decimal(Type type) {
        Matcher digits = NUMERIC.matcher(type.name());
        if (!digits.matches() || Integer.parseInt(digits.group(1)) > 38) {
            return BARE;
        }
        String name = "DECIMAL(" + digits.group(1) + "," + digits.group(2) + ")";
        return new Type(Type.Kind.DECIMAL, name, type.scale());
    }

    private static String timestamp(String name) {
        return name.equals("timestamptz") ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
    }
}
