package dev.shaduf.server;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Calls to a {@link Stand} that is patient. */
abstract class AtStand {

    @TempDir Path root;

    Stand stand;

    @BeforeEach
    void start() throws Exception {
        stand = new Stand(root);
    }

    @AfterEach
    void stop() {
        stand.close();
    }
}
