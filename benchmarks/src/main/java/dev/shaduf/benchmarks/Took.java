package dev.shaduf.benchmarks;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/**
 * What a piece of work took. On a machine that others use the seconds of CPU say more than those on
 * the clock: the work of others does not count in them.
 *
 * @param clock seconds on the clock
 * @param cpu seconds of all threads of this process
 */
record Took(double clock, double cpu) {

    /** Does the work once. */
    static Took of(Callable<?> work) throws Exception {
        long begun = System.nanoTime();
        long cpu = process();
        work.call();
        return new Took((System.nanoTime() - begun) / 1e9, (process() - cpu) / 1e9);
    }

    /** The median of each of the two. */
    static Took median(List<Took> all) {
        return new Took(median(all, Took::clock), median(all, Took::cpu));
    }

    private static double median(List<Took> all, ToDoubleFunction<Took> of) {
        double[] sorted = all.stream().mapToDouble(of).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** {@code 1.43 x (CPU 1.51 x)}: how much more than a base. */
    String times(Took base) {
        return "%.2f x (CPU %.2f x)".formatted(clock / base.clock, cpu / base.cpu);
    }

    /** {@code 43 % (CPU 39 %)}: the rate as a share of that of a base for the same rows. */
    String rate(Took base) {
        return "%.0f %% (CPU %.0f %%)".formatted(100 * base.clock / clock, 100 * base.cpu / cpu);
    }

    @Override
    public String toString() {
        return "%.2f s (CPU %.2f s)".formatted(clock, cpu);
    }

    /** The most heap and the most memory that this process had so far. */
    static String memory() throws IOException {
        long heap =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum();
        String resident =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .findFirst()
                        .orElse("0");
        return "peak heap %,d MB, peak resident %,d MB"
                .formatted(heap >> 20, Long.parseLong(resident) >> 10);
    }

    private static long process() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
