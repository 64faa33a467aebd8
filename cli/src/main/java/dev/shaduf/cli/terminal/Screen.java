package dev.shaduf.cli.terminal;

import java.io.PrintStream;
import java.util.List;

/** Prints lines to a stream, in the way its looks allow. Lines are never mixed between threads. */
public final class Screen {

    private final PrintStream out;
    private final Looks looks;

    /** Prints to this stream, which stays open. */
    public Screen(PrintStream out, Looks looks) {
        this.out = out;
        this.looks = looks;
    }

    /** What may be used. */
    public Looks looks() {
        return looks;
    }

    /** Prints lines. */
    public void print(List<Line> lines) {
        synchronized (out) {
            lines.forEach(line -> out.println(text(line).stripTrailing()));
            out.flush();
        }
    }

    /** Prints a line. */
    public void print(Line line) {
        print(List.of(line));
    }

    /** Prints a plain line. */
    public void print(String text) {
        print(Line.of(text));
    }

    /** Prints an empty line. */
    public void blank() {
        print(Line.EMPTY);
    }

    /** Prints over the last lines: so many of them are replaced. */
    void redraw(int replaced, List<Line> lines) {
        StringBuilder all = new StringBuilder();
        if (replaced > 0) {
            all.append("\u001b[").append(replaced).append('A');
        }
        for (Line line : lines) {
            all.append("\r\u001b[2K").append(text(line)).append('\n');
        }
        if (lines.size() < replaced) {
            all.append("\u001b[J");
        }
        synchronized (out) {
            out.print(all);
            out.flush();
        }
    }

    private String text(Line line) {
        return looks.colour() ? line.coloured() : line.plain();
    }
}
