package dev.shaduf.spi.settings;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of declared settings, checked against their declaration before they get here; {@code ${…}}
 * is replaced already. Immutable.
 *
 * @param where what the settings belong to, for messages: {@code destination crm}
 */
public record Settings(String where, Json.Obj values) {

    /** Whether the key was given. */
    public boolean has(String name) {
        return values.get(name) != null && !(values.get(name) instanceof Json.Null);
    }

    /** The value as it is, or null. */
    public @Nullable Json raw(String name) {
        return values.get(name);
    }

    /** A text that must be there. */
    public String text(String name) {
        String text = textOrNull(name);
        if (text == null) {
            throw wrong(name, "is missing");
        }
        return text;
    }

    /** A text or null. */
    public @Nullable String textOrNull(String name) {
        Json value = values.get(name);
        return value == null ? null : value.asText();
    }

    /** A text, or the default. */
    public String text(String name, String fallback) {
        String text = textOrNull(name);
        return text == null ? fallback : text;
    }

    /** A whole number, or the default. */
    public long whole(String name, long fallback) {
        String text = textOrNull(name);
        try {
            return text == null ? fallback : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(name, "is not a whole number: " + text);
        }
    }

    /** A boolean, or the default. */
    public boolean flag(String name, boolean fallback) {
        String text = textOrNull(name);
        return text == null ? fallback : text.equals("true") || text.equals("on");
    }

    /** A duration, or the default. */
    public Duration length(String name, Duration fallback) {
        String text = textOrNull(name);
        return text == null ? fallback : Lengths.duration(text);
    }

    /** The keys below a name; empty where there are none. */
    public Settings group(String name) {
        Json value = values.get(name);
        return new Settings(where, value instanceof Json.Obj o ? o : Json.object());
    }

    /** The groups below a name by their own names, in the order of the file. */
    public Map<String, Settings> groups(String name) {
        Map<String, Settings> all = new LinkedHashMap<>();
        group(name)
                .values
                .members()
                .forEach((key, value) ->
                        all.put(
                                key,
                                new Settings(
                                        where + ", " + key,
                                        value instanceof Json.Obj o ? o : Json.object())));
        return all;
    }

    /** The texts of a list; one value counts as a list of one; empty where there is none. */
    public List<String> texts(String name) {
        Json value = values.get(name);
        List<String> all = new ArrayList<>();
        if (value instanceof Json.Arr(List<Json> items)) {
            items.forEach(item -> all.add(String.valueOf(item.asText())));
        } else if (value != null && !(value instanceof Json.Null)) {
            all.add(String.valueOf(value.asText()));
        }
        return all;
    }

    private ShadufException wrong(String name, String what) {
        return new ShadufException(
                Failure.WRONG_SETTING, where + ": '" + name + "' " + what + ".", "");
    }
}
