package dev.shaduf.live.collect;

import dev.shaduf.live.event.Times;

import org.jspecify.annotations.Nullable;

/**
 * What the events of a call share.
 *
 * @param context entry of the batch's context on the tape, or NONE
 * @param integrations the same of its integrations
 * @param sentAt the batch's, {@link Times#ABSENT} where it has none
 */
record Batch(
        Tape tape,
        EventSource source,
        Caller caller,
        long receivedAt,
        int context,
        int integrations,
        long sentAt) {

    /** For a call with one event. */
    static Batch ofOne(Tape tape, EventSource source, Caller caller, long receivedAt) {
        return new Batch(tape, source, caller, receivedAt, Tape.NONE, Tape.NONE, Times.ABSENT);
    }

    static Batch of(Tape tape, EventSource source, Caller caller, long receivedAt) {
        int context = tape.find(Tape.ROOT, Names.CONTEXT);
        int integrations = tape.find(Tape.ROOT, Names.INTEGRATIONS);
        return new Batch(
                tape,
                source,
                caller,
                receivedAt,
                tape.isObject(context) ? context : Tape.NONE,
                tape.isObject(integrations) ? integrations : Tape.NONE,
                Moment.read(tape.text(tape.find(Tape.ROOT, Names.SENT_AT))));
    }

    /** Bytes of the batch that each of its events gets beside its own. */
    int shared() {
        return (context == Tape.NONE ? 0 : tape.length(context))
                + (integrations == Tape.NONE ? 0 : tape.length(integrations));
    }

    /** The same with what the headers give. */
    int added() {
        return shared() + length(caller.userAgent()) + length(caller.languages());
    }

    private static int length(@Nullable String header) {
        return header == null ? 0 : header.length();
    }

    /** A text in the context of an event, else of the batch; null where neither has one. */
    @Nullable String inContext(int own, byte[] name) {
        String text = tape.text(tape.find(own, name));
        return text == null ? tape.text(tape.find(context, name)) : text;
    }

    /** The same one level deeper, such as {@code library.name}. */
    @Nullable String inContext(int own, byte[] object, byte[] name) {
        String text = tape.text(tape.find(tape.find(own, object), name));
        return text == null ? tape.text(tape.find(tape.find(context, object), name)) : text;
    }

    /** Whether the context of an event or of the batch has something other than null. */
    boolean hasInContext(int own, byte[] name) {
        return tape.some(own, name) != Tape.NONE
                || tape.find(own, name) == Tape.NONE && tape.some(context, name) != Tape.NONE;
    }
}
