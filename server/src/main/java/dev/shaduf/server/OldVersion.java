package dev.shaduf.server;

import java.nio.charset.StandardCharsets;

/**
 * Requests of HTTP/1.0, which nginx speaks to what is behind it unless told otherwise. Helidon
 * takes none; but for the end of the connection they can be read as those of HTTP/1.1.
 */
final class OldVersion {

    private static final byte[] END = " HTTP/1.0\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGIT = END.length - 3;

    private OldVersion() {}

    /** Makes the first line that of HTTP/1.1 where these bytes hold it; whether it was older. */
    static boolean raise(byte[] request) {
        int end = 0;
        while (end < request.length && request[end] != '\n') {
            end++;
        }
        int start = end + 1 - END.length;
        if (end == request.length || start < 0) {
            return false;
        }
        for (int i = 0; i < END.length; i++) {
            if (request[start + i] != END[i]) {
                return false;
            }
        }
        request[start + DIGIT] = '1';
        return true;
    }
}
