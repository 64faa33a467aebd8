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

    private static final List<String> OBJECTS = List.of("properties", "context");

    /** What is nested deeper keeps the dots in its name. */
    private static final int LEVELS = 8;

    private Pixel() {}

    /**
     * The event as the body of a call: what {@code data} holds in base64, and over it the other
     * parameters as texts, nested by the dots in their names; null where {@code data} cannot be
     * read.
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
        List<String> path = List.of(name.split("\\.", LEVELS));
        if (path.size() > 1 && OBJECTS.contains(path.getFirst())) {
            event.put(path.getFirst(), nested(event.get(path.getFirst()), rest(path), value));
        } else {
            event.put(name, Json.of(value));
        }
    }

    private static Json.Obj nested(@Nullable Json object, List<String> path, String value) {
        Json.Obj there = object instanceof Json.Obj obj ? obj : Json.object();
        String name = path.getFirst();
        return there.with(
                name,
                path.size() == 1 ? Json.of(value) : nested(there.get(name), rest(path), value));
    }

    private static List<String> rest(List<String> path) {
        return path.subList(1, path.size());
    }
}
