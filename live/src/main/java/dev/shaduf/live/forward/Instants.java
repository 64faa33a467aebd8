package dev.shaduf.live.forward;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times as texts. */
final class Instants {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 40;

    private Instants() {}

    /** An ISO-8601 time or date; without an offset UTC; null where it is none. */
    static @Nullable Instant of(String text) {
        String iso = text.strip().replace(' ', 'T');
        if (iso.length() < SHORTEST
                || iso.length() > LONGEST
                || !Character.isDigit(iso.charAt(0))) {
            return null;
        }
        try {
            if (iso.length() == SHORTEST) {
                return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return iso.matches(".*(Z|z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** From microseconds since 1970. */
    static Instant ofMicros(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
