package dev.shaduf.destination.http;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType.Context;
import dev.shaduf.spi.destination.ObjectType;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Request;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.settings.Settings;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tool behind an HTTP API. Safe to share between threads. */
final class HttpDestination implements Destination {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String PROBE = "check";

    private final HttpWriter.Connection connection;
    private final Map<String, HttpObject> objects = new LinkedHashMap<>();
    private final Settings settings;
    private final Context context;

    HttpDestination(Settings settings, Context context, InstantSource clock) {
        this.settings = settings;
        this.context = context;
        this.connection =
                new HttpWriter.Connection(
                        context.name(),
                        ApiRoot.of(settings.text("base_url"), settings.where()),
                        Auth.of(settings.group("auth")),
                        Auth.texts(settings.group("headers")),
                        new Channel(
                                settings.length("timeout", TIMEOUT),
                                settings.flag("allow_link_local", false)),
                        clock);
        allowed();
        settings.groups("objects").forEach(this::add);
    }

    private void add(String name, Settings object) {
        objects.put(name, HttpObject.of(name, object, context.templates()));
    }

    private void allowed() {
        HttpRequest.Builder probe = HttpRequest.newBuilder();
        try {
            connection.sign(probe, PROBE, new byte[0]);
        } catch (IllegalArgumentException e) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    settings.where() + ": a header cannot be sent: " + named(e) + ".",
                    "Take it out of headers or auth; Host, Connection and Content-Length are set"
                            + " by the program, and no value may have line breaks.");
        }
    }

    /** The library's message only where it names a header: others may repeat a secret value. */
    private static String named(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("restricted header name") ? message : "its value is not allowed";
    }

    @Override
    public void check() {
        try {
            Exchange exchange = probe("HEAD");
            if (exchange instanceof Exchange.Answered(Reply reply)
                    && (reply.status() == 405 || reply.status() == 501)) {
                exchange = probe("GET");
            }
            judge(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("the check was interrupted");
        }
    }

    private Exchange probe(String method) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(connection.root().uri())
                        .method(method, HttpRequest.BodyPublishers.noBody());
        connection.sign(request, PROBE, new byte[0]);
        return connection.channel().send(request.build());
    }

    private void judge(Exchange exchange) {
        String where = settings.where() + ": " + ApiRoot.shown(connection.root().uri());
        switch (exchange) {
            case Exchange.NotSent(String why) -> throw unreachable(why);
            case Exchange.Lost(String why, Integer _) -> throw unreachable(why);
            case Exchange.Forbidden(String ip) ->
                    throw new ShadufException(
                            Failure.FORBIDDEN,
                            where + " is " + ip + ", a link-local or metadata address.",
                            "Correct base_url, or set allow_link_local: true.");
            case Exchange.Answered(Reply reply) when reply.status() == 401 ->
                    throw new ShadufException(
                            Failure.AUTHENTICATION,
                            where + " answered 401: " + reply.words(),
                            "Check " + connection.auth().setting() + ".");
            case Exchange.Answered _ -> {}
        }
    }

    private ShadufException unreachable(String why) {
        return new ShadufException(
                Failure.UNREACHABLE,
                settings.where() + ": " + why + ".",
                "Check base_url, and that the tool is up and can be reached from here.");
    }

    @Override
    public ObjectType object(String name, boolean connect) {
        known(name);
        return new ObjectType(name, HttpDestinationType.MODES, null, List.of(), false);
    }

    private HttpObject known(String name) {
        if (objects.isEmpty()) {
            return HttpObject.of(name, settings.group("objects").group(name), context.templates());
        }
        HttpObject object = objects.get(name);
        if (object == null) {
            throw new ShadufException(
                    Failure.NOT_FOUND,
                    settings.where() + " has no object '" + name + "'.",
                    "Its objects are: " + String.join(", ", objects.keySet()) + ".");
        }
        return object;
    }

    @Override
    public Request request(Target target, Action action, List<OutRow> rows) {
        return open(target).shown(action, rows);
    }

    @Override
    public Writer writer(Target target) {
        return open(target);
    }

    private HttpWriter open(Target target) {
        if (!HttpDestinationType.MODES.contains(target.mode())) {
            throw new ShadufException(
                    Failure.UNSUPPORTED,
                    settings.where() + " cannot do mode " + target.mode().word() + ".",
                    "Use insert, append, update, upsert or mirror.");
        }
        List<String> match = target.match().stream().map(Target.TypedField::name).toList();
        RowBody rows = new RowBody(target.object(), target.runId(), match);
        return new HttpWriter(connection, known(target.object()), rows);
    }

    @Override
    public void close() {
        connection.channel().close();
    }
}
