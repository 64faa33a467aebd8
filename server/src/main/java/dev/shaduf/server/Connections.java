package dev.shaduf.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.Http1ConnectionSelectorConfig;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** The HTTP/1.1 connections there are, and one thread that ends those that are too slow. */
final class Connections implements ServerConnectionSelector, AutoCloseable {

    /** Bytes of all headers of a request. */
    static final int HEADERS = 64 << 10;

    private static final long EVERY = 250;

    private final Patience patience;
    private final Held held;
    private final Set<Pace> open = ConcurrentHashMap.newKeySet();
    private final Http1ConnectionSelector http1 =
            Http1ConnectionSelectorConfig.builder().config(config().build()).build();
    private final Thread watch = Thread.ofVirtual().name("slow-calls").unstarted(this::watch);

    Connections(Patience patience, Held held) {
        this.patience = patience;
        this.held = held;
    }

    /** How many there are. */
    int count() {
        return open.size();
    }

    private static Http1Config.Builder config() {
        return Http1Config.builder()
                .maxHeadersSize(HEADERS)
                .maxPrologueLength(HEADERS)
                .validateRequestHeaders(false)
                .validatePrologue(false);
    }

    /**
     * What a request took is free when it is answered; and the connection ends where its client
     * said so, which Helidon only repeats.
     */
    static void answered(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Pace pace = Pace.CURRENT.get();
        boolean last = isLast(request, pace);
        if (last) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        try {
            chain.proceed();
        } finally {
            pace.letGo();
            if (last) {
                pace.end();
            }
        }
    }

    private static boolean isLast(RoutingRequest request, Pace pace) {
        boolean kept = request.headers().contains(HeaderValues.CONNECTION_KEEP_ALIVE);
        return pace.isOld() && !kept || request.headers().contains(HeaderValues.CONNECTION_CLOSE);
    }

    void start() {
        watch.start();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Pace pace = new Pace(context, patience, held);
        Http1Config paced = config().addReceiveListener(pace).build();
        ServerConnection connection =
                Http1ConnectionSelectorConfig.builder()
                        .config(paced)
                        .build()
                        .connection(new PacedContext(context, pace));
        pace.closes(connection::close);
        return new Paced(connection, pace);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                long now = System.nanoTime();
                open.forEach(pace -> check(pace, now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // one broken connection is no reason to watch no other
    private static void check(Pace pace, long now) {
        try {
            pace.check(now);
        } catch (RuntimeException gone) {
            pace.cut();
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private final class Paced implements ServerConnection {

        private final ServerConnection connection;
        private final Pace pace;

        Paced(ServerConnection connection, Pace pace) {
            this.connection = connection;
            this.pace = pace;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            open.add(pace);
            try {
                ScopedValue.where(Pace.CURRENT, pace)
                        .call(() -> {
                            connection.handle(limit);
                            return true;
                        });
            } finally {
                open.remove(pace);
                pace.letGo();
            }
        }

        @Override
        @Deprecated
        @SuppressWarnings("removal")
        public void handle(Semaphore semaphore) throws InterruptedException {
            connection.handle(semaphore);
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }
}
