package dev.shaduf.server;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** A connection whose bytes are counted as they arrive. */
final class PacedContext implements ConnectionContext {

    private final ConnectionContext context;
    private final Pace pace;
    private final DataReader reader;
    private final DataWriter writer;

    PacedContext(ConnectionContext context, Pace pace) {
        this.context = context;
        this.pace = pace;
        this.reader = new DataReader(this::arrived);
        this.writer = new PacedWriter(context.dataWriter(), pace);
    }

    /** The next bytes; null at the end, as Helidon wants it. */
    private byte @Nullable [] arrived() {
        DataReader original = context.dataReader();
        try {
            original.ensureAvailable();
        } catch (DataReader.InsufficientDataAvailableException e) {
            return null;
        }
        byte[] bytes = original.readBytes(original.available());
        pace.arrived(bytes);
        return bytes;
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }
}
