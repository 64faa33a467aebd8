package dev.shaduf.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Times;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Events of about 950 bytes as a shop's visitors send them: of a hundred 80 are tracks of 20 names
 * with 8 to 15 properties, 12 pages and 8 identifies.
 */
final class Visitors {

    private static final String CONTEXT =
            """
            "context":{"ip":"192.0.2.%d","locale":"fr-FR","userAgent":"Mozilla/5.0 (X11; Linux \
            x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",\
            "page":{"path":"/c/%d","referrer":"https://search.example/","search":"",\
            "title":"Shop number %d","url":"https://shop.example/c/%d"},\
            "library":{"name":"analytics.js","version":"next-1.70.0"},"timezone":"Europe/Paris"}\
            """;

    private final Random random;
    private long clock;

    Visitors(long seed, long start) {
        random = new Random(seed);
        clock = start;
    }

    /** The next events; each was received 40 microseconds after the one before. */
    List<Event> next(int count) {
        List<Event> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(100);
            EventType type =
                    kind < 80 ? EventType.TRACK : kind < 92 ? EventType.PAGE : EventType.IDENTIFY;
            events.add(event(type));
        }
        return events;
    }

    private Event event(EventType type) {
        clock += 40;
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        int visitor = random.nextInt(100_000);
        int page = random.nextInt(1_000);
        StringBuilder json = new StringBuilder(1_200).append("{\"type\":\"").append(type.word());
        json.append("\",\"messageId\":\"").append(id).append("\",\"anonymousId\":\"anon-");
        json.append(visitor).append("\",\"userId\":\"user-").append(visitor);
        json.append("\",\"timestamp\":\"2026-05-01T12:00:00.000Z\",");
        json.append(CONTEXT.formatted(visitor % 256, page, page, page)).append(',');
        body(type, json, visitor);
        byte[] payload = json.append('}').toString().getBytes(UTF_8);
        Times times = new Times(clock, clock - 1_000, clock - 2_000, clock - 2_000);
        return new Event("shop", type, id, "user-" + visitor, "anon-" + visitor, times, payload);
    }

    private void body(EventType type, StringBuilder json, int visitor) {
        switch (type) {
            case TRACK -> {
                int name = random.nextInt(20);
                json.append("\"event\":\"Product Event ")
                        .append(name)
                        .append("\",\"properties\":{");
                properties(json, name, 8 + random.nextInt(8));
                json.append('}');
            }
            case PAGE ->
                    json.append("\"name\":\"Category\",\"properties\":{\"path\":\"/c\",\"depth\":")
                            .append(random.nextInt(10))
                            .append('}');
            default ->
                    json.append("\"traits\":{\"email\":\"user")
                            .append(visitor)
                            .append("@example.com\",\"plan\":\"pro\",\"visits\":")
                            .append(random.nextInt(500))
                            .append(",\"address\":{\"city\":\"Lyon\",\"country\":\"FR\"}}");
        }
    }

    private void properties(StringBuilder json, int name, int count) {
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",").append("\"prop").append(name).append('_').append(i);
            switch (i % 6) {
                case 0 -> json.append("\":\"sku-").append(random.nextInt(100_000)).append('"');
                case 1 -> json.append("\":").append(random.nextInt(100_000) / 100.0);
                case 2 -> json.append("\":").append(random.nextInt(1_000));
                case 3 ->
                        json.append("\":\"2026-05-01T12:00:00.")
                                .append(100 + random.nextInt(900))
                                .append("Z\"");
                case 4 -> json.append("\":[\"red\",").append(random.nextInt(9)).append(']');
                default ->
                        json.append("\":{\"id\":")
                                .append(random.nextInt(999))
                                .append(",\"label\":\"Value of a thing\"}");
            }
        }
    }
}
