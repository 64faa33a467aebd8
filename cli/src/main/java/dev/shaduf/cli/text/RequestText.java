package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.spi.destination.Request;

import java.util.ArrayList;
import java.util.List;

/** A request as people read it: its first line, its headers, the beginning of its body. Pure. */
final class RequestText {

    private static final int LINES = 12;
    private static final int MOST = 2_000;

    private final Request request;

    RequestText(Request request) {
        this.request = request;
    }

    List<Line> lines(int width) {
        List<Line> lines = new ArrayList<>();
        lines.add(
                Line.of("    first request  ", Ink.DIM)
                        .plus(request.method() + " " + request.url(), Ink.BOLD));
        request.headers()
                .forEach((name, value) ->
                        lines.add(Line.of("      " + name + ": " + value, Ink.DIM)));
        int room = Math.max(20, width - 6);
        for (String line : body().split("\n", -1)) {
            int from = 0;
            while (from < line.length() && lines.size() < LINES) {
                int to = end(line, from, room);
                lines.add(Line.of("      " + line.substring(from, to)));
                from = to;
            }
        }
        return lines;
    }

    /** Cuts between characters, not inside one. */
    private static int end(String line, int from, int room) {
        int to = Math.min(line.length(), from + room);
        return to < line.length() && Character.isLowSurrogate(line.charAt(to)) ? to - 1 : to;
    }

    private String body() {
        String body = request.body();
        return body.length() <= MOST ? body : body.substring(0, MOST) + " …";
    }
}
