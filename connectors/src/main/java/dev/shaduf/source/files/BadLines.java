package dev.shaduf.source.files;

import dev.shaduf.spi.source.Reading.BadLine;

import java.util.ArrayList;
import java.util.List;

/** The lines that could not be read: all counted, the first of them kept. */
final class BadLines {

    private static final int KEPT = 1_000;
    private static final int LONGEST = 10_000;

    private final List<BadLine> first = new ArrayList<>();
    private long count;

    void add(String file, long line, String reason, String text) {
        count++;
        if (first.size() < KEPT) {
            String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
            first.add(new BadLine(file, line, reason, shown));
        }
    }

    long count() {
        return count;
    }

    List<BadLine> first() {
        return List.copyOf(first);
    }
}
