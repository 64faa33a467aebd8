package dev.shaduf.live.collect;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.spi.json.Json;

import java.util.List;
import java.util.Map;

/** Calls of a test and what became of them. */
final class Calls {

    static final long NOW = Moment.read("2026-03-01T12:00:00Z");

    private final Caller caller;
    private final Decoder decoder;

    private Calls(IpRule ip, Caller caller) {
        this.caller = caller;
        this.decoder =
                new Decoder(
                        Map.of(
                                "WK",
                                new EventSource("website", "WK", true, ip),
                                "OFF",
                                new EventSource("old", "OFF", false, ip)));
    }

    static Calls plain() {
        return with(IpRule.KEEP);
    }

    static Calls with(IpRule ip) {
        return new Calls(ip, new Caller("WK", "203.0.113.77", null, null, false));
    }

    static Calls from(Caller caller) {
        return new Calls(IpRule.KEEP, caller);
    }

    Decoded one(EventType type, String body) {
        return decoder.decode(new Call(type, null, body.getBytes(UTF_8), caller), NOW);
    }

    Decoded batch(String body) {
        return decoder.decode(new Call(null, null, body.getBytes(UTF_8), caller), NOW);
    }

    Decoded packed(String encoding, byte[] body) {
        return decoder.decode(new Call(null, encoding, body, caller), NOW);
    }

    /** The one event of a track call with user u and these further members. */
    Event track(String members) {
        return accepted(one(EventType.TRACK, "{\"userId\":\"u\",\"event\":\"E\"" + members + "}"));
    }

    Json.Obj payload(String members) {
        return payload(track(members));
    }

    Json.Obj context(String context) {
        return payload(",\"context\":" + context).get("context") instanceof Json.Obj o
                ? o
                : Json.object();
    }

    static Event accepted(Decoded decoded) {
        assertThat(decoded.refusal()).isNull();
        return (Event) decoded.entries().getFirst();
    }

    static List<Reason> reasons(Decoded decoded) {
        return decoded.rejected().stream().map(Rejection::reason).toList();
    }

    static Json.Obj payload(Event event) {
        return (Json.Obj) Json.parse(text(event));
    }

    static String text(Event event) {
        return new String(event.payload(), UTF_8);
    }
}
