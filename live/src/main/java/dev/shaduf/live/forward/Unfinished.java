package dev.shaduf.live.forward;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was read from a shard and is neither delivered nor parked. Safe between threads. */
final class Unfinished {

    private static final int VERSION = 1;

    /** An event and how many entries were read before it. */
    private record Place(long entry, Instant received) {}

    private final TreeMap<Long, Place> open = new TreeMap<>();

    /**
     * How far a forwarding is, as it is kept over restarts.
     *
     * @param log the log it is about
     * @param next what was read of the log ends here
     * @param entries how many entries came before {@link #start}
     * @param left offsets before {@code next} that are not finished
     */
    record Progress(String log, long next, long entries, Set<Long> left) {

        /** Where reading has to begin again. */
        long start() {
            return left.isEmpty() ? next : Math.min(next, left.iterator().next());
        }

        /**
         * Where to go on with a shard that other processes have read too: the later of what they
         * left and what this one knows.
         *
         * @param handed before it nothing is left to do; there, as many entries came before
         */
        static Progress from(String log, long handed, @Nullable Progress known) {
            if (known == null || !known.log().equals(log) || known.next() <= handed) {
                return new Progress(log, handed, handed, Set.of());
            }
            Set<Long> left = new TreeSet<>(known.left());
            left.removeIf(offset -> offset < handed);
            long start = left.isEmpty() ? known.next() : left.iterator().next();
            return new Progress(log, known.next(), start, left);
        }

        /** The same with nothing read from a place on. */
        Progress to(long place) {
            Set<Long> before = new TreeSet<>(left);
            before.removeIf(offset -> offset >= place);
            return place >= next ? this : new Progress(log, place, entries, before);
        }

        byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeByte(VERSION);
                out.writeUTF(log);
                out.writeLong(next);
                out.writeLong(entries);
                out.writeInt(left.size());
                for (long offset : left) {
                    out.writeLong(offset);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }

        /** Null where this version cannot read it. */
        static @Nullable Progress of(byte @Nullable [] bytes) {
            if (bytes == null || bytes.length == 0 || bytes[0] != VERSION) {
                return null;
            }
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                in.readByte();
                String log = in.readUTF();
                long next = in.readLong();
                long entries = in.readLong();
                Set<Long> left = new TreeSet<>();
                for (int i = in.readInt(); i > 0; i--) {
                    left.add(in.readLong());
                }
                return new Progress(log, next, entries, left);
            } catch (IOException e) {
                return null;
            }
        }
    }

    /** Reading came upon an event that is to be sent. */
    synchronized void begun(Outgoing one, long entry) {
        open.put(one.offset(), new Place(entry, one.received()));
    }

    /** It was delivered or parked. */
    synchronized void ended(long offset) {
        open.remove(offset);
    }

    synchronized int size() {
        return open.size();
    }

    /** How far it is, all before {@code next} having been read. */
    synchronized Progress progress(String log, long next, long entries) {
        long before = open.isEmpty() ? entries : open.firstEntry().getValue().entry();
        return new Progress(log, next, before, new TreeSet<>(open.keySet()));
    }

    /** When the oldest was received; null where there is none. */
    synchronized @Nullable Instant oldest() {
        Instant oldest = null;
        for (Map.Entry<Long, Place> one : open.entrySet()) {
            Instant received = one.getValue().received();
            oldest = oldest == null || received.isBefore(oldest) ? received : oldest;
        }
        return oldest;
    }

    /** How many entries were read from the first of them on. */
    synchronized long span(long entries) {
        return open.isEmpty() ? 0 : entries - open.firstEntry().getValue().entry();
    }
}
