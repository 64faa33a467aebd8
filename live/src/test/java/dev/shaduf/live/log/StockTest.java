package dev.shaduf.live.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Segments that are made while others are taken. */
class StockTest {

    @TempDir Path root;

    @Test
    void whatWasTakenIsNotMadeAgain() throws IOException, InterruptedException {
        Stock stock =
                new Stock(
                        Logs.settings(root),
                        new Room(Disk.of(root), LogSettings.Spare.of(0), () -> 0));
        AtomicBoolean done = new AtomicBoolean();
        Thread keeper = Thread.ofPlatform().start(() -> refill(stock, done));
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

    private static void refill(Stock stock, AtomicBoolean done) {
        while (!done.get()) {
            try {
                stock.refill();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
