package dev.shaduf.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The idempotency key of a batch as in {@code syncs.md}: a hash of sync, object, operation, and of
 * each row its key and version. It follows from the rows, so a retry has the same.
 */
final class IdempotencyKey {

    private final MessageDigest digest = sha256();

    /** What was not digested yet: many short pieces at once are much cheaper. */
    private final byte[] bytes = new byte[1 << 13];

    private int size;

    private IdempotencyKey() {}

    static String of(String sync, String object, Parcel parcel) {
        IdempotencyKey key = new IdempotencyKey();
        key.add(sync);
        key.add(object);
        key.add(parcel.action().word());
        for (Course row : parcel.rows()) {
            key.add(row.operation().rowId());
            key.add(row.operation().version());
        }
        key.digest.update(key.bytes, 0, key.size);
        return HexFormat.of().formatHex(key.digest.digest());
    }

    /** The length comes first, so that no two lists of texts are the same bytes. */
    private void add(String text) {
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        int length = added.length;
        if (size + Integer.BYTES + length > bytes.length) {
            digest.update(bytes, 0, size);
            size = 0;
        }
        bytes[size++] = (byte) (length >>> 24);
        bytes[size++] = (byte) (length >>> 16);
        bytes[size++] = (byte) (length >>> 8);
        bytes[size++] = (byte) length;
        if (size + length > bytes.length) {
            digest.update(bytes, 0, size);
            size = 0;
            digest.update(added);
        } else {
            System.arraycopy(added, 0, bytes, size, length);
            size += length;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
