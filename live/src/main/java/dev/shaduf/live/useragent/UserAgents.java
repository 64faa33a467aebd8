package dev.shaduf.live.useragent;

import dev.shaduf.live.column.JsonBytes;

import org.jspecify.annotations.Nullable;

import ua_parser.Parser;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Fills {@code browser}, {@code os}, {@code device} and {@code bot} of an event's context from its
 * {@code userAgent}, where they are absent or say nothing. Safe to share between threads; the first
 * use takes a second.
 */
public final class UserAgents {

    /** So much of a user agent is read: all browsers are told from less. */
    private static final int LONGEST = 512;

    private static final int MOST_KNOWN = 10_000;

    private final Map<String, Description> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Description> eldest) {
                    return size() > MOST_KNOWN;
                }
            };
    private final Allowance allowance;
    private final LongAdder skipped = new LongAdder();

    /** With none known. */
    public UserAgents() {
        this(new Allowance());
    }

    UserAgents(Allowance allowance) {
        this.allowance = allowance;
    }

    /** Takes a second to make, and some MB; made when it is asked for. */
    private static final class Library {

        static final Parser PARSER = new Parser();
    }

    /** Makes ready what the first use would wait for. */
    public void prepare() {
        describe("");
    }

    /** How many events came with a user agent for which there was no time. */
    public long skipped() {
        return skipped.sum();
    }

    /** An event with its context filled; the same where nothing is. */
    public byte[] fill(byte[] event) {
        int context = Context.in(event);
        byte[] filled = context == 0 ? null : filled(event, context);
        if (filled == null) {
            return event;
        }
        int end = JsonBytes.close(event, context);
        byte[] whole = Arrays.copyOf(event, context - 1 + filled.length + event.length - end);
        System.arraycopy(filled, 0, whole, context - 1, filled.length);
        System.arraycopy(event, end, whole, context - 1 + filled.length, event.length - end);
        return whole;
    }

    /**
     * A context with what its user agent tells; null where that is nothing new.
     *
     * @param at where it begins in the event, behind its bracket
     */
    public byte @Nullable [] filled(byte[] event, int at) {
        Context context = new Context(event, at);
        String userAgent = context.userAgent();
        return userAgent == null ? null : context.with(describe(userAgent).members());
    }

    private Description describe(String userAgent) {
        String text = userAgent.substring(0, Math.min(LONGEST, userAgent.length()));
        synchronized (known) {
            Description description = known.get(text);
            if (description != null) {
                return description;
            }
        }
        if (!allowance.isLeft()) {
            skipped.increment();
            return Description.NOTHING;
        }
        Parser parser = Library.PARSER;
        long begun = System.nanoTime();
        Description description = Description.of(parser, text);
        allowance.use(System.nanoTime() - begun);
        synchronized (known) {
            known.put(text, description);
        }
        return description;
    }
}
