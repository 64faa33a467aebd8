package dev.shaduf.live.collect;

import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogFailure;
import dev.shaduf.spi.ShadufException;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes tracking calls: what is accepted, and what is refused of it, is durable in the log before
 * the answer is given. Shared by all threads.
 */
public final class Collector {

    private static final int LARGE = 128 << 10;
    private static final int LARGE_PACKED = 8 << 10;

    /** So much memory a large call may take. */
    private static final long FOR_ONE = 256L << 20;

    private final Semaphore turns =
            new Semaphore((int) Math.max(1, Runtime.getRuntime().maxMemory() / FOR_ONE));
    private final Map<String, EventSource> sources;
    private final Decoder decoder;
    private final EventLog log;
    private final Clock clock;
    private final Tally tally = new Tally();

    /** Collects for sources with distinct write keys. */
    public Collector(Collection<EventSource> sources, EventLog log, Clock clock) {
        this.sources =
                sources.stream()
                        .collect(Collectors.toMap(EventSource::writeKey, Function.identity()));
        this.decoder = new Decoder(this.sources);
        this.log = log;
        this.clock = clock;
    }

    /** Answers a call whose body has just been received. */
    public Answer collect(Call call) {
        Decoded decoded = decode(call);
        EventSource source = decoded.source();
        if (source != null && !decoded.entries().isEmpty()) {
            try {
                log.append(decoded.entries());
            } catch (ShadufException e) {
                return passing(e);
            }
            tally.count(source, decoded);
        }
        return answer(decoded, call.type() == null);
    }

    /** Large calls take turns: a few MB of JSON take many times that while they are read. */
    private Decoded decode(Call call) {
        boolean packed = call.encoding() != null && !call.encoding().isEmpty();
        boolean large = call.body().length > (packed ? LARGE_PACKED : LARGE);
        long receivedAt = Moment.of(clock.instant());
        if (!large) {
            return decoder.decode(call, receivedAt);
        }
        turns.acquireUninterruptibly();
        try {
            return decoder.decode(call, receivedAt);
        } finally {
            turns.release();
        }
    }

    private static Answer answer(Decoded decoded, boolean batch) {
        Reason refusal = decoded.refusal();
        if (refusal == null) {
            return decoded.rejected().isEmpty()
                    ? Answer.done()
                    : Answer.partly(decoded.accepted(), decoded.rejected());
        }
        return decoded.rejected().isEmpty()
                ? Answer.refused(refusal)
                : Answer.allRejected(refusal, batch, decoded.rejected());
    }

    /** What may succeed later is never refused for good. */
    private static Answer passing(ShadufException e) {
        if (e.code() == LogFailure.LOG_CLOSED) {
            return Answer.stopping();
        }
        return Answer.refused(
                e.code() == LogFailure.DISK_FULL ? Reason.DISK_FULL : Reason.LOG_BEHIND);
    }

    /** Whether a write key is known and its source is on: for the documents that SDKs load. */
    public boolean knows(String writeKey) {
        EventSource source = sources.get(writeKey);
        return source != null && source.enabled();
    }

    /** The name of a write key's source; "" where there is none. */
    public String nameOf(String writeKey) {
        EventSource source = sources.get(writeKey);
        return source == null ? "" : source.name();
    }

    /** What has been accepted and refused since the start. */
    public Tally tally() {
        return tally;
    }
}
