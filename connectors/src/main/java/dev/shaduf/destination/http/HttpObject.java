package dev.shaduf.destination.http;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.destination.Templates.Template;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An object of the tool: what is called for each action, and how answers are read.
 *
 * @param idempotent whether the tool honours the idempotency key
 */
record HttpObject(String name, Map<Action, Call> calls, Results results, boolean idempotent) {

    private static final long DEFAULT_BATCH = 100;

    /** Reads the object's settings; what they do not state is the default. */
    static HttpObject of(String name, Settings settings, Templates templates) {
        Map<Action, Call> calls = new EnumMap<>(Action.class);
        long batch = settings.whole("batch", DEFAULT_BATCH);
        for (Action action : Action.values()) {
            Settings call = settings.group(action.word());
            calls.put(action, call(name, call, batch, templates));
        }
        boolean idempotent = settings.flag("idempotent", false);
        return new HttpObject(name, calls, Results.of(settings), idempotent);
    }

    /** The call for an action. */
    Call call(Action action) {
        Call call = calls.get(action);
        if (call == null) {
            throw new IllegalStateException(action.word());
        }
        return call;
    }

    private static Call call(String name, Settings call, long batch, Templates templates) {
        String path = call.textOrNull("path");
        Template address =
                path == null
                        ? new Text("/" + encoded(name))
                        : compile(templates, call, "path", path);
        @Nullable String body = body(call);
        Map<String, Template> headers = new LinkedHashMap<>();
        Auth.texts(call.group("headers"))
                .forEach((header, value) ->
                        headers.put(header, compile(templates, call, header, value)));
        return new Call(
                call.text("method", "POST").toUpperCase(Locale.ROOT),
                address,
                (int) Math.clamp(call.whole("batch", batch), 1, 1_000_000),
                body == null ? null : compile(templates, call, "body", body),
                headers,
                call.text("content_type", "application/json"));
    }

    /** A body written as YAML counts as its JSON. */
    private static @Nullable String body(Settings call) {
        Json body = call.raw("body");
        return body == null ? null : body.asText();
    }

    private static Template compile(
            Templates templates, Settings call, String setting, String source) {
        try {
            return templates.compile(source);
        } catch (ShadufException e) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    call.where() + ", " + setting + ": " + e.message(),
                    e.fix(),
                    e);
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    /** A text that is not a template. */
    private record Text(String text) implements Template {
        @Override
        public String render(Json.Obj variables) {
            return text;
        }

        @Override
        public java.util.Set<String> variables() {
            return java.util.Set.of();
        }
    }
}
