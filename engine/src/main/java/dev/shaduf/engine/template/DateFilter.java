package dev.shaduf.engine.template;

import liqp.TemplateContext;
import liqp.filters.Filter;

import org.jspecify.annotations.Nullable;

import ua.co.k.strftime.StrftimeFormatter;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code date: '%d.%m.%Y'} over timestamps, dates, times, epoch seconds and {@code 'now'}, in UTC.
 * What is no date stays as it is, as in Liquid.
 */
final class DateFilter extends Filter {

    private static final int MOST_PATTERNS = 1_000;

    private final InstantSource clock;
    private final Map<String, StrftimeFormatter> patterns = new ConcurrentHashMap<>();

    DateFilter(InstantSource clock) {
        super("date");
        this.clock = clock;
    }

    @Override
    public @Nullable Object apply(
            @Nullable Object value, TemplateContext context, @Nullable Object... params) {
        String pattern = params.length == 0 || params[0] == null ? "" : params[0].toString();
        if (value == null || pattern.isBlank()) {
            return value;
        }
        ZonedDateTime time = time(value, context);
        return time == null ? value : formatter(pattern).format(time);
    }

    private StrftimeFormatter formatter(String pattern) {
        if (patterns.size() > MOST_PATTERNS) {
            patterns.clear();
        }
        return patterns.computeIfAbsent(
                pattern, p -> StrftimeFormatter.ofSafePattern(p, Locale.ENGLISH));
    }

    private @Nullable ZonedDateTime time(Object value, TemplateContext context) {
        if (value instanceof Number || value.toString().matches("-?\\d{9,11}")) {
            BigDecimal seconds = new BigDecimal(value.toString());
            return Instant.ofEpochSecond(seconds.longValue()).atZone(ZoneOffset.UTC);
        }
        String text = value.toString().strip();
        if (text.equals("now") || text.equals("today")) {
            return clock.instant().atZone(ZoneOffset.UTC);
        }
        try {
            return canonical(text);
        } catch (DateTimeException e) {
            return context.getDateParser().parse(text, Locale.ENGLISH, ZoneOffset.UTC);
        }
    }

    private ZonedDateTime canonical(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC);
        }
        if (text.length() > 2 && text.charAt(2) == ':') {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            return LocalTime.parse(text).atDate(today).atZone(ZoneOffset.UTC);
        }
        String iso = text.replace(' ', 'T');
        boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return zoned
                ? OffsetDateTime.parse(iso).toZonedDateTime()
                : LocalDateTime.parse(iso).atZone(ZoneOffset.UTC);
    }
}
