package dev.shaduf.live.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.shaduf.spi.json.Json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A tool behind HTTP that remembers what it took, and answers as a test wants. */
final class Tool implements AutoCloseable {

    /** One call: the keys of its rows in their order, and what it says. */
    record Call(List<String> keys, List<Json.Obj> fields, String path, String idempotencyKey) {}

    /**
     * What it does with a call.
     *
     * @param status 0: the connection is cut; below: it is within the answer of that status
     * @param takes whether it took the rows
     */
    record Answer(int status, String body, boolean takes, String retryAfter) {

        static final Answer OK = new Answer(200, "{}", true, "");
        static final Answer LOST = new Answer(0, "", true, "");
        static final Answer BROKEN_OFF = new Answer(-200, "{\"resul", false, "");

        static Answer of(int status) {
            return new Answer(status, "{\"message\":\"no\"}", false, "");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Call> calls = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private Function<Call, Answer> mood = call -> Answer.OK;

    Tool() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void answers(Function<Call, Answer> how) {
        mood = how;
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The keys of all rows it took, in that order. */
    synchronized List<String> taken() {
        return List.copyOf(taken);
    }

    private void handle(HttpExchange exchange) throws IOException {
        Call call = read(exchange);
        Answer answer;
        synchronized (this) {
            answer = mood.apply(call);
            calls.add(call);
            if (answer.takes()) {
                taken.addAll(accepted(call, answer));
            }
        }
        if (answer.status() == 0) {
            exchange.close();
            return;
        }
        if (!answer.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        byte[] body = answer.body().getBytes(UTF_8);
        int more = answer.status() < 0 ? 1 : 0;
        exchange.sendResponseHeaders(Math.abs(answer.status()), body.length + more);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    /** Of an answer for each row, those that are ok. */
    private static List<String> accepted(Call call, Answer answer) {
        if (answer.status() == 0
                || !(Json.parse(answer.body()) instanceof Json.Obj body)
                || !(body.get("results") instanceof Json.Arr(List<Json> results))) {
            return call.keys();
        }
        return results.stream()
                .filter(result -> text(result, "status").equals("ok"))
                .map(result -> text(result, "key"))
                .toList();
    }

    private static Call read(HttpExchange exchange) throws IOException {
        Json body = Json.parse(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        List<String> keys = new ArrayList<>();
        List<Json.Obj> fields = new ArrayList<>();
        if (body instanceof Json.Obj all && all.get("rows") instanceof Json.Arr(List<Json> rows)) {
            for (Json row : rows) {
                keys.add(text(row, "key"));
                fields.add(
                        row instanceof Json.Obj obj && obj.get("fields") instanceof Json.Obj of
                                ? of
                                : Json.object());
            }
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        return new Call(keys, fields, exchange.getRequestURI().getPath(), String.valueOf(key));
    }

    private static String text(Json of, String key) {
        Json value = of instanceof Json.Obj obj ? obj.get(key) : null;
        return value == null ? "" : String.valueOf(value.asText());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
