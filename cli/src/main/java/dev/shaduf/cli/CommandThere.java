package dev.shaduf.cli;

import dev.shaduf.engine.store.ServeFile;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A command that a server runs for this process: its output is printed here as it comes, Ctrl-C
 * stops it there, and its exit code is this one's.
 */
final class CommandThere {

    private final Main main;
    private final ServeFile server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Consumer<byte[]> out;
    private final Runnable cancelling = this::cancel;
    private final AtomicReference<String> id = new AtomicReference<>("");

    CommandThere(Main main, ServeFile server) {
        this(main, server, printed -> write(main.caller().out(), printed));
    }

    /** The same with another who gets what is printed. */
    CommandThere(Main main, ServeFile server, Consumer<byte[]> out) {
        this.main = main;
        this.server = server;
        this.out = out;
    }

    /** Runs it to its end. */
    int run(List<String> arguments) {
        if (!server.version().equals(Versions.program())) {
            return refused(
                    "Another version, %s, serves this project (process %d)."
                            .formatted(server.version(), server.pid()),
                    "Use that one, or restart the server with this one.");
        }
        main.caller().interrupt().listen(cancelling);
        try {
            HttpResponse<Stream<String>> answer =
                    client.send(request("", command(arguments)), BodyHandlers.ofLines());
            return answer.statusCode() == 200
                    ? print(answer.body().iterator())
                    : refused(
                            "The server at %s takes no commands (%d)."
                                    .formatted(server.address(), answer.statusCode()),
                            "Stop it, or start it with the roles sync or api.");
        } catch (IOException e) {
            throw gone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.CANCELLED;
        } finally {
            ignoreInterrupt();
        }
    }

    /** Ctrl-C is not for this command any more. */
    void ignoreInterrupt() {
        main.caller().interrupt().forget(cancelling);
    }

    private int refused(String what, String fix) {
        main.caller().side().print(what);
        main.caller().side().print(fix);
        return Exit.UNREACHABLE;
    }

    private Json.Obj command(List<String> arguments) {
        Caller caller = main.caller();
        return Json.object()
                .with("arguments", Json.texts(arguments))
                .with("directory", caller.directory().toString())
                .with("project", main.directory().toString())
                .with("width", caller.looks().width())
                .with("colour", Json.of(caller.looks().colour()))
                .with("live", Json.of(caller.looks().live()))
                .with("variables", new Variables(main.directory()).digests(caller.environment()));
    }

    private HttpRequest request(String below, Json.Obj body) {
        return HttpRequest.newBuilder(URI.create(server.address() + "/internal/commands" + below))
                .header("Authorization", "Bearer " + server.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private int print(Iterator<String> lines) {
        try {
            while (lines.hasNext()) {
                Json.Obj line = (Json.Obj) Json.parse(lines.next());
                line.members().forEach(this::take);
                if (line.get("exit") instanceof Json.Num exit) {
                    return exit.decimal().intValueExact();
                }
            }
        } catch (java.io.UncheckedIOException e) {
            throw gone(e);
        }
        throw gone(new IOException("the answer ended"));
    }

    private void take(String what, Json value) {
        switch (what) {
            case "id" -> id.set(String.valueOf(value.asText()));
            case "out" -> out.accept(bytes(value));
            case "error" -> write(main.caller().error(), bytes(value));
            default -> {}
        }
    }

    private static byte[] bytes(Json value) {
        return Base64.getDecoder().decode(String.valueOf(value.asText()));
    }

    private static void write(PrintStream to, byte[] all) {
        to.write(all, 0, all.length);
        to.flush();
    }

    /** Asks the server to stop the command; what it still prints is printed. */
    void cancel() {
        Thread.startVirtualThread(() -> {
            try {
                client.send(
                        request("/" + id.get() + "/cancel", Json.object()),
                        BodyHandlers.discarding());
            } catch (IOException e) {
                // The server is gone; whoever reads its answer says so.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private ShadufException gone(Exception e) {
        return new ShadufException(
                Failure.UNREACHABLE,
                "The server at %s (process %d) ended before it answered."
                        .formatted(server.address(), server.pid()),
                "Look whether it still runs; what the command did is in 'shaduf runs'.",
                e);
    }
}
