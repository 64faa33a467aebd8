package dev.shaduf.source.files;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;
import dev.shaduf.spi.sql.Type;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;

/** Whether a text is a value of a type that the user fixed. */
final class Fits {

    private Fits() {}

    static boolean in(Type type, String text) {
        try {
            return switch (type.kind()) {
                case TEXT, OTHER, BINARY -> true;
                case INTEGER -> Long.toString(Long.parseLong(text)).length() > 0;
                case DECIMAL -> decimal(type, new BigDecimal(text));
                case FLOAT ->
                        !Double.isNaN(Double.parseDouble(text)) || text.equalsIgnoreCase("nan");
                case BOOLEAN ->
                        text.toLowerCase(Locale.ROOT).matches("true|false|t|f|yes|no|y|n|0|1");
                case DATE -> LocalDate.parse(text).getYear() != Integer.MIN_VALUE;
                case TIME -> LocalTime.parse(text).getHour() >= 0;
                case TIMESTAMP -> timestamp(text.replace(' ', 'T'));
                case JSON -> !Json.parse(text).toString().isEmpty();
            };
        } catch (NumberFormatException | DateTimeException | JsonException e) {
            return false;
        }
    }

    private static boolean decimal(Type type, BigDecimal number) {
        int comma = type.name().indexOf(',');
        int precision = Integer.parseInt(type.name().substring(8, comma));
        return number.precision() - number.scale() <= precision - type.scale();
    }

    private static boolean timestamp(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).getYear() != Integer.MIN_VALUE;
        }
        boolean zoned = text.endsWith("Z") || text.matches(".*[+-]\\d\\d(:?\\d\\d)?");
        return zoned && text.indexOf('T') > 0
                ? OffsetDateTime.parse(
                                        text.replaceAll("([+-]\\d\\d)$", "$1:00")
                                                .replaceAll("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                                .getYear()
                        != Integer.MIN_VALUE
                : LocalDateTime.parse(text).getYear() != Integer.MIN_VALUE;
    }
}
