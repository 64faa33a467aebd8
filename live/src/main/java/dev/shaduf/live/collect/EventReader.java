package dev.shaduf.live.collect;

import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Refused;
import dev.shaduf.live.event.Times;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes an entry of one event of a call. */
final class EventReader {

    private static final int LARGEST = 32 << 10;
    private static final int DEEPEST = 64;
    private static final int LONGEST_ID = 200;

    private static final Map<String, EventType> TYPES =
            Stream.of(EventType.values())
                    .collect(Collectors.toMap(EventType::word, Function.identity()));

    private final Batch batch;
    private final Tape tape;
    private final int sharedLevels;

    EventReader(Batch batch) {
        this.batch = batch;
        this.tape = batch.tape();
        this.sharedLevels = Math.max(levels(batch.context()), levels(batch.integrations()));
    }

    private int levels(int object) {
        return object == Tape.NONE ? 0 : tape.levels(object);
    }

    /** Why the event cannot be accepted; null where it can. */
    @Nullable Reason wrong(int event, @Nullable EventType route) {
        if (tape.length(event) > LARGEST || batch.shared() > LARGEST) {
            return Reason.EVENT_TOO_LARGE;
        }
        if (sharedLevels >= DEEPEST || tape.levels(event) > DEEPEST) {
            return Reason.TOO_DEEP;
        }
        if (!tape.isObject(event)) {
            return Reason.NOT_AN_OBJECT;
        }
        EventType type = type(event, route);
        if (type == null) {
            return Reason.BAD_TYPE;
        }
        return hasObjects(event) ? missing(event, type) : Reason.NOT_AN_OBJECT;
    }

    private @Nullable EventType type(int event, @Nullable EventType route) {
        String own = route == null ? tape.text(tape.find(event, Names.TYPE)) : null;
        return own == null ? route : TYPES.get(own);
    }

    private boolean hasObjects(int event) {
        return isObjectOrAbsent(tape.some(event, Names.CONTEXT))
                && isObjectOrAbsent(tape.some(event, Names.INTEGRATIONS))
                && isObjectOrAbsent(tape.some(event, Names.PROPERTIES))
                && isObjectOrAbsent(tape.some(event, Names.TRAITS));
    }

    private boolean isObjectOrAbsent(int value) {
        return value == Tape.NONE || tape.isObject(value);
    }

    private @Nullable Reason missing(int event, EventType type) {
        if (id(event, Names.USER_ID) == null && id(event, Names.ANONYMOUS_ID) == null) {
            return Reason.NO_USER;
        }
        return switch (type) {
            case TRACK -> isText(event, Names.EVENT) ? null : Reason.MISSING_EVENT;
            case GROUP -> id(event, Names.GROUP_ID) != null ? null : Reason.MISSING_GROUP_ID;
            case ALIAS -> id(event, Names.PREVIOUS_ID) != null ? null : Reason.MISSING_PREVIOUS_ID;
            case IDENTIFY, PAGE, SCREEN -> null;
        };
    }

    private boolean isText(int event, byte[] name) {
        String text = tape.text(tape.find(event, name));
        return text != null && !text.isEmpty();
    }

    /** An id as text; null where it is absent, null, '' or neither text nor number. */
    private @Nullable String id(int event, byte[] name) {
        int value = tape.find(event, name);
        if (value == Tape.NONE) {
            return null;
        }
        return switch (tape.kind(value)) {
            case Tape.NUMBER -> tape.digits(value);
            case Tape.STRING -> tape.length(value) == 2 ? null : tape.text(value);
            default -> null;
        };
    }

    /** The id that an event brings; null where it has none or one that is too long. */
    @Nullable String messageId(int event) {
        String id = tape.isObject(event) ? id(event, Names.MESSAGE_ID) : null;
        return id == null || id.length() > LONGEST_ID ? null : id;
    }

    /** An event for which nothing is {@link #wrong}. */
    Event accepted(int event, @Nullable EventType route) {
        EventType type = type(event, route);
        if (type == null) {
            throw new IllegalArgumentException("an event without a type");
        }
        String sent = messageId(event);
        String messageId = sent == null ? UUID.randomUUID().toString() : sent;
        int context = tape.find(event, Names.CONTEXT);
        String channel = tape.text(tape.find(event, Names.CHANNEL));
        String library = batch.inContext(context, Names.LIBRARY, Names.NAME);
        int page = type == EventType.PAGE ? tape.find(event, Names.PROPERTIES) : Tape.NONE;
        Enrichment enrichment =
                Enrichment.of(batch, page, context, Library.isClient(channel, library));
        return new Event(
                batch.source().name(),
                type,
                messageId,
                id(event, Names.USER_ID),
                id(event, Names.ANONYMOUS_ID),
                times(event, Library.isServer(channel, library)),
                new PayloadWriter(batch, event).write(event, type, messageId, enrichment));
    }

    private Times times(int event, boolean server) {
        long own = time(event, Names.SENT_AT);
        long sent = batch.sentAt() == Times.ABSENT ? own : batch.sentAt();
        long timestamp = time(event, Names.TIMESTAMP);
        long original =
                timestamp == Times.ABSENT ? time(event, Names.ORIGINAL_TIMESTAMP) : timestamp;
        return new Skew(batch.caller().retry(), server)
                .correct(batch.receivedAt(), sent, own, original);
    }

    private long time(int event, byte[] name) {
        return Moment.read(tape.text(tape.find(event, name)));
    }

    Refused refused(int event, Reason reason) {
        return new Refused(
                batch.source().name(),
                batch.receivedAt(),
                reason.code(),
                PayloadWriter.refused(tape, event, batch.source().ip()));
    }
}
