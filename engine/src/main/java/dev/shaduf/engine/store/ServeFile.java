package dev.shaduf.engine.store;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file {@code serve.json} in which a server says where it takes commands; only its user may
 * read it.
 *
 * @param address {@code http://127.0.0.1:8080}
 * @param token what a command must show
 */
public record ServeFile(String address, long pid, String version, String token) {

    private static final String NAME = "serve.json";

    /** The server that runs on a project; null: none does. */
    public static @Nullable ServeFile read(StateDirectory state) {
        Path path = state.path().resolve(NAME);
        try {
            ServeFile file = Files.exists(path) ? parse(Files.readString(path)) : null;
            return file == null || ProcessHandle.of(file.pid).isEmpty() ? null : file;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable ServeFile parse(String text) {
        try {
            return Json.parse(text) instanceof Json.Obj all
                            && all.get("pid") instanceof Json.Num pid
                    ? new ServeFile(
                            text(all, "address"),
                            pid.decimal().longValueExact(),
                            text(all, "version"),
                            text(all, "token"))
                    : null;
        } catch (JsonException | ArithmeticException e) {
            return null;
        }
    }

    private static String text(Json.Obj all, String name) {
        Json value = all.get(name);
        return value == null ? "" : String.valueOf(value.asText());
    }

    /** Writes it, in one step. */
    public void write(StateDirectory state) {
        Path path = state.path().resolve(NAME);
        Path fresh = state.path().resolve(NAME + "." + pid);
        String text =
                Json.object()
                                .with("address", address)
                                .with("pid", pid)
                                .with("version", version)
                                .with("token", token)
                        + "\n";
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text);
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw StateDirectory.notWritable(path, e);
        }
    }

    /** Takes it away if it is still this one. */
    public void delete(StateDirectory state) {
        if (equals(read(state))) {
            try {
                Files.deleteIfExists(state.path().resolve(NAME));
            } catch (IOException e) {
                throw StateDirectory.notWritable(state.path(), e);
            }
        }
    }
}
