package dev.shaduf.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** Writes to a connection, and says while it does: a client may take nothing. */
final class PacedWriter implements DataWriter {

    private final DataWriter writer;
    private final Pace pace;

    PacedWriter(DataWriter writer, Pace pace) {
        this.writer = writer;
        this.pace = pace;
    }

    private void paced(Runnable write) {
        pace.writing();
        try {
            write.run();
        } finally {
            pace.written();
        }
    }

    @Override
    public void write(BufferData... buffers) {
        paced(() -> writer.write(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        paced(() -> writer.write(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        paced(() -> writer.writeNow(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        paced(() -> writer.writeNow(buffer));
    }

    @Override
    public void flush() {
        paced(writer::flush);
    }

    @Override
    public void close() {
        writer.close();
    }
}
