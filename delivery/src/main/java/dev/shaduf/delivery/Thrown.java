package dev.shaduf.delivery;

import org.jspecify.annotations.Nullable;

/** What one thread met and another throws. */
public final class Thrown {

    private Thrown() {}

    /** Throws a fault again, as it is; nothing where there is none. */
    public static void again(@Nullable Throwable fault) {
        switch (fault) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
    }
}
