package dev.shaduf.engine.identity;

import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;

/**
 * SQL that chooses one of several records: whole numbers of more than 64 bits whose upper part is
 * what is chosen by and whose lower part is the number of the record, so that their least names the
 * best record. Immutable.
 */
final class Choices {

    private static final String RECORDS = "4294967296";
    private static final String LAST = "9223372036854775807";

    private final Dialect dialect;

    Choices(Dialect dialect) {
        this.dialect = dialect;
    }

    /** What is least for the latest instant and greatest for none. */
    String late(String instant) {
        String micros = dialect.functions().micros(instant);
        return ("case when %1$s is null then %2$s when isfinite(%1$s) then -%3$s when %1$s <"
                        + " current_timestamp then %2$s - 1 else -%2$s end")
                .formatted(instant, LAST, micros);
    }

    /** One number of what is least for the best record and of its place. */
    String mixed(String least, String place) {
        String wide = dialect.own(Own.WIDE);
        return "((cast(%s as %s) + %s + 1) * %s + %s)".formatted(least, wide, LAST, RECORDS, place);
    }

    /** The place in such a number. */
    String place(String mixed) {
        return "cast(%s %% %s as %s)".formatted(mixed, RECORDS, dialect.own(Own.INTEGER));
    }
}
