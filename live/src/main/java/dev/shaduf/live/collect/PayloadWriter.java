package dev.shaduf.live.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.EventType;

import java.util.Arrays;

/** Writes the column {@code events.payload} of one event. */
final class PayloadWriter {

    private static final int MORE = 400;

    private final Batch batch;
    private final Tape tape;
    private final JsonOut out;

    PayloadWriter(Batch batch, int event) {
        this.batch = batch;
        this.tape = batch.tape();
        this.out = new JsonOut(tape, tape.length(event) + MORE);
    }

    byte[] write(int event, EventType type, String messageId, Enrichment enrichment) {
        out.begin();
        int end = tape.next(event);
        for (int key = Tape.first(event); key < end; key = tape.next(key + 1)) {
            if (tape.kind(key) != Tape.OLD_KEY && !isSetHere(key)) {
                out.member(key);
            }
        }
        out.text(Names.TYPE, type.word());
        out.text(Names.MESSAGE_ID, messageId);
        out.text(Names.RECEIVED_AT, Moment.text(batch.receivedAt()));
        context(tape.find(event, Names.CONTEXT), enrichment);
        integrations(tape.find(event, Names.INTEGRATIONS));
        out.end();
        return out.toArray();
    }

    private boolean isSetHere(int key) {
        return tape.isNamed(key, Names.TYPE)
                || tape.isNamed(key, Names.MESSAGE_ID)
                || tape.isNamed(key, Names.RECEIVED_AT)
                || tape.isNamed(key, Names.CONTEXT)
                || tape.isNamed(key, Names.INTEGRATIONS);
    }

    private void context(int own, Enrichment enrichment) {
        boolean filled = batch.context() != Tape.NONE || !enrichment.isEmpty();
        if (own == Tape.NONE && !filled) {
            return;
        }
        out.name(Names.CONTEXT);
        if (!tape.isObject(own) && !filled) {
            out.value(own);
            return;
        }
        out.begin();
        if (tape.isObject(own)) {
            ownMembers(own, enrichment);
        }
        if (batch.context() != Tape.NONE) {
            batchMembers(own, enrichment);
        }
        enrichment.write(out);
        out.end();
    }

    /** The members of an event's context, merged over those of the batch's. */
    private void ownMembers(int own, Enrichment enrichment) {
        Keys under = new Keys(tape, batch.context());
        int end = tape.next(own);
        for (int key = Tape.first(own); key < end; key = tape.next(key + 1)) {
            if (tape.kind(key) != Tape.OLD_KEY && !enrichment.replaces(tape, key)) {
                out.mergedMember(key, under.find(key));
            }
        }
    }

    /** The members of the batch's context but those that the event's has already. */
    private void batchMembers(int own, Enrichment enrichment) {
        Keys already = new Keys(tape, own);
        int end = tape.next(batch.context());
        for (int key = Tape.first(batch.context()); key < end; key = tape.next(key + 1)) {
            boolean gone = tape.kind(key) == Tape.OLD_KEY || enrichment.replaces(tape, key);
            if (!gone && already.find(key) == Tape.NONE) {
                out.member(key);
            }
        }
    }

    private void integrations(int own) {
        int under = batch.integrations();
        if (own == Tape.NONE && under == Tape.NONE) {
            return;
        }
        out.name(Names.INTEGRATIONS);
        if (tape.isObject(own) && under != Tape.NONE) {
            out.merged(own, under);
        } else {
            out.value(tape.isObject(own) || under == Tape.NONE ? own : under);
        }
    }

    /** An event's text as received, but for an address that must not be kept. */
    static byte[] refused(Tape tape, int event, IpRule rule) {
        int start = tape.start(event);
        int end = tape.end(event);
        int ip = tape.some(tape.find(event, Names.CONTEXT), Names.IP);
        if (rule == IpRule.KEEP || ip == Tape.NONE) {
            return Arrays.copyOfRange(tape.text, start, end);
        }
        String given = tape.text(ip);
        String kept = given == null ? null : rule.of(given);
        Bytes out = new Bytes(end - start);
        out.put(tape.text, start, tape.start(ip));
        if (kept == null) {
            out.put("null".getBytes(UTF_8));
        } else {
            Escapes.quote(kept, out);
        }
        return out.put(tape.text, tape.end(ip), end).toArray();
    }
}
