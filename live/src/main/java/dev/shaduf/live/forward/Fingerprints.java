package dev.shaduf.live.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Event;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Which message ids there were, by 128-bit fingerprints in bounded memory; the oldest go first.
 * Shared by all forwardings of a log and safe between threads: an id is known with the offset of
 * its first event, so a reader that is behind, or reads again after a restart, never takes that one
 * for its own repetition.
 */
final class Fingerprints {

    private final int most;
    private final Deque<Generation> generations = new ArrayDeque<>();
    private final MessageDigest digest;
    private Duration longest = Duration.ZERO;
    private int forgotten;

    /** With so many bytes at most. */
    Fingerprints(long bytes) {
        most = (int) Math.max(2, bytes / Generation.BYTES);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether an event repeats one before it in its shard and received within the window. */
    synchronized boolean repeats(Event event, int shard, long offset, Duration window) {
        longest = window.compareTo(longest) > 0 ? window : longest;
        int second = (int) (event.receivedAt() / 1_000_000);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(shard).flip());
        digest.update(event.source().getBytes(UTF_8));
        digest.update((byte) 0);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(event.messageId().getBytes(UTF_8)));
        long one = hash.getLong();
        long other = hash.getLong();
        Iterator<Generation> newestFirst = generations.descendingIterator();
        while (newestFirst.hasNext()) {
            Generation generation = newestFirst.next();
            int slot = generation.find(one, other);
            if (slot >= 0) {
                return repeats(generation, slot, offset, second, window);
            }
        }
        current(second).add(one, other, offset, second);
        return false;
    }

    private static boolean repeats(
            Generation generation, int slot, long offset, int second, Duration window) {
        long first = generation.offset(slot);
        if (offset <= first) {
            return false;
        }
        if (second - generation.second(slot) < window.toSeconds()) {
            return true;
        }
        generation.put(slot, offset, second);
        return false;
    }

    private Generation current(int second) {
        Generation last = generations.peekLast();
        if (last != null && !last.isFull()) {
            return last;
        }
        Generation oldest = generations.peekFirst();
        if (oldest != null && oldest.newest() < second - longest.toSeconds()) {
            generations.removeFirst();
        } else if (oldest != null && generations.size() >= most) {
            forgotten = Math.max(forgotten, oldest.newest());
            generations.removeFirst();
        }
        Generation next = new Generation();
        generations.addLast(next);
        return next;
    }

    /** The time for which ids are known: the window, or less where memory is too small for it. */
    synchronized Duration covers(Duration window, Instant now) {
        Duration known = Duration.ofSeconds(Math.max(0, now.getEpochSecond() - forgotten));
        return known.compareTo(window) < 0 ? known : window;
    }
}
