package dev.shaduf.testkit.destination;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A server on loopback that remembers requests and gives the answers it was told, byte by byte if
 * need be. When the script is at its end, the last answer is given again.
 */
public final class ScriptedServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Thread acceptor;
    private final BlockingQueue<Step> script = new LinkedBlockingQueue<>();
    private final AtomicReference<Step> last = new AtomicReference<>(Step.answer(200, "{}"));
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** Starts on a free port. */
    public ScriptedServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = Thread.ofVirtual().start(this::accept);
    }

    /** A request as it came. Header names are in lower case. */
    public record Request(String method, String path, Map<String, String> headers, String body) {

        /** A header's value, or null. */
        public @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * What is done with a request.
     *
     * @param text what is written
     * @param close whether the connection is closed after it
     * @param silent whether nothing more is done and the connection stays open
     */
    public record Step(String text, boolean close, boolean silent) {

        /** A whole answer with a body of JSON, and more headers as {@code Name: value}. */
        public static Step answer(int status, String body, String... headers) {
            String all = String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n");
            if (!all.toLowerCase(Locale.ROOT).contains("content-type:")) {
                all += "Content-Type: application/json\r\n";
            }
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            String head = "HTTP/1.1 " + status + " Told\r\n" + all;
            String text = head + "Content-Length: " + length + "\r\n\r\n" + body;
            return new Step(text, false, false);
        }

        /** Text as it stands, then the connection is closed. */
        public static Step broken(String text) {
            return new Step(text, true, false);
        }

        /** Text as it stands, then nothing. */
        public static Step stuck(String text) {
            return new Step(text, false, true);
        }
    }

    /** Adds steps to the script. */
    public ScriptedServer then(Step... steps) {
        script.addAll(List.of(steps));
        return this;
    }

    /** The address without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** The requests so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The last request. */
    public Request request() {
        return requests.getLast();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            boolean more = true;
            while (more) {
                Request request = read(in);
                more = request != null && answer(request, out);
            }
        } catch (IOException | InterruptedException e) {
            // The other side is gone, which is its right.
        }
    }

    /** Does what the script says; whether the connection stays open. */
    private boolean answer(Request request, OutputStream out)
            throws IOException, InterruptedException {
        requests.add(request);
        Step told = script.poll();
        Step step = told == null ? last.get() : told;
        last.set(step);
        boolean bare = request.method.equals("HEAD");
        String text = bare ? step.text.replaceAll("(?s)\r\n\r\n.*", "\r\n\r\n") : step.text;
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (step.silent) {
            Thread.sleep(60_000);
        }
        return !step.close;
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        String[] words = first.split(" ");
        Map<String, String> headers = new TreeMap<>();
        String line = line(in);
        while (line != null && !line.isEmpty()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
            line = line(in);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Request(words[0], words[1], headers, body);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                return null;
            }
            if (c == '\n') {
                return text.toString().stripTrailing();
            }
            text.append((char) c);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : open) {
                client.close();
            }
            // The port is free only when nobody waits on it any more.
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
