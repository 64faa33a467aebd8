package dev.shaduf.engine.store;

import dev.shaduf.engine.store.ProjectLock.Holder;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The file that says who has a lock. What it says counts, not whether it is there or open, so that
 * people can read it and a kill leaves nothing to be cleaned up; the system's lock on it is held
 * only while it is read and written.
 */
final class LockFile {

    /** The system gives the start of a process less exactly than we know our own. */
    private static final Duration ABOUT = Duration.ofSeconds(10);

    private static final int LONGEST = 4_096;

    private final Path path;

    LockFile(Path path) {
        this.path = path;
    }

    /** Takes the lock if nobody has it; null, or who does. */
    @Nullable Holder take(Holder mine) {
        synchronized (LockFile.class) {
            try (FileChannel channel = open();
                    FileLock held = channel.lock()) {
                Holder other = held.isValid() ? parse(text(channel)) : null;
                if (other != null && !gone(other)) {
                    return other;
                }
                write(channel, format(mine));
                return null;
            } catch (IOException e) {
                throw StateDirectory.notWritable(path, e);
            }
        }
    }

    /** Gives the lock back if it is still ours. */
    void giveBack(Holder mine) {
        synchronized (LockFile.class) {
            if (!Files.exists(path)) {
                return;
            }
            try (FileChannel channel = open();
                    FileLock held = channel.lock()) {
                if (held.isValid() && mine.equals(parse(text(channel)))) {
                    write(channel, "");
                }
            } catch (IOException e) {
                throw StateDirectory.notWritable(path, e);
            }
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Whether its process is no more, or its number is another process's now. */
    static boolean gone(Holder holder) {
        Optional<ProcessHandle> process = ProcessHandle.of(holder.pid());
        if (process.isEmpty() || !process.get().isAlive()) {
            return true;
        }
        return process.get()
                .info()
                .startInstant()
                .filter(start -> start.isAfter(holder.start().plus(ABOUT)))
                .isPresent();
    }

    /** Who has the lock; null where the text names nobody. */
    static @Nullable Holder parse(String text) {
        try {
            if (Json.parse(text) instanceof Json.Obj all
                    && all.get("pid") instanceof Json.Num pid
                    && all.get("start") instanceof Json.Text start) {
                Json command = all.get("command");
                return new Holder(
                        pid.decimal().longValueExact(),
                        String.valueOf(command == null ? "?" : command.asText()),
                        Instant.parse(start.value()));
            }
            return null;
        } catch (JsonException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static String format(Holder holder) {
        return Json.object()
                        .with("pid", holder.pid())
                        .with("command", holder.command())
                        .with("start", holder.start().toString())
                + "\n";
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LONGEST, channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
            continue;
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        channel.truncate(0);
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
        channel.force(true);
    }
}
