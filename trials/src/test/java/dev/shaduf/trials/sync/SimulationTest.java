package dev.shaduf.trials.sync;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many seeds of {@link Simulation}. {@code -Dshaduf.seeds=20000} runs so many, {@code
 * -Dshaduf.seed=4711} that one alone; a failure names its seed.
 */
class SimulationTest {

    @Test
    void everySeedKeepsThePromises() throws Exception {
        Long one = Long.getLong("shaduf.seed");
        long first = one == null ? Long.getLong("shaduf.firstSeed", 1) : one;
        long last = one == null ? first + Long.getLong("shaduf.seeds", 150) - 1 : one;
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (long seed = first; seed <= last; seed++) {
                long number = seed;
                all.add(threads.submit(() -> run(number)));
            }
        }
        for (Future<?> seed : all) {
            seed.get();
        }
    }

    private static void run(long seed) {
        try (Simulation simulation = new Simulation(seed)) {
            simulation.run();
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
