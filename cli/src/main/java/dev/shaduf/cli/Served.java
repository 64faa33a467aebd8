package dev.shaduf.cli;

import dev.shaduf.engine.store.ServeFile;

/** A server runs on the project: the command is to be run there. */
final class Served extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ServeFile server;

    Served(ServeFile server) {
        super(server.address(), null, false, false);
        this.server = server;
    }

    ServeFile server() {
        return server;
    }
}
