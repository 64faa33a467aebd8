package dev.shaduf.demo.crm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.shaduf.demo.crm.Contacts.Operation;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A CRM on the loopback interface, to deliver to without an account anywhere. It has one object,
 * {@code contacts}, whose key is the e-mail address. Shared between threads; whoever starts it
 * closes it.
 */
public final class StandInCrm implements AutoCloseable {

    private static final int MOST_ROWS = 1000;
    private static final int MOST_BYTES = 10 << 20;
    private static final int REMEMBERED_KEYS = 10_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Settings settings;
    private final Throttle throttle;
    private final Contacts contacts = new Contacts();
    private final LinkedHashMap<String, Answer> answers = new LinkedHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong throttled = new AtomicLong();

    /**
     * How it behaves.
     *
     * @param port where it listens; 0 for any free one
     * @param token what a request must bring as its bearer token
     * @param requestsPerSecond how many it takes before it answers 429
     * @param latency how long it thinks about a request
     */
    public record Settings(int port, String token, int requestsPerSecond, Duration latency) {

        /** Those of the demo: any port, 10 requests a second, 20 ms each. */
        public static Settings standard() {
            return new Settings(0, "demo-token", 10, Duration.ofMillis(20));
        }
    }

    /**
     * What happened so far.
     *
     * @param requests all requests, also refused ones
     * @param throttled requests that were answered 429
     * @param written rows that were accepted
     * @param refused rows that were refused
     * @param contacts how many contacts there are now
     */
    public record Counts(
            long requests, long throttled, long written, long refused, long contacts) {}

    private StandInCrm(Settings settings) throws IOException {
        this.settings = settings;
        throttle = new Throttle(settings.requestsPerSecond);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        server = HttpServer.create(new InetSocketAddress(loopback, settings.port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts one. */
    public static StandInCrm start(Settings settings) {
        try {
            return new StandInCrm(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address, without a slash at the end. */
    public URI url() {
        InetSocketAddress address = server.getAddress();
        return URI.create(
                "http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    /** What happened so far. */
    public Counts counts() {
        return new Counts(
                requests.get(),
                throttled.get(),
                contacts.written(),
                contacts.refused(),
                contacts.count());
    }

    /** Whether there is a contact of this address. */
    public boolean knows(String email) {
        return contacts.find(email) != null;
    }

    /** Stops at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
            Thread.sleep(settings.latency);
            send(exchange, answer(exchange, body));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (answer.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private Answer answer(HttpExchange exchange, byte[] body) {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bearer " + settings.token).equals(bearer)) {
            return Answer.refused(401, "the token is missing or not valid");
        }
        if (!throttle.lets(System.nanoTime())) {
            throttled.incrementAndGet();
            return Answer.refused(
                    429, "more than " + settings.requestsPerSecond + " requests in a second");
        }
        String path = exchange.getRequestURI().getPath();
        return switch (exchange.getRequestMethod()) {
            case "GET" -> look(path);
            case "POST" ->
                    write(path, body, exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            default -> Answer.refused(405, "use GET or POST");
        };
    }

    private Answer look(String path) {
        if (path.equals("/contacts/count")) {
            return Answer.of(Json.object().with("count", contacts.count()));
        }
        if (path.startsWith("/contacts/")) {
            String email = path.substring("/contacts/".length());
            Json.Obj contact = contacts.find(email);
            return contact == null
                    ? Answer.refused(404, "there is no contact " + email)
                    : Answer.of(contact);
        }
        return Answer.refused(404, "there is nothing at " + path);
    }

    private Answer write(String path, byte[] body, @Nullable String key) {
        if (!path.equals("/contacts")) {
            return Answer.refused(404, "there is no object " + path + "; there is: /contacts");
        }
        if (key == null) {
            return write(body);
        }
        synchronized (answers) {
            Answer answer = answers.computeIfAbsent(key, k -> write(body));
            if (answers.size() > REMEMBERED_KEYS) {
                answers.pollFirstEntry();
            }
            return answer;
        }
    }

    private Answer write(byte[] body) {
        if (body.length > MOST_BYTES) {
            return Answer.refused(413, "a request may have 10 MB");
        }
        Json json;
        try {
            json = Json.parse(new String(body, StandardCharsets.UTF_8));
        } catch (JsonException e) {
            return Answer.refused(400, "the body is not JSON: " + e.getMessage());
        }
        if (!(json instanceof Json.Obj request && request.get("rows") instanceof Json.Arr rows)) {
            return Answer.refused(400, "the body has no list 'rows'");
        }
        Json named = request.get("operation");
        Operation operation = Operation.parse(named == null ? null : named.asText());
        if (operation == null) {
            return Answer.refused(400, "operation must be insert, update, upsert or delete");
        }
        return rows.items().size() > MOST_ROWS
                ? Answer.refused(413, "a request may have " + MOST_ROWS + " rows")
                : Answer.of(contacts.apply(operation, rows.items()));
    }
}
