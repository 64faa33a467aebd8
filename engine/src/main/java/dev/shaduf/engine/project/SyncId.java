package dev.shaduf.engine.project;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The number of a sync in {@code sync_runs} and its sisters. */
public final class SyncId {

    private SyncId() {}

    /**
     * A positive 48-bit integer: the first six bytes, big-endian, of the SHA-256 of the name's
     * UTF-8 bytes (in the one case that all are zero: 1).
     */
    public static long of(String name) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return Math.max(1, ByteBuffer.wrap(hash).getLong() >>> 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
