package dev.shaduf.destination.http;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Templates.Template;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Sends batches of one run to one object, one request each. */
final class HttpWriter implements Writer {

    private static final long MOST_BYTES = 8 << 20;

    /** Below what a template may give. */
    private static final long MOST_TEMPLATE_BYTES = 512 << 10;

    private static final int MOST_CALLS = 64;

    private final Connection connection;
    private final HttpObject object;
    private final RowBody rows;
    private final Answers answers;

    HttpWriter(Connection connection, HttpObject object, RowBody rows) {
        this.connection = connection;
        this.object = object;
        this.rows = rows;
        this.answers =
                new Answers(connection.name, connection.auth.setting(), object, rows.match());
    }

    /** What the writers of a destination share. */
    record Connection(
            String name,
            BaseUrl base,
            Auth auth,
            Map<String, String> headers,
            Channel channel,
            InstantSource clock) {}

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
        String address = call.method() + " " + BaseUrl.shown(request.uri());
        Exchange exchange = connection.channel.send(request);
        return answers.of(exchange, batch, address, connection.clock.instant());
    }

    private static Answer unrendered(Batch batch, String why) {
        Reason reason = Reason.of(why);
        return batch.rows().size() == 1
                ? Answer.Rows.all(batch, new RowResult.Refused(reason), null)
                : new Answer.Refused(reason);
    }

    private HttpRequest request(Call call, Batch batch) {
        Json.Obj variables = variables(call, batch.action(), batch.rows());
        URI uri = connection.base.with(call.path().render(variables));
        String body = body(call, batch.action(), batch.rows(), variables);
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        HttpRequest.BodyPublisher publisher =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(bytes);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .method(call.method(), publisher)
                        .setHeader("User-Agent", "Shaduf")
                        .setHeader("Accept", "application/json")
                        .setHeader("Idempotency-Key", batch.idempotencyKey());
        if (body != null) {
            request.setHeader("Content-Type", call.contentType());
        }
        connection.headers.forEach(request::setHeader);
        call.headers().forEach((name, value) -> request.setHeader(name, value.render(variables)));
        connection.auth.sign(request, batch.idempotencyKey(), bytes, connection.clock.instant());
        return request.build();
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
