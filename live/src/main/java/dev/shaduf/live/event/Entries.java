package dev.shaduf.live.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of an entry and back.
 *
 * <p>Version 1: a byte of version and kind; for an event a byte of type and a byte that says which
 * optional fields follow; texts as a 32-bit length and UTF-8, times as 64 bits, all big-endian; the
 * payload is what remains. A new kind or layout gets a new first byte, so that a log written before
 * stays readable.
 */
public final class Entries {

    private static final byte EVENT = 0x11;
    private static final byte REFUSED = 0x12;

    private static final int HAS_USER = 1;
    private static final int HAS_ANONYMOUS = 2;
    private static final int HAS_SENT = 4;
    private static final int HAS_ORIGINAL = 8;

    private static final int EVENT_SOURCE_AT = 3 + 4 * Long.BYTES;
    private static final int REFUSED_SOURCE_AT = 1 + Long.BYTES;

    private static final EventType[] TYPES = EventType.values();
    private static final byte[] NOTHING = {};

    private Entries() {}

    /** The bytes of an entry. */
    public static byte[] write(Entry entry) {
        return switch (entry) {
            case Event event -> write(event);
            case Refused refused -> write(refused);
        };
    }

    private static byte[] write(Event event) {
        byte[] source = event.source().getBytes(UTF_8);
        byte[] id = event.messageId().getBytes(UTF_8);
        byte[] user = bytes(event.userId());
        byte[] anonymous = bytes(event.anonymousId());
        Times times = event.times();
        int flags =
                (event.userId() == null ? 0 : HAS_USER)
                        | (event.anonymousId() == null ? 0 : HAS_ANONYMOUS)
                        | (times.hasSent() ? HAS_SENT : 0)
                        | (times.hasOriginal() ? HAS_ORIGINAL : 0);
        int fixed = 3 + 4 * Integer.BYTES + 4 * Long.BYTES;
        int texts = source.length + id.length + user.length + anonymous.length;
        ByteBuffer out = ByteBuffer.allocate(fixed + texts + event.payload().length);
        out.put(EVENT).put((byte) event.type().ordinal()).put((byte) flags);
        out.putLong(times.received()).putLong(times.sent());
        out.putLong(times.corrected()).putLong(times.original());
        put(out, source);
        put(out, id);
        put(out, user);
        put(out, anonymous);
        return out.put(event.payload()).array();
    }

    private static byte[] write(Refused refused) {
        byte[] source = refused.source().getBytes(UTF_8);
        byte[] reason = refused.reason().getBytes(UTF_8);
        int fixed = 1 + Long.BYTES + 2 * Integer.BYTES;
        int texts = source.length + reason.length;
        ByteBuffer out = ByteBuffer.allocate(fixed + texts + refused.payload().length);
        out.put(REFUSED).putLong(refused.receivedAt());
        put(out, source);
        put(out, reason);
        return out.put(refused.payload()).array();
    }

    /**
     * The entry that these bytes hold.
     *
     * @throws IllegalArgumentException where they hold none that this version knows
     */
    public static Entry read(byte[] bytes) {
        return read(bytes, 0, bytes.length);
    }

    /** The same of the bytes from one place to before another. */
    public static Entry read(byte[] bytes, int from, int to) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        byte kind = in.get();
        return switch (kind) {
            case EVENT -> event(in);
            case REFUSED -> refused(in);
            default -> throw unknown(kind);
        };
    }

    /** The name of the source alone of the entry that these bytes hold. */
    public static String source(byte[] bytes) {
        return text(ByteBuffer.wrap(bytes).position(sourceAt(bytes, 0)));
    }

    /** The messageId alone of the event whose bytes begin at a place. */
    public static String messageId(byte[] bytes, int from) {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(sourceAt(bytes, from));
        int source = in.getInt();
        return text(in.position(in.position() + source));
    }

    /** When the entry was received whose bytes begin at a place. */
    public static long receivedAt(byte[] bytes, int from) {
        int at = sourceAt(bytes, from) == from + EVENT_SOURCE_AT ? 3 : 1;
        return ByteBuffer.wrap(bytes).getLong(from + at);
    }

    private static int sourceAt(byte[] bytes, int from) {
        return switch (bytes[from]) {
            case EVENT -> from + EVENT_SOURCE_AT;
            case REFUSED -> from + REFUSED_SOURCE_AT;
            default -> throw unknown(bytes[from]);
        };
    }

    private static IllegalArgumentException unknown(byte kind) {
        return new IllegalArgumentException("no entry begins with " + kind);
    }

    private static Event event(ByteBuffer in) {
        EventType type = TYPES[in.get()];
        int flags = in.get();
        long received = in.getLong();
        long sent = in.getLong();
        long corrected = in.getLong();
        long original = in.getLong();
        Times times =
                new Times(
                        received,
                        (flags & HAS_SENT) == 0 ? Times.ABSENT : sent,
                        corrected,
                        (flags & HAS_ORIGINAL) == 0 ? Times.ABSENT : original);
        String source = text(in);
        String id = text(in);
        String user = text(in);
        String anonymous = text(in);
        return new Event(
                source,
                type,
                id,
                (flags & HAS_USER) == 0 ? null : user,
                (flags & HAS_ANONYMOUS) == 0 ? null : anonymous,
                times,
                rest(in));
    }

    private static Refused refused(ByteBuffer in) {
        long received = in.getLong();
        String source = text(in);
        String reason = text(in);
        return new Refused(source, received, reason, rest(in));
    }

    private static byte[] bytes(@Nullable String text) {
        return text == null ? NOTHING : text.getBytes(UTF_8);
    }

    private static void put(ByteBuffer out, byte[] text) {
        out.putInt(text.length).put(text);
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        int start = in.position();
        in.position(start + length);
        return new String(in.array(), start, length, UTF_8);
    }

    private static byte[] rest(ByteBuffer in) {
        return Arrays.copyOfRange(in.array(), in.position(), in.limit());
    }
}
