package dev.shaduf.cli.terminal;

import dev.shaduf.delivery.Progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The progress of running syncs: on a terminal one live line each, drawn again several times a
 * second and gone at the end; piped, a line each every ten seconds. Shared between threads.
 */
public final class Board implements AutoCloseable {

    private static final Duration LIVE = Duration.ofMillis(200);
    private static final Duration PIPED = Duration.ofSeconds(10);

    private final Screen screen;
    private final Thread painter;
    private final List<Gauge> gauges = new ArrayList<>();
    private String doing = "";
    private int drawn;

    /** Starts painting to this screen, which should be standard error. */
    public Board(Screen screen) {
        this.screen = screen;
        painter = Thread.ofVirtual().name("progress").start(this::paint);
    }

    /** Adds a line for a sync that begins to send so many operations. */
    public synchronized Gauge add(String name, long total, String limit) {
        Gauge gauge = new Gauge(name, total, limit);
        gauges.add(gauge);
        return gauge;
    }

    /** Shows one line of what goes on besides, on a terminal; "" for nothing. */
    public synchronized void say(String what) {
        doing = what;
    }

    /** Prints something that stays, above the live lines. */
    public synchronized void print(List<Line> lines) {
        wipe();
        screen.print(lines);
        draw();
    }

    /** Stops painting and removes the live lines. */
    @Override
    public void close() {
        painter.interrupt();
        synchronized (this) {
            gauges.clear();
            wipe();
        }
    }

    /** The line of one sync; closed when its delivery has ended. */
    public final class Gauge implements Progress, AutoCloseable {

        private final String name;
        private final long total;
        private final String limit;
        private final long start = System.nanoTime();
        private final AtomicReference<Meter.Settled> settled =
                new AtomicReference<>(Meter.Settled.NOTHING);

        private Gauge(String name, long total, String limit) {
            this.name = name;
            this.total = total;
            this.limit = limit;
        }

        @Override
        public void settled(long delivered, long rejected, long deferred, long aborted) {
            Meter.Settled more = new Meter.Settled(delivered, rejected, deferred, aborted);
            settled.accumulateAndGet(more, Meter.Settled::plus);
        }

        @Override
        public void close() {
            synchronized (Board.this) {
                gauges.remove(this);
            }
        }

        private Meter meter() {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            return new Meter(name, total, settled.get(), elapsed, limit);
        }
    }

    private void paint() {
        boolean live = screen.looks().live();
        try {
            while (true) {
                Thread.sleep(live ? LIVE : PIPED);
                synchronized (this) {
                    if (live) {
                        draw();
                    } else {
                        screen.print(gauges.stream().map(g -> g.meter().plainLine()).toList());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() {
        if (screen.looks().live()) {
            int names = gauges.stream().mapToInt(g -> Line.of(g.name).width()).max().orElse(0);
            int width = screen.looks().width() - 1;
            List<Line> lines = new ArrayList<>();
            if (!doing.isEmpty()) {
                lines.add(Line.of(doing, Ink.DIM).cut(width));
            }
            gauges.forEach(g -> lines.add(g.meter().line(names, width)));
            screen.redraw(drawn, lines);
            drawn = lines.size();
        }
    }

    private void wipe() {
        if (drawn > 0) {
            screen.redraw(drawn, List.of());
            drawn = 0;
        }
    }
}
