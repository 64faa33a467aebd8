package dev.shaduf.live.log;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CountDownLatch;

/** Entries of one call on their way to disk, and the caller who waits for them. */
final class Group {

    private final Frames.Packed frames;
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile @Nullable LogFailure failure;

    Group(Frames.Packed frames) {
        this.frames = frames;
    }

    byte[] bytes() {
        return frames.bytes();
    }

    /** Where each frame ends within the bytes. */
    int[] ends() {
        return frames.ends();
    }

    void settle(@Nullable LogFailure why) {
        failure = why;
        settled.countDown();
    }

    /** Waits until it is durable; gives why it is not, or null. */
    @Nullable LogFailure await() throws InterruptedException {
        settled.await();
        return failure;
    }
}
