package dev.shaduf.server;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;

/**
 * A path with its one method, what browsers ask before, and a refusal of all else. What can be got
 * can be asked for its headers alone, as load balancers do.
 */
final class Routes {

    private Routes() {}

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
