package dev.shaduf.trials.commands;

import dev.shaduf.cli.Caller;
import dev.shaduf.cli.Main;
import dev.shaduf.cli.terminal.Looks;
import dev.shaduf.delivery.Interrupt;
import dev.shaduf.spi.json.Json;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A person in a project's directory, who types commands and reads what they print. */
final class Shell {

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    Shell(Path directory) {
        this.directory = directory;
    }

    /** What a command printed, and how it ended. */
    record Answer(int exit, String out, String error) {

        /** Standard output as one document. */
        Json.Obj document() {
            if (Json.parse(out) instanceof Json.Obj document) {
                return document;
            }
            throw new AssertionError(out);
        }

        /** Standard output as JSON lines. */
        List<Json.Obj> rows() {
            return out.lines().map(line -> (Json.Obj) Json.parse(line)).toList();
        }

        /** The value at a path of member names and indexes: {@code syncs.0.planned.added}. */
        String at(String path) {
            return at(document(), path);
        }

        static String at(Json json, String path) {
            Json value = json;
            for (String part : path.split("\\.")) {
                value =
                        switch (value) {
                            case Json.Obj object when object.get(part) != null -> object.get(part);
                            case Json.Arr array -> array.items().get(Integer.parseInt(part));
                            default -> throw new AssertionError(path + " in " + json);
                        };
            }
            return String.valueOf(value.asText());
        }
    }

    Shell file(String name, String text) {
        try {
            Path path = directory.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Shell remove(String name) {
        try {
            Files.delete(directory.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Shell variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Answer type(String... command) {
        return type(new Interrupt(), command);
    }

    /** Types it in a thread of its own: the JDK's HTTP client needs those of the common pool. */
    CompletableFuture<Answer> beside(Interrupt interrupt, String... command) {
        return CompletableFuture.supplyAsync(
                () -> type(interrupt, command), task -> Thread.ofPlatform().start(task));
    }

    Answer type(Interrupt interrupt, String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        Caller caller =
                new Caller(
                        directory,
                        environment,
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(error, true, StandardCharsets.UTF_8),
                        Looks.PIPED,
                        interrupt,
                        false);
        int exit = Main.execute(caller, command);
        return new Answer(
                exit, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    }
}
