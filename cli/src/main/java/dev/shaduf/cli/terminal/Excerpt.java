package dev.shaduf.cli.terminal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Something wrong at a place in a file, with the line it stands in.
 *
 * @param file relative to the project
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1, in characters; 0 where the whole line is meant
 * @param length how many characters are wrong
 * @param text the line itself; null where there is none to show
 * @param message what is wrong
 * @param fix the next step; "" where there is none
 */
public record Excerpt(
        String file,
        int line,
        int column,
        int length,
        @Nullable String text,
        String message,
        String fix) {

    private static final int NUMBER = 6;
    private static final String BAR = " | ";
    private static final int KEPT_BEFORE = 20;

    /** The place and the message; below them the line, carets and the next step. */
    public List<Line> lines(int width) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(place(), Ink.BOLD).plus("  " + message));
        if (text == null || line == 0) {
            if (!fix.isEmpty()) {
                lines.add(Line.of("  " + fix));
            }
            return lines;
        }
        int room = width - NUMBER - BAR.length();
        int start = Math.min(Math.max(0, column - 1), text.length());
        int skipped = windowStart(text, start, room);
        String before = (skipped > 0 ? "…" : "") + text.substring(skipped, start);
        Line shown = Line.of(before + text.substring(start)).cut(room);
        lines.add(gutter(Integer.toString(line)).plus(shown));
        if (column > 0) {
            lines.add(gutter("").plus(carets(Line.of(before).width(), room)));
        } else if (!fix.isEmpty()) {
            lines.add(gutter("").plus(fix));
        }
        return lines;
    }

    private String place() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }

    /** Where a line begins to be shown whose wrong part would be out of sight. */
    private int windowStart(String line, int start, int room) {
        boolean inSight = Line.of(line.substring(0, start)).width() + length + 1 < room;
        if (inSight || start <= KEPT_BEFORE) {
            return 0;
        }
        return line.offsetByCodePoints(
                start, -Math.min(KEPT_BEFORE, line.codePointCount(0, start)));
    }

    private Line carets(int at, int room) {
        int count = Math.clamp(length, 1, Math.max(1, room - at));
        Line carets = Line.of(" ".repeat(at)).plus("^".repeat(count), Ink.RED);
        return fix.isEmpty() ? carets : carets.plus(" " + fix);
    }

    private static Line gutter(String number) {
        return Line.of(number, Ink.DIM).right(NUMBER).plus(BAR, Ink.DIM);
    }
}
