package dev.shaduf.server;

import io.helidon.http.Method;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

import java.util.List;

/**
 * A path with its one method, what browsers ask before, and a refusal of all else. What can be got
 * can be asked for its headers alone, as load balancers do.
 */
final class Routes {

    /** What Helidon takes out of a path before it looks for its route, or reads as a slash. */
    private static final List<String> ODD = List.of("//", "/./", "/../", ";", "%2F", "%2f");

    private Routes() {}

    /**
     * Refuses paths that only look like one of these once they are tidied up, which Helidon does:
     * nobody is told that all is well at a path that is not there.
     */
    static void asWritten(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String path = request.prologue().uriPath().rawPath();
        if (path.endsWith("/.") || path.endsWith("/..") || ODD.stream().anyMatch(path::contains)) {
            Replies.notFound(request, response);
        } else {
            chain.proceed();
        }
    }

    static void add(HttpRouting.Builder routing, Method method, String path, Handler handler) {
        boolean read = method.equals(Method.GET);
        if (read) {
            routing.route(Method.HEAD, path, handler);
        }
        String allowed = read ? "GET, HEAD, OPTIONS" : method.text() + ", OPTIONS";
        routing.route(method, path, handler)
                .options(path, Cors::preflight)
                .any(path, (request, response) -> Replies.notAllowed(request, response, allowed));
    }
}
