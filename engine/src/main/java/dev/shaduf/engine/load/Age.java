package dev.shaduf.engine.load;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * How old the newest value of a column is.
 *
 * @param value the canonical text of the newest value; null where there is none
 * @param age null where there is none, or where it is no time
 */
public record Age(@Nullable String value, @Nullable Duration age) {

    /** The age of a canonical date or timestamp at {@code now}. */
    public static Age of(@Nullable String value, Instant now) {
        Instant at = instant(value);
        return new Age(value, at == null ? null : Duration.between(at, now));
    }

    private static @Nullable Instant instant(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return value.length() == 10
                    ? LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : Instant.parse(value);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Whether there is a value and it is not older. */
    public boolean within(Duration limit) {
        return age != null && age.compareTo(limit) <= 0;
    }

    /** The end of a sentence: {@code is 3 days old}. */
    @Override
    public String toString() {
        if (value == null) {
            return "is not there: the column has no value";
        }
        if (age == null) {
            return "has '" + value + "', which is no time";
        }
        long hours = age.toHours();
        String words =
                hours >= 48
                        ? age.toDays() + " days"
                        : hours >= 2 ? hours + " hours" : age.toMinutes() + " minutes";
        return "is of " + value + ", " + words + " old";
    }
}
