package dev.shaduf.server;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Lets pages of any origin send events: there is nothing here that a cookie would protect. */
final class Cors {

    private static final HeaderName EXPOSE = HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS;
    private static final HeaderName WANTED = HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS;
    private static final Header VARY = HeaderValues.create(HeaderNames.VARY, "Origin");
    private static final Header CREDENTIALS =
            HeaderValues.create(HeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    private static final Header EXPOSED =
            HeaderValues.create(EXPOSE, "Retry-After, X-RateLimit-Reset");
    private static final Header METHODS =
            HeaderValues.create(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS");
    private static final Header AGE =
            HeaderValues.create(HeaderNames.ACCESS_CONTROL_MAX_AGE, "86400");

    private Cors() {}

    /** Says on every answer who may read it. */
    static void mirror(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        readers(origin(request.headers())).forEach(response::header);
        chain.proceed();
    }

    /** Where the page is that a request comes from; null where none says so. */
    static @Nullable String origin(Headers headers) {
        return headers.contains(HeaderNames.ORIGIN) ? headers.get(HeaderNames.ORIGIN).get() : null;
    }

    /** What says that pages of an origin may read an answer. */
    static List<Header> readers(@Nullable String origin) {
        return origin == null
                ? List.of()
                : List.of(
                        HeaderValues.create(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin),
                        CREDENTIALS,
                        EXPOSED,
                        VARY);
    }

    /** Answers what browsers ask before they send. */
    static void preflight(ServerRequest request, ServerResponse response) {
        new Incoming(request).body();
        if (request.headers().contains(WANTED)) {
            String wanted = request.headers().get(WANTED).get();
            response.header(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, wanted);
        }
        response.status(Status.NO_CONTENT_204).header(METHODS).header(AGE).send();
    }
}
