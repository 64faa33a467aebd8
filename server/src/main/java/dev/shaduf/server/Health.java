package dev.shaduf.server;

import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.Follower;
import dev.shaduf.live.log.LogFailure;
import dev.shaduf.spi.json.Json;

import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.util.List;
import java.util.Locale;

/** Whether the process lives, and whether calls are taken. */
final class Health {

    private static final int UNAVAILABLE = 503;

    private final EventLog log;
    private final Gate gate;
    private final List<Follower> followers;

    Health(EventLog log, Gate gate, List<Follower> followers) {
        this.log = log;
        this.gate = gate;
        this.followers = followers;
    }

    void routes(HttpRouting.Builder routing) {
        Routes.add(routing, Method.GET, "/health/live", Health::live);
        Routes.add(routing, Method.GET, "/health/ready", this::ready);
    }

    /** Asks neither log nor warehouse. */
    private static void live(ServerRequest request, ServerResponse response) {
        new Incoming(request).body();
        Replies.send(response, Json.object().with("status", Json.of("live")));
    }

    private void ready(ServerRequest request, ServerResponse response) {
        new Incoming(request).body();
        String why = why();
        if (!why.isEmpty()) {
            response.status(UNAVAILABLE);
        }
        Json.Obj body = Json.object().with("status", Json.of(why.isEmpty() ? "ready" : "waiting"));
        Replies.send(response, why.isEmpty() ? body : body.with("code", Json.of(why)));
    }

    private String why() {
        if (gate.isClosed()) {
            return "stopping";
        }
        LogFailure refusal = log.status().refusal();
        if (refusal != null) {
            return refusal.name().toLowerCase(Locale.ROOT);
        }
        return followers.stream().anyMatch(Follower::isBehind) ? "load_behind" : "";
    }
}
