package dev.shaduf.live.log;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

class EmbeddedLogKitTest implements LogKit {

    @TempDir Path directory;

    @Override
    public EventLog open() {
        return EmbeddedLog.open(
                new LogSettings(
                        directory, Duration.ofDays(7), 1L << 30, LogSettings.Spare.of(0), 1 << 20));
    }
}
