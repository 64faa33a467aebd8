package dev.shaduf.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Sends calls at a steady rate over some connections. A call's time counts from when it was due, so
 * that a server that stalls does not hide what waited behind.
 */
final class Paced {

    private static final int FEW = 16;
    private static final int MANY = 128;

    private final int port;
    private final ServeBenchmark.Batches bodies;
    private final AtomicLong numbers = new AtomicLong();

    Paced(int port, ServeBenchmark.Batches bodies) {
        this.port = port;
        this.bodies = bodies;
    }

    /** When a call was due, in milliseconds since 1970, and how many its answer took. */
    record Call(double due, double took) {}

    /** What was sent, in how many seconds, and how many calls were told to come later. */
    record Sent(long events, double seconds, long later, List<Call> calls) {
        @Override
        public String toString() {
            return "%,.0f events/s%s, %s"
                    .formatted(
                            events / seconds,
                            later == 0 ? "" : " (" + later + " calls were told to come later)",
                            times(calls));
        }
    }

    /** How long the answers of calls took. */
    static String times(List<Call> calls) {
        double[] all = calls.stream().mapToDouble(Call::took).sorted().toArray();
        return all.length == 0
                ? "no calls"
                : "p50 %.1f ms, p99 %.1f ms, max %.0f ms"
                        .formatted(
                                all[all.length / 2],
                                all[(int) (all.length * 0.99)],
                                all[all.length - 1]);
    }

    /** Batches of 100 events: so many events a second. */
    Sent batches(int rate, int seconds) throws InterruptedException {
        return send(FEW, rate / 100.0, seconds, 100, n -> call("/v1/batch", bodies.fresh(n)));
    }

    /** Single events: so many a second. */
    Sent singles(int rate, int seconds) throws InterruptedException {
        String event = Callers.event();
        String id = "ajs-next-1795232776614-0a1b2c3d";
        return send(
                MANY,
                rate,
                seconds,
                1,
                n -> call("/v1/track", event.replace(id, "single-" + n).getBytes(UTF_8)));
    }

    private static byte[] call(String path, byte[] body) {
        String head =
                "POST %s HTTP/1.1\r\nHost: x\r\nX-Write-Key: WK\r\nContent-Length: %d\r\n\r\n"
                        .formatted(path, body.length);
        byte[] first = head.getBytes(UTF_8);
        byte[] all = Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    private Sent send(
            int connections, double calls, int seconds, int events, LongFunction<byte[]> make)
            throws InterruptedException {
        ConcurrentLinkedQueue<long[]> taken = new ConcurrentLinkedQueue<>();
        AtomicLong later = new AtomicLong();
        long each = (long) (1e9 * connections / calls);
        long begin = System.nanoTime();
        Thread[] threads = new Thread[connections];
        for (int i = 0; i < connections; i++) {
            long first = begin + each * i / connections;
            threads[i] =
                    Thread.ofVirtual()
                            .start(() ->
                                    taken.add(
                                            calls(
                                                    new Pace(first, each, begin, seconds),
                                                    make,
                                                    later)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double took = (System.nanoTime() - begin) / 1e9;
        double epoch = System.currentTimeMillis() - System.nanoTime() / 1e6;
        List<Call> all = new ArrayList<>();
        for (long[] some : taken) {
            for (int i = 0; i < some.length; i += 2) {
                all.add(new Call(epoch + some[i] / 1e6, some[i + 1] / 1e6));
            }
        }
        return new Sent((all.size() - later.get()) * events, took, later.get(), all);
    }

    private record Pace(long first, long each, long begin, int seconds) {}

    /** When each call was due, and how long it took. */
    private long[] calls(Pace pace, LongFunction<byte[]> make, AtomicLong later) {
        long[] taken = new long[1024];
        int size = 0;
        byte[] answer = new byte[4096];
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            long end = pace.begin() + pace.seconds() * 1_000_000_000L;
            for (long due = pace.first(); due < end; due += pace.each()) {
                LockSupport.parkNanos(due - System.nanoTime());
                out.write(make.apply(numbers.incrementAndGet()));
                if (!taken(in, answer)) {
                    later.incrementAndGet();
                }
                taken = size == taken.length ? Arrays.copyOf(taken, 2 * size) : taken;
                taken[size++] = due;
                taken[size++] = System.nanoTime() - due;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Arrays.copyOf(taken, size);
    }

    /** Reads one answer; whether it was 200. */
    private static boolean taken(InputStream in, byte[] answer) throws IOException {
        int length = 0;
        while (true) {
            int read = in.read(answer, length, answer.length - length);
            if (read <= 0) {
                throw new IOException("closed after: " + new String(answer, 0, length, UTF_8));
            }
            length += read;
            String text = new String(answer, 0, length, UTF_8);
            int head = text.indexOf("\r\n\r\n");
            int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
            if (head > 0 && at > 0 && at < head) {
                int size =
                        Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)).strip());
                if (length >= head + 4 + size) {
                    return text.startsWith("HTTP/1.1 200");
                }
            }
        }
    }
}
