package dev.shaduf.live.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;

import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The event that the address of a pixel holds. */
public final class Pixel {

    private static final List<String> OBJECTS = List.of("properties.", "context.");

    private Pixel() {}

    /**
     * The event as the body of a call: what {@code data} holds in base64, and over it the other
     * parameters as texts; null where {@code data} cannot be read.
     */
    public static byte @Nullable [] body(Map<String, String> parameters) {
        try {
            Map<String, Json> event = new LinkedHashMap<>(data(parameters.get("data")).members());
            parameters.forEach((name, value) -> put(event, name, value));
            return new Json.Obj(event).toString().getBytes(UTF_8);
        } catch (IllegalArgumentException | JsonException e) {
            return null;
        }
    }

    private static Json.Obj data(@Nullable String base64) {
        if (base64 == null) {
            return Json.object();
        }
        String usual = base64.strip().replace('-', '+').replace('_', '/').replace(' ', '+');
        String text = new String(Base64.getDecoder().decode(usual), UTF_8);
        if (Json.parse(text) instanceof Json.Obj event) {
            return event;
        }
        throw new IllegalArgumentException("no event");
    }

    private static void put(Map<String, Json> event, String name, String value) {
        if (name.equals("data") || name.equals("writeKey")) {
            return;
        }
        String prefix = OBJECTS.stream().filter(name::startsWith).findFirst().orElse("");
        if (prefix.isEmpty()) {
            event.put(name, Json.of(value));
            return;
        }
        String object = prefix.substring(0, prefix.length() - 1);
        Json.Obj there = event.get(object) instanceof Json.Obj o ? o : Json.object();
        event.put(object, there.with(name.substring(prefix.length()), Json.of(value)));
    }
}
