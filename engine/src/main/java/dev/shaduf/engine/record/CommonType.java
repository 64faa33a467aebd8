package dev.shaduf.engine.record;

import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The type of an attribute that has another one in every place: numbers stay numbers. */
record CommonType(Dialect dialect) {

    private static final Set<Kind> EXACT = Set.of(Kind.INTEGER, Kind.DECIMAL);

    /** One that holds the values of all of these; text where there is no other. */
    Type of(List<Type> types) {
        Set<Kind> kinds = new TreeSet<>(types.stream().map(Type::kind).toList());
        if (kinds.equals(Set.of(Kind.TIMESTAMP))) {
            return Type.of(Kind.TIMESTAMP, dialect.own(Own.INSTANT));
        }
        if (kinds.equals(Set.of(Kind.INTEGER)) && types.stream().noneMatch(CommonType::isWide)) {
            return Type.of(Kind.INTEGER, dialect.own(Own.BIGINT));
        }
        if (EXACT.containsAll(kinds)) {
            return decimal(types);
        }
        kinds.removeAll(EXACT);
        return kinds.equals(Set.of(Kind.FLOAT))
                ? Type.of(Kind.FLOAT, dialect.own(Own.DOUBLE))
                : Type.of(Kind.TEXT, dialect.own(Own.TEXT));
    }

    /** Whether its whole numbers may have more than 64 bits. */
    private static boolean isWide(Type type) {
        String name = type.name().toUpperCase(Locale.ROOT);
        return name.contains("HUGEINT") || name.equals("UBIGINT");
    }

    private static Type decimal(List<Type> types) {
        for (Type type : types) {
            if (type.name().equalsIgnoreCase("numeric")) {
                return type;
            }
        }
        int scale = types.stream().mapToInt(Type::scale).max().orElse(0);
        return new Type(Kind.DECIMAL, "decimal(38," + scale + ")", scale);
    }
}
