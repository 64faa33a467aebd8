package dev.shaduf.live.collect;

import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.EventType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads tracking calls; pure but for ids that are assigned. Shared by all threads.
 *
 * <p>What concerns the request refuses the call; what concerns an event refuses that event alone.
 */
final class Decoder {

    private static final int LARGEST_CALL = 500 << 10;
    private static final int LARGEST_BODY = 4 << 20;
    private static final int MOST_EVENTS = 2_500;

    /** What a batch's context and headers may come to once each event has them. */
    private static final int MOST_ADDED = 16 << 20;

    private final Map<String, EventSource> sources;

    /** With the sources by write key. */
    Decoder(Map<String, EventSource> sources) {
        this.sources = Map.copyOf(sources);
    }

    /** What a call holds that was received at a time, in microseconds. */
    Decoded decode(Call call, long receivedAt) {
        EventSource source = null;
        try {
            if (call.caller().writeKey() != null) {
                source = source(call.caller().writeKey());
            }
            Tape tape = tape(call);
            if (source == null) {
                source = source(tape.text(tape.find(Tape.ROOT, Names.WRITE_KEY)));
            }
            return call.type() == null
                    ? batch(Batch.of(tape, source, call.caller(), receivedAt))
                    : one(Batch.ofOne(tape, source, call.caller(), receivedAt), call.type());
        } catch (Refusal refusal) {
            return new Decoded(source, List.of(), 0, List.of(), refusal.reason());
        }
    }

    private EventSource source(@Nullable String writeKey) throws Refusal {
        EventSource source = writeKey == null ? null : sources.get(writeKey);
        if (source == null) {
            throw new Refusal(Reason.UNKNOWN_WRITE_KEY);
        }
        if (!source.enabled()) {
            throw new Refusal(Reason.SOURCE_DISABLED);
        }
        return source;
    }

    private static Tape tape(Call call) throws Refusal {
        if (call.body().length > LARGEST_CALL) {
            throw new Refusal(Reason.REQUEST_TOO_LARGE);
        }
        String encoding = call.encoding();
        byte[] body = encoding == null ? call.body() : Unpacking.unpack(call.body(), encoding);
        if (body.length > LARGEST_BODY) {
            throw new Refusal(Reason.REQUEST_TOO_LARGE);
        }
        if (!Utf8.isValid(body)) {
            throw new Refusal(Reason.INVALID_UTF8);
        }
        return Scan.of(body);
    }

    private static Decoded one(Batch batch, EventType type) {
        EventReader reader = new EventReader(batch);
        Reason wrong = reader.wrong(Tape.ROOT, type);
        if (wrong == null) {
            List<Entry> entries = List.of(reader.accepted(Tape.ROOT, type));
            return new Decoded(batch.source(), entries, 1, List.of(), null);
        }
        return new Decoded(
                batch.source(),
                List.of(reader.refused(Tape.ROOT, wrong)),
                0,
                List.of(new Rejection(0, reader.messageId(Tape.ROOT), wrong)),
                wrong);
    }

    private static Decoded batch(Batch batch) throws Refusal {
        Tape tape = batch.tape();
        int events = tape.find(Tape.ROOT, Names.BATCH);
        if (events == Tape.NONE || tape.kind(events) != Tape.ARRAY) {
            throw new Refusal(Reason.NO_BATCH);
        }
        int count = count(tape, events);
        if (count > MOST_EVENTS) {
            throw new Refusal(Reason.TOO_MANY_EVENTS);
        }
        if (count == 0) {
            throw new Refusal(Reason.NO_BATCH);
        }
        if ((long) count * batch.added() > MOST_ADDED) {
            throw new Refusal(Reason.REQUEST_TOO_LARGE);
        }
        return all(batch, events, count);
    }

    private static Decoded all(Batch batch, int events, int count) {
        Tape tape = batch.tape();
        EventReader reader = new EventReader(batch);
        List<Entry> entries = new ArrayList<>(count);
        List<Rejection> rejected = new ArrayList<>();
        int end = tape.next(events);
        for (int event = Tape.first(events); event < end; event = tape.next(event)) {
            Reason wrong = reader.wrong(event, null);
            if (wrong == null) {
                entries.add(reader.accepted(event, null));
            } else {
                rejected.add(new Rejection(entries.size(), reader.messageId(event), wrong));
                entries.add(reader.refused(event, wrong));
            }
        }
        int accepted = count - rejected.size();
        return new Decoded(
                batch.source(),
                entries,
                accepted,
                rejected,
                accepted == 0 ? ofAll(rejected) : null);
    }

    /** The reason of the first stands for the call. */
    private static Reason ofAll(List<Rejection> rejected) {
        return rejected.getFirst().reason();
    }

    private static int count(Tape tape, int array) {
        int count = 0;
        int end = tape.next(array);
        for (int item = Tape.first(array); item < end; item = tape.next(item)) {
            count++;
        }
        return count;
    }
}
