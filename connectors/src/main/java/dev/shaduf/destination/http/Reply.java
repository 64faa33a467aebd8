package dev.shaduf.destination.http;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;

import org.jspecify.annotations.Nullable;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A whole answer.
 *
 * @param cut whether the body was longer than is read
 */
record Reply(int status, HttpHeaders headers, String body, boolean cut) {

    private static final int LONGEST_REASON = 500;
    private static final List<JsonPath> MESSAGES =
            List.of(
                    JsonPath.of("$.message"),
                    JsonPath.of("$.error.message"),
                    JsonPath.of("$.error"),
                    JsonPath.of("$.detail"),
                    JsonPath.of("$.errors[0].message"));

    boolean success() {
        return status >= 200 && status < 300;
    }

    /** Whether it is a page for people rather than an answer of an API. */
    boolean html() {
        String type = headers.firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/html") || type.startsWith("application/xhtml")) {
            return true;
        }
        String text = body.stripLeading();
        text = text.startsWith("\uFEFF") ? text.substring(1).stripLeading() : text;
        return begins(text, "<!doctype") || begins(text, "<html");
    }

    private static boolean begins(String text, String start) {
        return text.regionMatches(true, 0, start, 0, start.length());
    }

    /** The body as JSON; null where it is not. */
    @Nullable Json json() {
        String text = body.strip();
        if (cut || !(text.startsWith("{") || text.startsWith("["))) {
            return null;
        }
        try {
            return Json.parse(text);
        } catch (JsonException e) {
            return null;
        }
    }

    /** The tool's own words: its message, else the beginning of the body, else the status. */
    String words() {
        Json json = json();
        if (json != null) {
            for (JsonPath path : MESSAGES) {
                Json found = path.first(json);
                String text = found == null ? null : found.asText();
                if (text != null && !text.isBlank()) {
                    return text;
                }
            }
        }
        String text = body.strip();
        if (text.isEmpty()) {
            return "HTTP " + status;
        }
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }

    /** How long the tool asks to wait; null where it does not say. */
    @Nullable Duration retryAfter(Instant now) {
        String text = headers.firstValue("retry-after").orElse("").strip();
        try {
            if (text.matches("\\d{1,9}(\\.\\d+)?")) {
                return Duration.ofMillis((long) (Double.parseDouble(text) * 1000));
            }
            if (text.isEmpty()) {
                return null;
            }
            Instant at =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return at.isBefore(now) ? Duration.ZERO : Duration.between(now, at);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
