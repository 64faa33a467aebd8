package dev.shaduf.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** What lies between a client and the server: passes requests on, with the mishaps it is told. */
final class Wire implements AutoCloseable {

    private static final Set<String> OWN = Set.of("connection", "content-length", "host");

    private final HttpServer proxy;
    private final String server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Deque<Mishap> mishaps = new ConcurrentLinkedDeque<>();
    private final AtomicInteger passed = new AtomicInteger();

    /** What becomes of a call. */
    enum Mishap {
        NONE,
        /** The server takes it, the client never hears of that. */
        LOSE_THE_ANSWER,
        /** Half of the answer arrives. */
        HALF_AN_ANSWER,
        ANSWER_500,
        ANSWER_503,
        /** With Retry-After: 1. */
        ANSWER_429
    }

    Wire(String server) throws IOException {
        this.server = server;
        proxy = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        proxy.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        proxy.createContext("/", this::pass);
        proxy.start();
    }

    String url() {
        return "http://127.0.0.1:" + proxy.getAddress().getPort();
    }

    /** What becomes of the next calls; then all is well. */
    void next(Mishap... all) {
        mishaps.addAll(List.of(all));
    }

    /** Whether every mishap has happened and a call went through after it. */
    boolean isQuiet() {
        return mishaps.isEmpty() && passed.get() > 0;
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Mishap planned = exchange.getRequestMethod().equals("POST") ? mishaps.poll() : null;
        Mishap mishap = planned == null ? Mishap.NONE : planned;
        switch (mishap) {
            case NONE -> answer(exchange, forward(exchange, body), true);
            case HALF_AN_ANSWER -> answer(exchange, forward(exchange, body), false);
            case LOSE_THE_ANSWER -> forward(exchange, body);
            case ANSWER_500 -> refuse(exchange, 500);
            case ANSWER_503 -> refuse(exchange, 503);
            case ANSWER_429 -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                refuse(exchange, 429);
            }
        }
        exchange.close();
        if (mishap == Mishap.NONE) {
            passed.incrementAndGet();
        }
    }

    /** An answer that browsers show to the page, as those of the server. */
    private static void refuse(HttpExchange exchange, int status) throws IOException {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
            exchange.getResponseHeaders().set("Access-Control-Expose-Headers", "Retry-After");
        }
        exchange.sendResponseHeaders(status, -1);
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + exchange.getRequestURI()))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        request.header("X-Forwarded-Host", exchange.getRequestHeaders().getFirst("Host"));
        exchange.getRequestHeaders()
                .forEach((name, values) -> {
                    if (!OWN.contains(name.toLowerCase(Locale.ROOT))
                            && !name.equalsIgnoreCase("transfer-encoding")) {
                        values.forEach(value -> request.header(name, value));
                    }
                });
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> from, boolean whole)
            throws IOException {
        from.headers()
                .map()
                .forEach((name, values) -> {
                    if (!OWN.contains(name)) {
                        values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                    }
                });
        byte[] body = from.body();
        exchange.sendResponseHeaders(from.statusCode(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body, 0, whole ? body.length : body.length / 2);
        }
    }

    @Override
    public void close() {
        proxy.stop(0);
    }
}
