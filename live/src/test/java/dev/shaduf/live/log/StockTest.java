package dev.shaduf.live.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Segments that are made while others are taken. */
class StockTest {

    private static final long MB = 1L << 20;

    @TempDir Path root;

    @Test
    void whatWasTakenIsNotMadeAgain() throws IOException, InterruptedException {
        Stock stock =
                new Stock(
                        Logs.settings(root),
                        new Room(Disk.of(root), LogSettings.Spare.of(0), () -> 0));
        AtomicBoolean done = new AtomicBoolean();
        Thread keeper = Thread.ofPlatform().start(() -> grow(stock, done));
        List<Path> taken = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Path prepared = stock.take(Segment.HEAD);
            Files.writeString(prepared, "segment " + i);
            taken.add(Files.move(prepared, root.resolve("taken" + i)));
        }
        done.set(true);
        keeper.join();

        for (int i = 0; i < taken.size(); i++) {
            assertThat(Files.readString(taken.get(i))).startsWith("segment " + i);
        }
    }

    @Test
    void theNextSegmentHasNoMoreZerosThanAreWanted() throws IOException {
        LogSettings settings =
                new LogSettings(
                        root, Duration.ofDays(7), 1000 * MB, LogSettings.Spare.of(0), 32 * MB);
        Stock stock = new Stock(settings, new Room(Disk.of(root), settings.spare(), () -> 0));

        while (stock.grow(10 * MB)) {
            assertThat(prepared()).isLessThan(10 * MB);
        }
        assertThat(prepared()).isEqualTo(10 * MB);
        while (stock.grow(1000 * MB)) {
            assertThat(prepared()).isLessThan(32 * MB);
        }
        assertThat(taken(stock)).isEqualTo(32 * MB);
        stock.grow(MB);
        assertThat(taken(stock)).isEqualTo(8 * MB);
        stock.grow(MB);
        stock.close();
        assertThat(prepared()).isZero();
    }

    private static long taken(Stock stock) throws IOException {
        Path file = stock.take(Segment.HEAD);
        long bytes = Files.size(file);
        Files.delete(file);
        return bytes;
    }

    private long prepared() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            Path file =
                    files.filter(one -> one.toString().endsWith(".prepared"))
                            .max(Comparator.comparing(Path::toString))
                            .orElse(null);
            return file == null ? 0 : Files.size(file);
        }
    }

    private void grow(Stock stock, AtomicBoolean done) {
        while (!done.get()) {
            try {
                stock.grow(Logs.settings(root).segment());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
