package dev.shaduf.engine.identity;

import dev.shaduf.engine.resolution.Resolution;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A value that rules did not let join all of its records.
 *
 * @param type the identifier, or the names of a match list
 * @param degree how many records have it
 * @param component the first record of those that hang together with it
 */
record Skipped(String type, String value, long degree, Resolution.Reason reason, int component) {

    /** The SHA-256 of the value. */
    String hash() {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
