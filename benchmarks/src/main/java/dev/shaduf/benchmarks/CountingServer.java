package dev.shaduf.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An HTTP server on the loopback that reads every body to its end, counts the rows in it and
 * answers {@code {}}: as little work as a tool can have. A virtual thread for each connection.
 */
final class CountingServer implements AutoCloseable {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ROW = "{\"key\":".getBytes(StandardCharsets.US_ASCII);

    private static final int[] SKIP = skips();

    private final ServerSocket socket;
    private final AtomicLong rows = new AtomicLong();

    CountingServer() throws IOException {
        socket = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where it is. */
    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** The rows that came since it was last asked. */
    long rows() {
        return rows.getAndSet(0);
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = socket.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            }
        } catch (IOException e) {
            // it was closed
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            caller.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(caller.getInputStream(), 1 << 16);
            OutputStream out = caller.getOutputStream();
            byte[] body = {};
            for (int size = size(in); size >= 0; size = size(in)) {
                body = size > body.length ? new byte[size] : body;
                rows.addAndGet(count(body, in.readNBytes(body, 0, size)));
                out.write(ANSWER);
                out.flush();
            }
        } catch (IOException e) {
            // the caller went away
        }
    }

    /** The length of the next body; -1 where there is no other request. */
    private static int size(InputStream in) throws IOException {
        int size = 0;
        String line = line(in);
        if (line.isEmpty()) {
            return -1;
        }
        while (!line.isEmpty()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                size = Integer.parseInt(line.substring(15).strip());
            }
            line = line(in);
        }
        return size;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Looks at every seventh byte, and closer only where one can belong to what begins a row. */
    private static int count(byte[] body, int size) {
        int found = 0;
        int end = ROW.length - 1;
        for (int i = end; i < size; i += SKIP[body[i] & 0xFF]) {
            if (body[i] == ROW[end] && Arrays.equals(body, i - end, i + 1, ROW, 0, ROW.length)) {
                found++;
            }
        }
        return found;
    }

    /** How far the next place may be where {@link #ROW} ends, by the byte at this one. */
    private static int[] skips() {
        int[] skips = new int[256];
        Arrays.fill(skips, ROW.length);
        for (int i = 0; i < ROW.length - 1; i++) {
            skips[ROW[i] & 0xFF] = ROW.length - 1 - i;
        }
        return skips;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
