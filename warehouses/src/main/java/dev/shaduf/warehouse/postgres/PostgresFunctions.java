package dev.shaduf.warehouse.postgres;

import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Functions;

import java.util.List;
import java.util.stream.Collectors;

/** The functions of PostgreSQL. */
final class PostgresFunctions implements Functions {

    @Override
    public String sha256(List<String> texts) {
        return texts.stream()
                .map(text -> "convert_to(" + text + ", 'UTF8')")
                .collect(
                        Collectors.joining(
                                " || '\\x00'::bytea || ", "encode(sha256(", "), 'hex')"));
    }

    @Override
    public String matches(String text, String pattern, boolean anyCase) {
        String sign = anyCase ? " ~* " : " ~ ";
        return text + sign + PostgresDialect.quoted(pattern);
    }

    @Override
    public String captured(String text, String pattern) {
        String found = "coalesce(substring(%s from %s), '')";
        return found.formatted(text, PostgresDialect.quoted(pattern));
    }

    @Override
    public String instant(String value, Type type) {
        return "cast(" + value + " as timestamptz)";
    }

    @Override
    public String micros(String instant) {
        return "cast(extract(epoch from " + instant + ") * 1000000 as bigint)";
    }

    @Override
    public String series(String first, String last) {
        return "generate_series(%s, %s)".formatted(first, last);
    }

    @Override
    public String lines(String text) {
        return "unnest(string_to_array(" + text + ", chr(10)))";
    }
}
