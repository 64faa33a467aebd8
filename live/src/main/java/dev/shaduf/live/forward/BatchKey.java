package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The idempotency key of a batch of events: it follows from their ids, so a retry has the same. */
final class BatchKey {

    private BatchKey() {}

    static String of(Parking.Route route, List<Outgoing> batch) {
        MessageDigest digest = sha256();
        add(digest, route.source());
        add(digest, route.destination());
        add(digest, route.object());
        batch.forEach(one -> add(digest, one.event().messageId()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The length comes first, so that no two lists of texts are the same bytes. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
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
