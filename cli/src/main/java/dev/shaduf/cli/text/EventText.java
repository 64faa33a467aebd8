package dev.shaduf.cli.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.cli.terminal.Line;
import dev.shaduf.live.event.Event;
import dev.shaduf.spi.json.Json;

/** An event as {@code events tail} shows it: on one line, whatever it holds. */
public final class EventText {

    private EventText() {}

    /** As it was sent: line breaks are between its values only, and there they mean nothing. */
    public static String json(Event event) {
        return payload(event).replace('\n', ' ').replace('\r', ' ');
    }

    /** For people: when, what, who, and the properties or traits. */
    public static String line(Event event) {
        Json.Obj all = Json.parse(payload(event)) instanceof Json.Obj obj ? obj : Json.object();
        String who = event.userId() == null ? event.anonymousId() : event.userId();
        Json what = all.get("event") == null ? all.get("name") : all.get("event");
        Json with = all.get("properties") == null ? all.get("traits") : all.get("properties");
        Json at = all.get("receivedAt");
        String line =
                "%s  %-8s  %s  %s  %s"
                        .formatted(
                                at == null ? "" : at.asText(),
                                event.type().word(),
                                who,
                                what == null ? "" : what.asText(),
                                with == null ? "" : with);
        return Line.of(line).plain();
    }

    private static String payload(Event event) {
        return new String(event.payload(), UTF_8);
    }
}
