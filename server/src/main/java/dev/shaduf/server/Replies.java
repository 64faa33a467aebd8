package dev.shaduf.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.collect.Answer;
import dev.shaduf.live.collect.Reason;
import dev.shaduf.spi.json.Json;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;

import java.util.function.IntConsumer;

/** Answers in the shape that SDKs know, also where a request never reached a route. */
final class Replies {

    static final Header JSON = HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json");

    private static final Header PROBLEM =
            HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/problem+json");
    private static final int TOO_SLOW = 408;
    private static final int TOO_LARGE = 413;
    private static final int COME_BACK = 429;
    private static final int HEADERS_TOO_LARGE = 431;
    private static final int URI_TOO_LONG = 414;

    private static final ScopedValue<Boolean> HEADERS_ONLY = ScopedValue.newInstance();

    private Replies() {}

    static void send(ServerResponse response, Answer answer) {
        response.status(answer.status()).header(JSON);
        if (answer.retryAfter() > 0) {
            response.header(HeaderNames.RETRY_AFTER, Integer.toString(answer.retryAfter()));
        }
        body(response, answer.body());
    }

    static void send(ServerResponse response, Json document) {
        body(response.header(JSON), document.toString().getBytes(UTF_8));
    }

    /** Ends an answer with its body; who asks with HEAD learns only how long that is. */
    static void body(ServerResponse response, byte[] body) {
        if (HEADERS_ONLY.isBound()) {
            response.contentLength(body.length);
            response.send();
        } else {
            response.send(body);
        }
    }

    /** Answers a request of the method HEAD without a body: what follows one is the next answer. */
    static void shorten(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (request.prologue().method().equals(Method.HEAD)) {
            ScopedValue.where(HEADERS_ONLY, true).run(chain::proceed);
        } else {
            chain.proceed();
        }
    }

    static void refuse(ServerResponse response, Reason reason) {
        send(response, Answer.refused(reason));
    }

    /** There is no such path. */
    static void notFound(ServerRequest request, ServerResponse response) {
        new Incoming(request).body();
        notFound(response);
    }

    /** The same of a request whose body has been read. */
    static void notFound(ServerResponse response) {
        problem(response, Status.NOT_FOUND_404, "not_found", "There is nothing at this path.");
    }

    /** There is such a path, but for other methods. */
    static void notAllowed(ServerRequest request, ServerResponse response, String allowed) {
        new Incoming(request).body();
        response.header(HeaderNames.ALLOW, allowed);
        problem(
                response,
                Status.METHOD_NOT_ALLOWED_405,
                "method_not_allowed",
                "This path takes " + allowed + ".");
    }

    /** A problem document (RFC 9457): no SDK asks for this. */
    private static void problem(
            ServerResponse response, Status status, String code, String detail) {
        Json problem =
                Json.object()
                        .with("type", Json.of("about:blank"))
                        .with("title", Json.of(status.reasonPhrase()))
                        .with("status", Json.of(status.code()))
                        .with("code", Json.of(code))
                        .with("detail", Json.of(detail));
        response.status(status).header(PROBLEM);
        body(response, problem.toString().getBytes(UTF_8));
    }

    /** Answers requests that cannot be read; {@code counted} learns their status. */
    static DirectHandlers unreadable(IntConsumer counted) {
        DirectHandler handler =
                (request, event, status, headers, message) -> {
                    Answer answer = answer(event, status);
                    counted.accept(answer.status());
                    TransportResponse.Builder reply = TransportResponse.builder().headers(headers);
                    Cors.readers(origin()).forEach(reply::header);
                    if (answer.retryAfter() > 0) {
                        reply.header(
                                HeaderNames.RETRY_AFTER, Integer.toString(answer.retryAfter()));
                    }
                    return reply.status(Status.create(answer.status()))
                            .header(JSON)
                            .header(HeaderValues.CONNECTION_CLOSE)
                            .keepAlive(false)
                            .entity(answer.body())
                            .build();
                };
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, handler);
        }
        return handlers.build();
    }

    /** Of the request that is refused; a handler is not always given its headers. */
    private static @Nullable String origin() {
        return Pace.CURRENT.isBound() ? Pace.CURRENT.get().origin() : null;
    }

    private static Answer answer(EventType event, Status status) {
        Pace pace = Pace.CURRENT.isBound() ? Pace.CURRENT.get() : null;
        if (pace != null && pace.hasHeadersBeyond(Connections.HEADERS)) {
            return Answer.refused(Reason.HEADERS_TOO_LARGE);
        }
        if (pace != null && pace.isCut()) {
            return Answer.refused(Reason.TOO_SLOW);
        }
        return switch (status.code()) {
            case HEADERS_TOO_LARGE, URI_TOO_LONG -> Answer.refused(Reason.HEADERS_TOO_LARGE);
            case TOO_LARGE -> Answer.refused(Reason.REQUEST_TOO_LARGE);
            case TOO_SLOW -> Answer.refused(Reason.TOO_SLOW);
            case COME_BACK -> Answer.refused(Reason.LOG_BEHIND);
            default ->
                    event == EventType.INTERNAL_ERROR && (pace == null || pace.isInBody())
                            ? Answer.stopping()
                            : Answer.refused(Reason.INVALID_JSON);
        };
    }

    /** Ends a request that cannot be read, and its connection. */
    static RequestException refusal(Status status) {
        return RequestException.builder()
                .type(EventType.OTHER)
                .status(status)
                .setKeepAlive(false)
                .message("")
                .build();
    }

    /** The whole of an answer to who is too slow to be asked anything more. */
    static byte[] tooSlow(@Nullable String origin) {
        String body = new String(Answer.refused(Reason.TOO_SLOW).body(), UTF_8);
        StringBuilder text = new StringBuilder("HTTP/1.1 408 Request Timeout\r\n");
        text.append("Connection: close\r\nContent-Type: application/json\r\n");
        for (Header header : Cors.readers(origin)) {
            text.append(header.name()).append(": ").append(header.get()).append("\r\n");
        }
        text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        return text.toString().getBytes(UTF_8);
    }
}
