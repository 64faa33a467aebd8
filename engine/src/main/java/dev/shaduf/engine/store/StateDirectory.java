package dev.shaduf.engine.store;

import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a project's state is: {@code .shaduf} in the project, or what {@code SHADUF_STATE_DIR}
 * names.
 *
 * @param path absolute
 */
public record StateDirectory(Path path) {

    /** The directory's name in a project. */
    public static final String NAME = ".shaduf";

    /** The variable that moves it. */
    public static final String VARIABLE = "SHADUF_STATE_DIR";

    /** {@code moved}: the value of {@link #VARIABLE}; relative to the project's directory. */
    public static StateDirectory of(Path project, @Nullable String moved) {
        Path base = project.toAbsolutePath().normalize();
        return new StateDirectory(
                base.resolve(moved == null || moved.isBlank() ? NAME : moved).normalize());
    }

    /** A path of the project; what begins with {@code .shaduf/} is in here. */
    public Path resolve(Path project, String text) {
        return text.startsWith(NAME + "/")
                ? path.resolve(text.substring(NAME.length() + 1)).normalize()
                : project.toAbsolutePath().resolve(text).normalize();
    }

    /** Makes it where it is not there yet; Git ignores all of it. */
    public StateDirectory create() {
        try {
            Files.createDirectories(path);
            Path ignore = path.resolve(".gitignore");
            if (!Files.exists(ignore)) {
                Files.writeString(ignore, "*\n");
            }
        } catch (FileAlreadyExistsException e) {
            throw new ShadufException(
                    StoreCode.STATE_NOT_WRITABLE,
                    path + " is not a directory.",
                    "Move that file away, or set " + VARIABLE + " to another place.",
                    e);
        } catch (IOException e) {
            throw notWritable(path, e);
        }
        return this;
    }

    static ShadufException notWritable(Path path, Exception cause) {
        return new ShadufException(
                StoreCode.STATE_NOT_WRITABLE,
                path + " cannot be written: Shaduf keeps its history and its locks there.",
                "Set " + VARIABLE + " to a directory that can be written, or free some space.",
                cause);
    }
}
