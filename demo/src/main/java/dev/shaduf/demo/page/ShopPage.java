package dev.shaduf.demo.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A shop's page whose clicks are events. They are sent by Segment's SDK for browsers where npm
 * installed that beside the project, else by a few lines of the page's own. Whoever opens it closes
 * it.
 */
public final class ShopPage implements AutoCloseable {

    /** Where npm puts the SDK, below a project's directory. */
    private static final String PACKAGE = "node_modules/@segment/analytics-next/dist/umd";

    private static final String SDK = "/sdk/";

    /** What Segment's own network calls the file, and what the package does. */
    private static final Map<String, String> NAMES = Map.of("analytics.min.js", "standalone.js");

    private static final Map<String, String> PAGE =
            Map.of("/", "index.html", "/page.js", "page.js", "/page.css", "page.css");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI events;
    private final Path sdk;

    private ShopPage(int port, URI events, Path project) throws IOException {
        this.events = events;
        this.sdk = project.resolve(PACKAGE);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Opens the shop.
     *
     * @param port where it listens; any free one where that is taken
     * @param events the server that takes the events
     * @param project the directory in which the SDK is looked for at each call
     */
    public static ShopPage open(int port, URI events, Path project) {
        try {
            return new ShopPage(port, events, project);
        } catch (BindException taken) {
            if (port == 0) {
                throw new UncheckedIOException(taken);
            }
            return open(0, events, project);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address. */
    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Whether the SDK is there. */
    public boolean hasSdk() {
        return Files.isRegularFile(sdk.resolve("standalone.js"));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = path.startsWith(SDK) ? sdk(path.substring(SDK.length())) : page(path);
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", type(path));
            exchange.getResponseHeaders().set("Cache-Control", "no-cache");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String type(String path) {
        if (path.endsWith(".js")) {
            return "text/javascript; charset=utf-8";
        }
        return path.endsWith(".css") ? "text/css; charset=utf-8" : "text/html; charset=utf-8";
    }

    private byte @Nullable [] sdk(String name) throws IOException {
        boolean plain = name.matches("[\\w.-]+\\.js");
        Path file = sdk.resolve(plain ? NAMES.getOrDefault(name, name) : "none");
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }

    private byte @Nullable [] page(String path) throws IOException {
        String name = PAGE.get(path);
        if (name == null) {
            return null;
        }
        try (InputStream in = ShopPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing in this program");
            }
            String text = new String(in.readAllBytes(), UTF_8);
            return text.replace("@SERVER@", events.toString())
                    .replace("@KEY@", "demo-shop")
                    .getBytes(UTF_8);
        }
    }
}
