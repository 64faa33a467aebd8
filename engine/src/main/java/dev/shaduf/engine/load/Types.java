package dev.shaduf.engine.load;

import dev.shaduf.spi.source.Reading;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of loaded columns: how they widen, and their names in a warehouse. */
final class Types {

    private static final Pattern SIZE = Pattern.compile(".*\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*\\)");
    private static final int MOST = 38;
    private static final Type TEXT = Type.of(Kind.TEXT, "TEXT");

    private Types() {}

    /** The narrowest type that holds values of both; the first one itself where it does. */
    static Type wider(Type old, Type wanted) {
        if (nothing(wanted)) {
            return old;
        }
        if (nothing(old)) {
            return wanted;
        }
        if (old.kind() == Kind.TEXT) {
            return old;
        }
        if (old.kind() == wanted.kind()) {
            return sameKind(old, wanted);
        }
        return switch (old.kind()) {
            case INTEGER -> fromInteger(wanted);
            case DECIMAL -> wanted.kind() == Kind.INTEGER ? decimal(old, digits(wanted), 0) : TEXT;
            case FLOAT ->
                    wanted.kind() == Kind.INTEGER || wanted.kind() == Kind.DECIMAL ? old : TEXT;
            case DATE -> wanted.kind() == Kind.TIMESTAMP ? wanted : TEXT;
            case TIMESTAMP -> wanted.kind() == Kind.DATE ? old : TEXT;
            case TEXT, BOOLEAN, TIME, JSON, BINARY, OTHER -> TEXT;
        };
    }

    private static boolean nothing(Type type) {
        return type.name().equals(Reading.NOTHING_SEEN);
    }

    private static Type fromInteger(Type wanted) {
        return switch (wanted.kind()) {
            case DECIMAL -> decimal(wanted, 19, 0);
            case FLOAT -> wanted;
            default -> TEXT;
        };
    }

    private static Type sameKind(Type old, Type wanted) {
        return switch (old.kind()) {
            case DECIMAL -> {
                int[] size = size(wanted);
                yield decimal(old, size[0] - size[1], size[1]);
            }
            case TIMESTAMP -> zoned(wanted) ? (zoned(old) ? old : wanted) : old;
            default -> old;
        };
    }

    /** The old decimal with room for so many digits before and after the point. */
    private static Type decimal(Type old, int whole, int scale) {
        int[] size = size(old);
        int digits = Math.max(size[0] - size[1], whole);
        int after = Math.max(size[1], scale);
        if (digits == size[0] - size[1] && after == size[1]) {
            return old;
        }
        if (digits + after > MOST) {
            return TEXT;
        }
        return sized(digits + after <= 18 ? 18 : MOST, after);
    }

    private static Type sized(int precision, int scale) {
        return new Type(Kind.DECIMAL, "DECIMAL(" + precision + "," + scale + ")", scale);
    }

    private static int[] size(Type decimal) {
        Matcher size = SIZE.matcher(decimal.name());
        return size.matches()
                ? new int[] {Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))}
                : new int[] {MOST, Math.max(decimal.scale(), 0)};
    }

    /** The most digits of an integer; a source says INTEGER where all are short. */
    private static int digits(Type integer) {
        return integer.name().equals("INTEGER") ? 10 : 19;
    }

    static boolean zoned(Type type) {
        String name = type.name().toLowerCase(java.util.Locale.ROOT);
        return name.contains("with time zone") || name.endsWith("tz");
    }

    /** The name of the type of a new column. */
    static String ddl(Dialect dialect, Type type) {
        return switch (type.kind()) {
            case INTEGER -> dialect.own(Own.BIGINT);
            case DECIMAL -> {
                int[] size = size(type);
                yield "DECIMAL(" + size[0] + "," + size[1] + ")";
            }
            case FLOAT -> dialect.own(Own.DOUBLE);
            case BOOLEAN -> dialect.own(Own.BOOLEAN);
            case TIMESTAMP -> zoned(type) ? dialect.own(Own.INSTANT) : "TIMESTAMP";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case JSON -> dialect.own(Own.JSON);
            case BINARY -> "BYTEA";
            case TEXT, OTHER -> dialect.own(Own.TEXT);
        };
    }
}
