package dev.shaduf.live.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a tracking call is answered: JSON.
 *
 * @param retryAfter seconds for the header Retry-After; 0: none
 */
public record Answer(int status, byte[] body, int retryAfter) {

    private static final Answer DONE = new Answer(200, "{\"success\":true}".getBytes(UTF_8), 0);
    private static final int BAD_REQUEST = 400;
    private static final int SOON = 5;
    private static final String NOT_NOW = "No calls are taken at present; send the same again.";

    /** Everything was accepted. */
    static Answer done() {
        return DONE;
    }

    /** The call is refused as a whole. */
    public static Answer refused(Reason reason) {
        int retryAfter = reason.status() == 429 ? SOON : 0;
        return refused(reason, reason.message(), reason.status(), retryAfter, List.of());
    }

    /** New calls are not taken any more. */
    public static Answer stopping() {
        return refused(Reason.LOG_BEHIND, NOT_NOW, 503, 1, List.of());
    }

    /** All events of a call are refused. */
    static Answer allRejected(Reason reason, boolean batch, List<Rejection> rejected) {
        int status = batch ? BAD_REQUEST : reason.status();
        return refused(reason, reason.message(), status, 0, rejected);
    }

    /** Some events of a batch are refused. */
    static Answer partly(int accepted, List<Rejection> rejected) {
        Bytes out = new Bytes(256);
        out.put(("{\"success\":true,\"accepted\":" + accepted).getBytes(UTF_8));
        list(rejected, out);
        return new Answer(200, out.put('}').toArray(), 0);
    }

    private static Answer refused(
            Reason reason, String message, int status, int retryAfter, List<Rejection> rejected) {
        Bytes out = new Bytes(256);
        out.put("{\"success\":false".getBytes(UTF_8));
        field("code", reason.code(), out);
        field("message", message, out);
        if (!rejected.isEmpty()) {
            list(rejected, out);
        }
        return new Answer(status, out.put('}').toArray(), retryAfter);
    }

    private static void list(List<Rejection> rejected, Bytes out) {
        out.put(",\"rejected\":[".getBytes(UTF_8));
        for (int i = 0; i < rejected.size(); i++) {
            Rejection one = rejected.get(i);
            out.put(((i == 0 ? "" : ",") + "{\"index\":" + one.index()).getBytes(UTF_8));
            field("message_id", one.messageId(), out);
            field("code", one.reason().code(), out);
            field("message", one.reason().message(), out);
            out.put('}');
        }
        out.put(']');
    }

    private static void field(String name, @Nullable String value, Bytes out) {
        out.put((",\"" + name + "\":").getBytes(UTF_8));
        if (value == null) {
            out.put("null".getBytes(UTF_8));
        } else {
            Escapes.quote(value, out);
        }
    }
}
