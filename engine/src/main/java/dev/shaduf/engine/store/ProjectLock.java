package dev.shaduf.engine.store;

import dev.shaduf.delivery.Ticker;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The right of one process to work on a project's embedded warehouse, as {@code process.md} says:
 * the file {@code lock} names who has it. Taken and given back by one thread at a time.
 */
public final class ProjectLock implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(200);

    private final LockFile file;
    private final Holder mine;

    private ProjectLock(LockFile file, Holder mine) {
        this.file = file;
        this.mine = mine;
    }

    /**
     * Who has the lock.
     *
     * @param start when its command began
     */
    public record Holder(long pid, String command, Instant start) {

        /** Which process it is, for those who wait for it. */
        public String words() {
            return "process %d, which runs '%s'".formatted(pid, command);
        }
    }

    /**
     * Takes the lock, also from a process that is gone; waits up to 60 s for one that is not, and
     * tells {@code waiting} once for whom. Throws {@code BUSY} naming it.
     */
    public static ProjectLock take(
            StateDirectory directory, String command, Ticker ticker, Consumer<Holder> waiting)
            throws InterruptedException {
        Path path = directory.create().path().resolve("lock");
        LockFile file = new LockFile(path);
        Instant began = ticker.now();
        Holder mine = new Holder(ProcessHandle.current().pid(), command, began);
        @Nullable Holder other = file.take(mine);
        if (other != null) {
            waiting.accept(other);
        }
        while (other != null) {
            if (Duration.between(began, ticker.now()).compareTo(LONGEST) >= 0) {
                throw busy(path, other);
            }
            ticker.sleep(STEP);
            other = file.take(mine);
        }
        return new ProjectLock(file, mine);
    }

    /** Who has the lock of a project at present; null: nobody. Changes nothing. */
    public static @Nullable Holder holder(StateDirectory directory) {
        Path path = directory.path().resolve("lock");
        if (!Files.exists(path)) {
            return null;
        }
        try {
            Holder holder = LockFile.parse(Files.readString(path));
            return holder == null || LockFile.gone(holder) ? null : holder;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        file.giveBack(mine);
    }

    private static ShadufException busy(Path path, Holder other) {
        return new ShadufException(
                Failure.BUSY,
                "The project is busy: process %d has been running '%s' since %s."
                        .formatted(other.pid(), other.command(), other.start()),
                "Wait for it or end it; it is named in " + path + ".");
    }
}
