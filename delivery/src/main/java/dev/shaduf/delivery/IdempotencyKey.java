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

    private IdempotencyKey() {}

    static String of(String sync, String object, Parcel parcel) {
        MessageDigest digest = sha256();
        add(digest, sync);
        add(digest, object);
        add(digest, parcel.action().word());
        for (Course row : parcel.rows()) {
            add(digest, row.operation().rowId());
            add(digest, row.operation().version());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The length comes first, so that no two lists of texts are the same bytes. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        byte[] head = {
            (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        };
        digest.update(head);
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
