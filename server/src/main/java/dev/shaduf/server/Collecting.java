package dev.shaduf.server;

import dev.shaduf.live.collect.Answer;
import dev.shaduf.live.collect.Call;
import dev.shaduf.live.collect.Collector;
import dev.shaduf.live.collect.Pixel;
import dev.shaduf.live.collect.Reason;
import dev.shaduf.live.event.EventType;
import dev.shaduf.spi.json.Json;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The tracking API: what Segment's and RudderStack's SDKs speak. */
final class Collecting {

    private static final Header GIF = HeaderValues.create(HeaderNames.CONTENT_TYPE, "image/gif");
    private static final Header NO_STORE =
            HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store, max-age=0");
    private static final byte[] DOT =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    private static final List<String> BATCHES =
            List.of(
                    "/v1/batch",
                    "/v1/batch/",
                    "/v1/import",
                    "/v1/import/",
                    "/v1/b",
                    "/beacon/v1/batch");

    private final Collector collector;
    private final Gate gate;
    private final Metrics metrics;
    private final List<String> prefixes;

    /** Also behind a prefix such as {@code /e7}; "" for none. */
    Collecting(Collector collector, Gate gate, Metrics metrics, String prefix) {
        this.collector = collector;
        this.gate = gate;
        this.metrics = metrics;
        this.prefixes = prefix.isEmpty() ? List.of("") : List.of("", prefix);
    }

    void routes(HttpRouting.Builder routing) {
        for (EventType type : EventType.values()) {
            Handler one = (request, response) -> collect(request, response, type);
            add(routing, Method.POST, "/v1/" + type.word(), one);
            add(routing, Method.POST, "/v1/" + type.word().charAt(0), one);
        }
        for (String path : BATCHES) {
            add(routing, Method.POST, path, (in, out) -> collect(in, out, null));
        }
        add(routing, Method.POST, "/v1/m", this::measured);
        for (String start : prefixes) {
            Handler settings = (in, out) -> settings(in, out, start);
            Routes.add(routing, Method.GET, start + "/v1/projects/{key}/settings", settings);
            Routes.add(routing, Method.GET, start + "/projects/{key}/settings", settings);
        }
        add(routing, Method.GET, "/sourceConfig", this::sourceConfig);
        add(routing, Method.GET, "/sourceConfig/", this::sourceConfig);
        add(routing, Method.GET, "/pixel/v1/track", (in, out) -> pixel(in, out, EventType.TRACK));
        add(routing, Method.GET, "/pixel/v1/page", (in, out) -> pixel(in, out, EventType.PAGE));
        add(routing, Method.GET, "/cluster-info", Collecting::cluster);
    }

    private void add(HttpRouting.Builder routing, Method method, String path, Handler handler) {
        prefixes.forEach(prefix -> Routes.add(routing, method, prefix + path, handler));
    }

    private void collect(ServerRequest request, ServerResponse response, @Nullable EventType type) {
        Incoming in = new Incoming(request);
        if (!gate.enter()) {
            in.body();
            reply(response, Answer.stopping());
            return;
        }
        try {
            byte[] body = in.body();
            String encoding = in.header(HeaderNames.CONTENT_ENCODING);
            reply(response, collector.collect(new Call(type, encoding, body, in.caller())));
        } finally {
            gate.leave();
        }
    }

    private void reply(ServerResponse response, Answer answer) {
        metrics.count(answer.status());
        Replies.send(response, answer);
    }

    private void measured(ServerRequest request, ServerResponse response) {
        new Incoming(request).body();
        metrics.countMeasures();
        Replies.send(response, Json.object().with("success", Json.of(true)));
    }

    private void settings(ServerRequest request, ServerResponse response, String prefix) {
        Incoming in = new Incoming(request);
        in.body();
        String key = request.path().pathParameters().get("key");
        if (isKnown(key, response)) {
            String proto = in.forwarded(HeaderNames.X_FORWARDED_PROTO);
            String outer = in.forwarded(HeaderNames.X_FORWARDED_HOST);
            String host = outer == null ? in.header(HeaderNames.HOST) : outer;
            String apiHost = (host == null ? "localhost" : host) + prefix + "/v1";
            String scheme = proto == null ? "http" : proto;
            Replies.send(response, Documents.segment(key, scheme, apiHost));
        }
    }

    private void sourceConfig(ServerRequest request, ServerResponse response) {
        Incoming in = new Incoming(request);
        in.body();
        String key = in.writeKey();
        if (isKnown(key == null ? "" : key, response) && key != null) {
            Replies.send(response, Documents.rudderstack(key, collector.nameOf(key)));
        }
    }

    private boolean isKnown(String key, ServerResponse response) {
        if (collector.knows(key)) {
            return true;
        }
        boolean off = !collector.nameOf(key).isEmpty();
        Replies.refuse(response, off ? Reason.SOURCE_DISABLED : Reason.UNKNOWN_WRITE_KEY);
        return false;
    }

    /** Whatever it holds, a page shows a picture. */
    private void pixel(ServerRequest request, ServerResponse response, EventType type) {
        Incoming in = new Incoming(request);
        in.body();
        Map<String, String> parameters = in.parameters();
        byte[] body = Pixel.body(parameters);
        if (body != null && gate.enter()) {
            try {
                Answer answer = collector.collect(new Call(type, null, body, in.caller()));
                metrics.count(answer.status());
            } finally {
                gate.leave();
            }
        }
        Replies.body(response.header(GIF).header(NO_STORE), DOT);
    }

    private static void cluster(ServerRequest request, ServerResponse response) {
        new Incoming(request).body();
        Replies.send(response, Json.object().with("nodeCount", Json.of(1)));
    }
}
