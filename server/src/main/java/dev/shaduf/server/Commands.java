package dev.shaduf.server;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Commands of other processes of this user, run here because this process has the project: what
 * they print goes back line by line, Ctrl-C comes as a call of its own. Only who can read the token
 * in {@code serve.json} is heard.
 */
public final class Commands {

    private static final Header LINES =
            HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/x-ndjson");

    private final String token;
    private final Runner runner;
    private final Map<String, Interrupt> running = new ConcurrentHashMap<>();

    /** Takes commands from those who show the token. */
    public Commands(String token, Runner runner) {
        this.token = token;
        this.runner = runner;
    }

    /** Runs a command in this process. */
    @FunctionalInterface
    public interface Runner {

        /** Runs it to its end and gives its exit code. */
        int run(Command command, PrintStream out, PrintStream error, Interrupt interrupt);
    }

    /**
     * A command as it was typed elsewhere.
     *
     * @param directory where relative paths start
     * @param variables by name the digests of the caller's values
     */
    public record Command(
            List<String> arguments,
            Path directory,
            Path project,
            Screen screen,
            Json.Obj variables) {}

    /** The caller's screen. */
    public record Screen(int width, boolean colour, boolean live) {}

    void routes(HttpRouting.Builder routing) {
        Routes.add(routing, Method.POST, "/internal/commands", this::run);
        Routes.add(routing, Method.POST, "/internal/commands/{id}/cancel", this::cancel);
    }

    /** Asks every command to stop. */
    void stop() {
        running.values().forEach(Interrupt::ask);
    }

    private void run(ServerRequest request, ServerResponse response) throws IOException {
        byte[] body = new Incoming(request).body();
        Command command = isAllowed(request) ? command(body) : null;
        if (command == null) {
            Replies.notFound(response);
            return;
        }
        String id = UUID.randomUUID().toString();
        Interrupt interrupt = new Interrupt();
        running.put(id, interrupt);
        response.header(LINES);
        try (OutputStream answer = response.outputStream()) {
            Lines lines = new Lines(answer);
            lines.say("id", Json.of(id));
            PrintStream out = new PrintStream(lines.named("out"), true, StandardCharsets.UTF_8);
            PrintStream error = new PrintStream(lines.named("error"), true, StandardCharsets.UTF_8);
            int exit = runner.run(command, out, error, interrupt);
            out.flush();
            error.flush();
            lines.say("exit", Json.of(exit));
        } finally {
            running.remove(id);
        }
    }

    private void cancel(ServerRequest request, ServerResponse response) {
        new Incoming(request).body();
        Interrupt interrupt = running.get(request.path().pathParameters().get("id"));
        if (!isAllowed(request) || interrupt == null) {
            Replies.notFound(response);
            return;
        }
        interrupt.ask();
        Replies.send(response, Json.object().with("success", Json.of(true)));
    }

    private boolean isAllowed(ServerRequest request) {
        String shown = new Incoming(request).header(HeaderNames.AUTHORIZATION);
        byte[] wanted = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        return shown != null
                && MessageDigest.isEqual(wanted, shown.getBytes(StandardCharsets.UTF_8));
    }

    private static @org.jspecify.annotations.Nullable Command command(byte[] body) {
        try {
            Json.Obj all = (Json.Obj) Json.parse(new String(body, StandardCharsets.UTF_8));
            List<String> arguments = new ArrayList<>();
            if (all.get("arguments") instanceof Json.Arr(List<Json> items)) {
                items.forEach(item -> arguments.add(String.valueOf(item.asText())));
            }
            Json width = all.get("width");
            Screen screen =
                    new Screen(
                            width instanceof Json.Num n ? n.decimal().intValue() : 80,
                            isTrue(all.get("colour")),
                            isTrue(all.get("live")));
            return new Command(
                    arguments,
                    Path.of(text(all, "directory")),
                    Path.of(text(all, "project")),
                    screen,
                    all.get("variables") instanceof Json.Obj o ? o : Json.object());
        } catch (JsonException | ClassCastException e) {
            return null;
        }
    }

    private static boolean isTrue(@org.jspecify.annotations.Nullable Json json) {
        return json != null && "true".equals(json.asText());
    }

    private static String text(Json.Obj all, String name) {
        Json value = all.get(name);
        return value == null ? "" : String.valueOf(value.asText());
    }

    /** Lines of JSON that several streams share. A caller that is gone is written to in vain. */
    private static final class Lines {

        private final OutputStream answer;
        private boolean gone;

        Lines(OutputStream answer) {
            this.answer = answer;
        }

        /** Gives whether the caller may have heard it. */
        synchronized boolean say(String what, Json value) {
            if (gone) {
                return false;
            }
            try {
                String line = Json.object().with(what, value) + "\n";
                answer.write(line.getBytes(StandardCharsets.UTF_8));
                answer.flush();
            } catch (IOException | RuntimeException e) {
                gone = true;
            }
            return !gone;
        }

        OutputStream named(String what) {
            return new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    byte[] part = java.util.Arrays.copyOfRange(bytes, from, from + length);
                    if (!say(what, Json.of(Base64.getEncoder().encodeToString(part)))) {
                        throw new IOException("the caller is gone"); // a PrintStream keeps it
                    }
                }
            };
        }
    }
}
