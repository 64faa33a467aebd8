package dev.shaduf.engine.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * New ids of profiles: SHA-256 over entity, source and key of the first record and a number, cut to
 * 122 bits as a UUID of version 8. Not shared between threads.
 */
final class ProfileId {

    private final String entity;
    private final MessageDigest digest;

    ProfileId(String entity) {
        this.entity = entity;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The id of the profile whose first record this is. */
    String of(String source, String key, int n) {
        digest.reset();
        for (String part : new String[] {entity, source, key}) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        digest.update(Integer.toString(n).getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
        long high = bytes.getLong() & ~0xF000L | 0x8000L;
        long low = bytes.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
