package dev.shaduf.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A shop's own web server: its pages, and the SDKs as their packages bring them. */
final class Pages implements AutoCloseable {

    private static final String SEGMENT = "/segment/";
    private static final String RUDDERSTACK = "/rudderstack/";

    /** The file that Segment's network of servers has under this name. */
    private static final Map<String, String> NAMES = Map.of("analytics.min.js", "standalone.js");

    private final HttpServer server;
    private final Path home;

    /** With the directory of the pages and of {@code node_modules}. */
    Pages(Path home) throws IOException {
        this.home = home;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Not by the address that the events are sent to: another origin. */
    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private Path file(String path) {
        Path modules = home.resolve("node_modules");
        if (path.startsWith(SEGMENT)) {
            String name = path.substring(SEGMENT.length());
            return modules.resolve("@segment/analytics-next/dist/umd")
                    .resolve(NAMES.getOrDefault(name, name));
        }
        return path.startsWith(RUDDERSTACK)
                ? modules.resolve("@rudderstack/analytics-js/dist/npm/modern/bundled/umd")
                        .resolve(path.substring(RUDDERSTACK.length()))
                : home.resolve(path.substring(1));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Path file = file(exchange.getRequestURI().getPath());
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            boolean script = file.toString().endsWith(".js");
            exchange.getResponseHeaders()
                    .set("Content-Type", script ? "text/javascript" : "text/html");
            byte[] bytes = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
