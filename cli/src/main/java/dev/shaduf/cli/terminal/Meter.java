package dev.shaduf.cli.terminal;

import java.time.Duration;

/**
 * How far a delivery has come.
 *
 * @param name the sync
 * @param total planned operations
 * @param settled what became of them so far
 * @param elapsed since the first was sent
 * @param limit what the destination allows, such as {@code crm allows 10}; "" where nothing limits
 */
public record Meter(String name, long total, Settled settled, Duration elapsed, String limit) {

    private static final int WIDEST_BAR = 25;
    private static final int NARROWEST_BAR = 10;

    /** So many operations have ended in each way. */
    public record Settled(long delivered, long rejected, long deferred, long aborted) {

        /** Nothing has ended yet. */
        public static final Settled NOTHING = new Settled(0, 0, 0, 0);

        Settled plus(Settled more) {
            return new Settled(
                    delivered + more.delivered,
                    rejected + more.rejected,
                    deferred + more.deferred,
                    aborted + more.aborted);
        }

        long all() {
            return delivered + rejected + deferred + aborted;
        }
    }

    /** Name, bar, counts, rate, time left, rejections. */
    public Line line(int nameWidth, int terminal) {
        Line head = Line.of(name).padded(nameWidth).plus("  ");
        Line tail = counts();
        int room = terminal - head.width() - tail.width() - 2;
        Line all = head;
        if (room >= NARROWEST_BAR) {
            all = all.plus(bar(settled.all(), total, Math.min(WIDEST_BAR, room))).plus("  ");
        }
        return all.plus(tail).cut(terminal);
    }

    /** The same without a bar, for logs. */
    public Line plainLine() {
        return Line.of(name).plus("  ").plus(counts());
    }

    /** A bar whose tip is at the share that is done; a full bar has no tip. */
    static Line bar(long done, long total, int width) {
        int full = total == 0 ? 0 : (int) (width * Math.min(done, total) / total);
        String tip = full == width ? "" : "╸";
        Line bar = Line.of("━".repeat(full) + tip, Ink.GREEN);
        return bar.plus("━".repeat(width - full - tip.length()), Ink.DIM);
    }

    private Line counts() {
        Line line = Line.of(Human.number(settled.all()) + " / " + Human.number(total));
        double seconds = elapsed.toMillis() / 1000.0;
        if (settled.all() > 0 && seconds >= 1) {
            double rate = settled.all() / seconds;
            line = line.plus("   " + Human.number(Math.max(1, Math.round(rate))) + " per s");
            line = limit.isEmpty() ? line : line.plus(" (" + limit + ")");
            long left = Math.round((total - settled.all()) / rate * 1000);
            line = left > 0 ? line.plus("   " + left(Duration.ofMillis(left))) : line;
        }
        line = plus(line, settled.rejected(), "rejected", Ink.RED);
        line = plus(line, settled.deferred(), "deferred", Ink.YELLOW);
        return plus(line, settled.aborted(), "aborted", Ink.YELLOW);
    }

    private static Line plus(Line line, long n, String what, Ink ink) {
        return n == 0 ? line : line.plus("   ").plus(Human.number(n) + " " + what, ink);
    }

    private static String left(Duration left) {
        return left.toSeconds() < 1 ? "almost done" : Human.duration(left) + " left";
    }
}
