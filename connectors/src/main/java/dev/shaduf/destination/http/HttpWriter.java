package dev.shaduf.destination.http;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.Request;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Templates.Template;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sends batches of one run to one object, one request each. */
final class HttpWriter implements Writer {

    private static final long MOST_BYTES = 8 << 20;

    /** Below what a template may give. */
    private static final long MOST_TEMPLATE_BYTES = 512 << 10;

    private static final int MOST_CALLS = 64;
    private static final byte[] NONE = {};
    private static final String NO_KEY = "key";

    private final Connection connection;
    private final HttpObject object;
    private final RowBody rows;
    private final Answers answers;

    HttpWriter(Connection connection, HttpObject object, RowBody rows) {
        this.connection = connection;
        this.object = object;
        this.rows = rows;
        Advice advice = new Advice(connection.name, connection.auth.setting(), object);
        this.answers = new Answers(object, rows.match(), advice);
    }

    /** What the writers of a destination share. */
    record Connection(
            String name,
            ApiRoot root,
            Auth auth,
            Map<String, String> headers,
            Channel channel,
            InstantSource clock) {

        /** Adds what every request has: its sender, the headers of the project, the proof. */
        void sign(HttpRequest.Builder request, String id, byte[] body) {
            request.setHeader("User-Agent", "Shaduf");
            headers.forEach(request::setHeader);
            auth.sign(request, id, body, clock.instant());
        }

        /** The headers that prove who sends. */
        Set<String> proofs() {
            HttpRequest.Builder probe = HttpRequest.newBuilder(root.uri());
            auth.sign(probe, NO_KEY, NONE, clock.instant());
            return probe.build().headers().map().keySet();
        }
    }

    @Override
    public BatchLimit limit(Action action) {
        Call call = object.call(action);
        if (call.single()) {
            return new BatchLimit(1, Long.MAX_VALUE, MOST_CALLS);
        }
        long bytes = call.body() == null ? MOST_BYTES : MOST_TEMPLATE_BYTES;
        return new BatchLimit(call.batch(), bytes, MOST_CALLS);
    }

    @Override
    public boolean harmlessTwice(Action action) {
        return object.idempotent() || action.harmlessTwice();
    }

    @Override
    public Answer send(Batch batch) throws InterruptedException {
        Call call = object.call(batch.action());
        HttpRequest request;
        try {
            request = request(call, batch);
        } catch (ShadufException e) {
            return unrendered(batch, e.code().name() + ": " + e.message());
        } catch (IllegalArgumentException e) {
            return unrendered(batch, "WRONG_SETTING: " + e.getMessage());
        }
        String address = call.method() + " " + ApiRoot.shown(request.uri());
        Exchange exchange = connection.channel.send(request);
        return answers.of(exchange, batch, address, connection.clock.instant());
    }

    private static Answer unrendered(Batch batch, String why) {
        Reason reason = Reason.of(why);
        return batch.rows().size() == 1
                ? Answer.Rows.all(batch, new RowResult.Refused(reason), null)
                : new Answer.Refused(reason);
    }

    /** The first call with these rows as a person may see it. */
    Request shown(Action action, List<OutRow> all) {
        Call call = object.call(action);
        List<OutRow> group = groups(action, all).getFirst();
        List<OutRow> first = group.subList(0, Math.min(group.size(), limit(action).rows()));
        HttpRequest request = request(call, new Batch(action, first, NO_KEY));
        String body = body(call, action, first, variables(call, action, first));
        Map<String, String> headers = new TreeMap<>();
        request.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        connection.proofs().forEach(name -> headers.replace(name, "***"));
        headers.remove("Idempotency-Key");
        return new Request(
                call.method(), request.uri().toString(), headers, body == null ? "" : body);
    }

    private HttpRequest request(Call call, Batch batch) {
        Json.Obj variables = variables(call, batch.action(), batch.rows());
        URI uri = connection.root.with(call.path().render(variables));
        String body = body(call, batch.action(), batch.rows(), variables);
        byte[] bytes = body == null ? NONE : body.getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .method(call.method(), publisher(body, bytes))
                        .setHeader("Accept", "application/json")
                        .setHeader("Idempotency-Key", batch.idempotencyKey());
        if (body != null) {
            request.setHeader("Content-Type", call.contentType());
        }
        connection.sign(request, batch.idempotencyKey(), bytes);
        call.headers().forEach((name, value) -> request.setHeader(name, value.render(variables)));
        return request.build();
    }

    private static BodyPublisher publisher(@Nullable String body, byte[] bytes) {
        if (body == null) {
            return BodyPublishers.noBody();
        }
        if (bytes.length == 0) {
            return BodyPublishers.ofByteArray(bytes);
        }
        // As it is: ofByteArray would copy it into pieces of 16 KB and send each by itself.
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofByteArrays(List.of(bytes)), bytes.length);
    }

    /** Made only where a template reads them. */
    private Json.Obj variables(Call call, Action action, List<OutRow> batch) {
        boolean read =
                call.body() != null
                        || !call.path().variables().isEmpty()
                        || call.headers().values().stream().anyMatch(HttpWriter::reads);
        return read ? rows.variables(action, batch, call.single()) : Json.object();
    }

    private static boolean reads(Template template) {
        return !template.variables().isEmpty();
    }

    private @Nullable String body(
            Call call, Action action, List<OutRow> batch, Json.Obj variables) {
        if (call.bare()) {
            return null;
        }
        Template body = call.body();
        return body == null ? rows.batch(action, batch) : body.render(variables);
    }

    @Override
    public String payload(Action action, OutRow row) {
        Call call = object.call(action);
        Template body = call.body();
        if (body == null || !call.single()) {
            return rows.part(row);
        }
        try {
            String text = body.render(rows.variables(action, List.of(row), true));
            return json(text) ? text : Json.of(text).toString();
        } catch (ShadufException e) {
            return rows.part(row);
        }
    }

    private static boolean json(String text) {
        try {
            Json.parse(text);
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    @Override
    public void close() {
        // The destination owns the client.
    }
}
