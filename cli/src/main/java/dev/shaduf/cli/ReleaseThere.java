package dev.shaduf.cli;

import dev.shaduf.engine.store.ServeFile;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Has a server let go of the warehouse's file while something runs here. */
final class ReleaseThere {

    /** How the server is asked. */
    static final String HOLD = "--hold";

    /** What it says, again and again, while the file is free. */
    static final String RELEASED = "released";

    private final Main main;
    private final FutureTask<Integer> work;
    private final CommandThere there;
    private @Nullable Thread working;

    /** Nothing is asked yet. */
    ReleaseThere(Main main, ServeFile server, Callable<Integer> work) {
        this.main = main;
        this.work = new FutureTask<>(work);
        this.there = new CommandThere(main, server, printed -> begin());
    }

    /** Runs the work once the file is free; gives its exit code, or the server's refusal. */
    int run() throws InterruptedException {
        List<String> hold = List.of("--project", main.directory().toString(), "release", HOLD);
        int refusal;
        try {
            refusal = there.run(hold);
        } catch (ShadufException e) {
            if (working == null) {
                throw e;
            }
            refusal = Exit.UNREACHABLE; // the server has ended; what runs here goes on
        }
        return working == null ? refusal : ended();
    }

    /** The file is free: Ctrl-C is now for what runs here. */
    private void begin() {
        if (working == null) {
            there.ignoreInterrupt();
            working =
                    Thread.ofPlatform()
                            .name("release")
                            .start(() -> {
                                work.run();
                                there.cancel();
                            });
        }
    }

    private int ended() throws InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ShadufException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
