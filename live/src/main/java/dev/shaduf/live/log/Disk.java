package dev.shaduf.live.log;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk under a log. */
interface Disk {

    /** Bytes that can still be written. */
    long free() throws IOException;

    /** All of its bytes. */
    long size() throws IOException;

    /** The disk that holds a directory. */
    static Disk of(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return new Disk() {
            @Override
            public long free() throws IOException {
                return store.getUsableSpace();
            }

            @Override
            public long size() throws IOException {
                return store.getTotalSpace();
            }
        };
    }
}
