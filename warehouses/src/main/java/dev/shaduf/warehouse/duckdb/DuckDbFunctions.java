package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Functions;

import java.util.List;

/** The functions of DuckDB. */
final class DuckDbFunctions implements Functions {

    @Override
    public String sha256(List<String> texts) {
        return "sha256(" + String.join(" || chr(0) || ", texts) + ")";
    }

    @Override
    public String matches(String text, String pattern, boolean anyCase) {
        String how = anyCase ? ", 'i'" : "";
        return "regexp_matches(%s, %s%s)".formatted(text, DuckDbDialect.quoted(pattern), how);
    }

    @Override
    public String captured(String text, String pattern) {
        return "regexp_extract(%s, %s, 1)".formatted(text, DuckDbDialect.quoted(pattern));
    }

    /**
     * The cast of a time without zone asks a calendar for each row, which takes seven times as long
     * as by way of its number.
     */
    @Override
    public String instant(String value, Type type) {
        String cast = "cast(" + value + " as TIMESTAMPTZ)";
        return type.name().equals("TIMESTAMP")
                ? "case when isfinite(%1$s) then make_timestamptz(epoch_us(%1$s)) else %2$s end"
                        .formatted(value, cast)
                : cast;
    }

    @Override
    public String micros(String instant) {
        return "epoch_us(" + instant + ")";
    }

    @Override
    public String series(String first, String last) {
        return "unnest(range(%s, %s + 1))".formatted(first, last);
    }

    @Override
    public String lines(String text) {
        return "unnest(string_split(" + text + ", chr(10)))";
    }
}
