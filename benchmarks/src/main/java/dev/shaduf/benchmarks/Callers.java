package dev.shaduf.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Sends the same call over many connections, each the next one after its answer. */
final class Callers {

    private static final byte[] END = "{\"success\":true}".getBytes(UTF_8);
    private static final int ANSWER = 4096;

    private final URI url;
    private final byte[] call;

    Callers(String url, String path, String body) {
        this.url = URI.create(url);
        int length = body.getBytes(UTF_8).length;
        String head =
                "POST %s HTTP/1.1\r\nHost: x\r\nX-Write-Key: WK\r\nContent-Length: %d\r\n\r\n";
        this.call = (head.formatted(path, length) + body).getBytes(UTF_8);
    }

    /** How many calls were answered a second, and how long they took, in milliseconds. */
    record Rate(double perSecond, double median, double p99) {
        @Override
        public String toString() {
            return "%,.0f calls/s, p50 %.1f ms, p99 %.1f ms".formatted(perSecond, median, p99);
        }
    }

    /** Calls for so many seconds. */
    Rate run(int connections, int seconds) throws InterruptedException {
        AtomicLong answered = new AtomicLong();
        ConcurrentLinkedQueue<long[]> taken = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        Thread[] threads = new Thread[connections];
        for (int i = 0; i < connections; i++) {
            threads[i] = Thread.ofVirtual().start(() -> taken.add(calls(end, answered)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long[] all = taken.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Rate(
                answered.get() / (double) seconds,
                all[all.length / 2] / 1e6,
                all[(int) (all.length * 0.99)] / 1e6);
    }

    private long[] calls(long end, AtomicLong answered) {
        long[] taken = new long[1024];
        int calls = 0;
        byte[] answer = new byte[ANSWER];
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            long start = System.nanoTime();
            while (start < end) {
                out.write(call);
                await(in, answer);
                long now = System.nanoTime();
                taken = calls == taken.length ? Arrays.copyOf(taken, 2 * calls) : taken;
                taken[calls++] = now - start;
                start = now;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        answered.addAndGet(calls);
        return Arrays.copyOf(taken, calls);
    }

    private static void await(InputStream in, byte[] answer) throws IOException {
        int length = 0;
        while (length < END.length
                || !Arrays.equals(answer, length - END.length, length, END, 0, END.length)) {
            int read = in.read(answer, length, answer.length - length);
            if (read <= 0) {
                throw new IOException(new String(answer, 0, length, UTF_8));
            }
            length += read;
        }
    }

    /** An event of about 950 bytes, as a shop sends it. */
    static String event() {
        String product =
                "{\"product_id\":\"p-1042\",\"name\":\"Linen"
                        + " shirt\",\"price\":49.9,\"quantity\":2}";
        return """
        {"type":"track","event":"Order Completed","messageId":"ajs-next-1795232776614-0a1b2c3d",
        "anonymousId":"5f0c1f0e-5f5b-4f57-9d6a-6b8f1f0c2d11","userId":"customer-184467",
        "timestamp":"2026-11-21T12:00:00.000Z","sentAt":"2026-11-21T12:00:00.250Z",
        "context":{"library":{"name":"analytics.js","version":"npm:next-1.84.3"},
        "page":{"path":"/checkout","referrer":"","search":"?utm_source=nl","title":"Checkout",
        "url":"https://shop.example/checkout?utm_source=nl"},"locale":"en-US",
        "userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130 Safari/537.36"},
        "properties":{"order_id":"o-991","total":129.7,"currency":"EUR","coupon":"AUTUMN",
        "shipping":4.9,"tax":20.7,"products":[%s,%s]},"integrations":{}}\
        """
                .formatted(product, product)
                .replace("\n", "");
    }
}
