package dev.shaduf.server;

import dev.shaduf.engine.project.LiveSettings;
import dev.shaduf.engine.project.Project;
import dev.shaduf.live.collect.Answer;
import dev.shaduf.live.collect.Collector;
import dev.shaduf.live.collect.EventSource;
import dev.shaduf.live.collect.IpRule;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.Follower;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The whole of {@code shaduf serve}, wired by hand: opened from top to bottom, closed from bottom
 * to top.
 */
public final class Serving implements AutoCloseable {

    private static final Header TEXT =
            HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4");
    private static final Duration UNDER_WAY = Duration.ofSeconds(35);
    private static final Duration LOADING = Duration.ofSeconds(30);
    private static final int MOST_CONNECTIONS = 20_000;
    private static final long LARGEST = 8L << 20;

    /** What Helidon says of itself is for nobody; kept here, or its level would be lost. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    static {
        HELIDON.setLevel(Level.OFF);
    }

    private final EventLog log;
    private final List<Follower> followers;
    private final Gate gate = new Gate();
    private final Metrics metrics = new Metrics();
    private final Connections connections;
    private final Collector collector;
    private final WebServer server;
    private final InetSocketAddress address;

    private final List<Commands> commands;

    private Serving(Project project, Place place, EventLog log, List<Follower> all) {
        InetSocketAddress listen = place.listen();
        this.log = log;
        this.followers = all;
        this.commands = place.commands();
        this.connections = new Connections(place.patience(), place.held());
        this.collector = new Collector(sources(project), log, Clock.systemUTC());
        this.server = server(listen, routing(place.roles(), prefix(project.live())));
        this.address = listen;
    }

    /** Where it keeps what it has, where it listens, and what it does. */
    record Place(
            Path state,
            InetSocketAddress listen,
            Set<Role> roles,
            List<Commands> commands,
            Patience patience,
            Held held) {}

    /**
     * What a server is asked to do.
     *
     * @param state the project's state directory
     * @param roles without COLLECT no events are taken
     * @param commands at most one: commands of other processes are taken
     */
    public record Ask(
            Path state, InetSocketAddress listen, Set<Role> roles, List<Commands> commands) {}

    /**
     * Opens the log and listens; calls are taken when this returns.
     *
     * @param followers started once calls are taken, closed with the server
     */
    public static Serving start(Project project, Ask ask, Followers followers) {
        return start(
                project,
                new Place(
                        ask.state(),
                        ask.listen(),
                        ask.roles(),
                        ask.commands(),
                        Patience.USUAL,
                        Held.usual()),
                followers.all());
    }

    static Serving start(Project project, Place place, List<Follower> followers) {
        EventLog log = EventLogs.open(project, place);
        Serving serving = new Serving(project, place, log, List.copyOf(followers));
        followers.forEach(follower -> follower.register(log));
        serving.connections.start();
        serving.server.start();
        if (!serving.server.isRunning()) { // that is how Helidon says it
            serving.connections.close();
            followers.forEach(Follower::close);
            log.close();
            throw busy(place.listen());
        }
        return serving;
    }

    /** Starts those who read the log. */
    public void follow() {
        followers.forEach(follower -> follower.start(log));
    }

    /** Where it listens: {@code http://127.0.0.1:8080}. */
    public String url() {
        String host = address.getHostString();
        String name = host.contains(":") ? "[" + host + "]" : host;
        return "http://" + name + ":" + server.port();
    }

    private WebServer server(InetSocketAddress listen, HttpRouting.Builder routing) {
        return WebServer.builder()
                .host(listen.getHostString())
                .port(listen.getPort())
                .protocolsDiscoverServices(false)
                .addConnectionSelector(connections)
                .directHandlers(Replies.unreadable(metrics::count))
                .maxPayloadSize(LARGEST)
                .maxTcpConnections(MOST_CONNECTIONS)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofSeconds(2))
                .routing(routing)
                .build();
    }

    private HttpRouting.Builder routing(Set<Role> roles, String prefix) {
        HttpRouting.Builder routing = HttpRouting.builder();
        routing.addFilter(Connections::answered);
        routing.addFilter(Cors::mirror);
        routing.addFilter(Replies::shorten);
        routing.addFilter(Routes::asWritten);
        if (roles.contains(Role.COLLECT)) {
            new Collecting(collector, gate, metrics, prefix).routes(routing);
        }
        commands.forEach(each -> each.routes(routing));
        new Health(log, gate, followers).routes(routing);
        OpenApi.routes(routing);
        Routes.add(
                routing,
                Method.GET,
                "/metrics",
                (request, response) -> {
                    new Incoming(request).body();
                    String text = metrics.text(collector, log, followers);
                    Replies.body(response.header(TEXT), text.getBytes(StandardCharsets.UTF_8));
                });
        routing.any(Replies::notFound);
        return routing.error(
                Throwable.class,
                (request, response, broken) -> {
                    metrics.count(503);
                    Replies.send(response, Answer.stopping());
                });
    }

    private static String prefix(LiveSettings live) {
        String prefix = live.server().text("collect_prefix", "");
        String path = prefix.replaceAll("/+$", "");
        return path.isEmpty() || path.startsWith("/") ? path : "/" + path;
    }

    private static List<EventSource> sources(Project project) {
        return project.sources().values().stream()
                .filter(source -> source.isEvents())
                .map(source ->
                        new EventSource(
                                source.name(),
                                source.settings().text("write_key"),
                                source.common().enabled(),
                                IpRule.valueOf(
                                        source.settings()
                                                .text("ip", "keep")
                                                .toUpperCase(Locale.ROOT))))
                .toList();
    }

    private static ShadufException busy(InetSocketAddress listen) {
        return new ShadufException(
                Failure.BUSY,
                "Nothing can listen on %s:%d: it is taken, or none of this machine's addresses."
                        .formatted(listen.getHostString(), listen.getPort()),
                "Stop what listens there, or choose another address: server: {listen: …}.");
    }

    /** How many connections there are. */
    int connections() {
        return connections.count();
    }

    /** Takes no new tracking calls and waits for those under way. */
    void stopTaking() {
        gate.close(UNDER_WAY);
    }

    /**
     * Takes no new tracking calls, finishes those under way, lets the log be worked off for half a
     * minute, and closes everything.
     */
    @Override
    public void close() {
        stopTaking();
        commands.forEach(Commands::stop);
        followers.forEach(follower -> follower.drain(LOADING));
        server.stop();
        connections.close();
        followers.reversed().forEach(Follower::close);
        log.close();
    }
}
