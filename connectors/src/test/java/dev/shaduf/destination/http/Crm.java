package dev.shaduf.destination.http;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.testkit.destination.ScriptedServer;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An http destination named crm in front of a scripted server. */
final class Crm implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    final ScriptedServer server = new ScriptedServer();
    final Destination destination;

    private Crm(String settings) {
        destination = open(settings.replace("SERVER", server.url()));
    }

    /** One with {@code settings} beside the base URL, in JSON without the braces. */
    static Crm with(String settings) {
        String more = settings.isEmpty() ? "" : ", " + settings;
        return new Crm("{\"base_url\": \"SERVER/api/\"" + more + "}");
    }

    /** Opens a destination with settings in JSON. */
    static Destination open(String settings) {
        Settings values = new Settings("destination crm", (Json.Obj) Json.parse(settings));
        DestinationType.Context context =
                new DestinationType.Context("crm", Path.of("."), Path.of("."), Plain::new);
        return new HttpDestination(values, context, InstantSource.fixed(NOW));
    }

    Crm then(ScriptedServer.Step... steps) {
        server.then(steps);
        return this;
    }

    Writer writer(String... match) {
        return destination.writer(match.length == 0 ? target("id") : target(match));
    }

    static Target target(String... match) {
        List<Target.TypedField> fields = new ArrayList<>();
        for (String name : match) {
            fields.add(new Target.TypedField(name, null));
        }
        return new Target("sync", 42, NOW, "contacts", Mode.UPSERT, fields, List.of(), false);
    }

    Answer send(Action action, OutRow... rows) throws InterruptedException {
        try (Writer writer = writer()) {
            return writer.send(new Batch(action, List.of(rows), "key-1"));
        }
    }

    /** Upserts rows 1 and 2. */
    Answer send() throws InterruptedException {
        return send(Action.UPSERT, row(1), row(2));
    }

    static OutRow row(int id) {
        String fields = "{\"name\":\"n" + id + "\"}";
        return new OutRow(id, "" + id, List.of("" + id), fields);
    }

    static OutRow gone(int id) {
        return new OutRow(id, "" + id, List.of("" + id), null);
    }

    @Override
    public void close() {
        destination.close();
        server.close();
    }

    /** A template that is its own text. */
    private record Plain(String text) implements Templates.Template {
        @Override
        public String render(Json.Obj variables) {
            return text;
        }

        @Override
        public Set<String> variables() {
            return Set.of();
        }
    }
}
