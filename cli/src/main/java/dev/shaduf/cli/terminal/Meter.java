package dev.shaduf.cli.terminal;

import java.time.Duration;

/**
 * How far a delivery has come.
 *
 * @param name the sync
 * @param total planned operations
 * @param delivered of them
 * @param rejected of them
 * @param waiting deferred or aborted
 * @param elapsed since the first was sent
 * @param limit what the destination allows, such as {@code crm allows 10}; "" where nothing limits
 */
public record Meter(
        String name,
        long total,
        long delivered,
        long rejected,
        long waiting,
        Duration elapsed,
        String limit) {

    private static final int WIDEST_BAR = 25;
    private static final int NARROWEST_BAR = 10;

    /** Name, bar, counts, rate, time left, rejections. */
    public Line line(int nameWidth, int terminal) {
        Line head = Line.of(name).padded(nameWidth).plus("  ");
        Line tail = counts();
        int room = terminal - head.width() - tail.width() - 2;
        Line all = head;
        if (room >= NARROWEST_BAR) {
            all = all.plus(bar(done(), total, Math.min(WIDEST_BAR, room))).plus("  ");
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

    private long done() {
        return delivered + rejected + waiting;
    }

    private Line counts() {
        Line line = Line.of(Human.number(done()) + " / " + Human.number(total));
        double seconds = elapsed.toMillis() / 1000.0;
        if (done() > 0 && seconds >= 1) {
            double rate = done() / seconds;
            line = line.plus("   " + Human.number(Math.max(1, Math.round(rate))) + " per s");
            line = limit.isEmpty() ? line : line.plus(" (" + limit + ")");
            long left = Math.round((total - done()) / rate * 1000);
            line = left > 0 ? line.plus("   " + left(Duration.ofMillis(left))) : line;
        }
        line = rejected == 0 ? line : line.plus("   ").plus(noun(rejected, "rejected"), Ink.RED);
        return waiting == 0 ? line : line.plus("   ").plus(noun(waiting, "deferred"), Ink.YELLOW);
    }

    private static String left(Duration left) {
        return left.toSeconds() < 1 ? "almost done" : Human.duration(left) + " left";
    }

    private static String noun(long n, String what) {
        return Human.number(n) + " " + what;
    }
}
