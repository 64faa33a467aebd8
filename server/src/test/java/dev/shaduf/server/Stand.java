package dev.shaduf.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.engine.project.Catalog;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Projects;
import dev.shaduf.engine.run.Warehouses;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.log.EmbeddedLog;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogBatch;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.live.log.LogSettings;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server on a project with the sources website (WK), app (APP, ip dropped) and old (OFF). */
final class Stand implements AutoCloseable {

    static final String EVENT = "{\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"m\"}";

    private final Project project;
    private final Path state;
    private final Serving serving;
    private final Followers followers;
    private final HttpClient client = HttpClient.newHttpClient();

    Stand(Path root) throws IOException {
        this(root, "server: {collect_prefix: /e7}\n", Patience.USUAL);
    }

    Stand(Path root, String settings, Patience patience) throws IOException {
        this(root, settings, patience, Held.usual());
    }

    Stand(Path root, String settings, Patience patience, Held held) throws IOException {
        this(root, settings, new Limits(patience, held), false);
    }

    /** One that loads what it takes into the project's warehouse. */
    static Stand loading(Path root) throws IOException {
        return new Stand(root, "", new Limits(Patience.USUAL, Held.usual()), true);
    }

    private record Limits(Patience patience, Held held) {}

    private Stand(Path root, String settings, Limits limits, boolean loads) throws IOException {
        Files.createDirectories(root.resolve("sources"));
        Files.writeString(root.resolve("shaduf.yml"), "name: acme\n" + settings);
        source(root, "website", "write_key: WK\n");
        source(root, "app", "write_key: APP\nip: drop\n");
        source(root, "old", "write_key: 'OFF'\nenabled: false\n");
        project = ((Projects.Reading.Good) Projects.read(root, Map.of())).project();
        state = root.resolve(".shaduf");
        InetSocketAddress listen = new InetSocketAddress("127.0.0.1", 0);
        StateDirectory place = new StateDirectory(state).create();
        followers = loads ? Followers.of(project, place, message -> {}) : Followers.none();
        serving =
                Serving.start(
                        project,
                        new Serving.Place(
                                state,
                                listen,
                                Set.of(Role.COLLECT),
                                List.of(),
                                limits.patience,
                                limits.held),
                        followers.all());
        serving.follow();
    }

    private static void source(Path root, String name, String keys) throws IOException {
        Files.writeString(root.resolve("sources/" + name + ".yml"), "type: events\n" + keys);
    }

    String url() {
        return serving.url();
    }

    Serving serving() {
        return serving;
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> post(String path, String body) {
        return send(to(path).header("X-Write-Key", "WK").POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) {
        return send(to(path).GET());
    }

    /** A connection on which every read ends. */
    Socket socket() throws IOException {
        URI uri = URI.create(url());
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** What a client is answered that sends these bytes and then no more. */
    String sent(byte[] request) throws IOException {
        try (Socket socket = socket()) {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException cut) {
            return ""; // answered and closed before all of it was taken
        }
    }

    /** What a raw request is answered, until the connection ends. */
    String raw(String request, long pauseBeforeEnd) throws Exception {
        try (Socket socket = socket()) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            Thread.sleep(pauseBeforeEnd);
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Ends the server and gives what its log holds. */
    List<Entry> stored() throws InterruptedException {
        serving.close();
        LogSettings settings = LogSettings.of(state.resolve("log"), project.live().log());
        List<Entry> all = new ArrayList<>();
        try (EventLog log = EmbeddedLog.open(settings);
                LogReader reader = log.reader("test", 0)) {
            reader.seek(reader.first());
            while (true) {
                LogBatch batch = reader.read(1 << 20, Duration.ZERO);
                if (batch.records().isEmpty()) {
                    return all;
                }
                batch.records().forEach(record -> all.add(Entries.read(record.entry())));
            }
        }
    }

    List<Event> events() throws InterruptedException {
        return stored().stream().map(Event.class::cast).toList();
    }

    /** Ends the server once all is loaded, and gives the rows of a query as texts. */
    List<List<String>> loaded(String query) {
        close();
        StateDirectory place = new StateDirectory(state);
        List<List<String>> all = new ArrayList<>();
        try (Warehouse warehouse = new Warehouses(Catalog.installed(), project, place).open();
                Session session = warehouse.open();
                RowStream rows = session.rows(Sql.of(query))) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < rows.columns().size(); i++) {
                    row.add(String.valueOf(rows.text(i)));
                }
                all.add(row);
            }
        }
        return all;
    }

    @Override
    public void close() {
        serving.close();
        followers.close();
    }
}
