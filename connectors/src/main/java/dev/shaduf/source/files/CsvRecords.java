package dev.shaduf.source.files;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV (RFC 4180) record by record and never stops at a bad one: the line it begins at is set
 * aside and reading goes on with the next. An empty field is null, a quoted empty one is ''.
 */
final class CsvRecords implements AutoCloseable {

    private static final int LONGEST = 64 << 20;

    private final BufferedReader in;
    private final char delimiter;
    private final List<Line> pushedBack = new ArrayList<>();
    private long line;
    private long start;
    private String text = "";
    private @Nullable String problem;

    CsvRecords(BufferedReader in, char delimiter) {
        this.in = in;
        this.delimiter = delimiter;
    }

    /** A line and what ends it. */
    private record Line(String text, String end) {}

    /** The line the present record begins at, from 1. */
    long line() {
        return start;
    }

    /** The present record as it was written. */
    String text() {
        return text;
    }

    /** What is wrong with the present record, or null. */
    @Nullable String problem() {
        return problem;
    }

    /** The next record's fields, or null at the end; empty lines are left out. */
    @Nullable List<@Nullable String> next() throws IOException {
        Line first = readLine();
        while (first != null && first.text().isEmpty()) {
            first = readLine();
        }
        if (first == null) {
            return null;
        }
        start = line;
        text = first.text();
        problem = text.indexOf(Text.WRONG) >= 0 ? "it is not UTF-8" : null;
        return fields(first);
    }

    private @Nullable Line readLine() throws IOException {
        if (!pushedBack.isEmpty()) {
            line++;
            return pushedBack.removeFirst();
        }
        StringBuilder read = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                line++;
                return new Line(read.toString(), "\n");
            }
            if (c == '\r') {
                line++;
                return new Line(read.toString(), newline() ? "\r\n" : "\r");
            }
            read.append((char) c);
        }
        if (read.isEmpty()) {
            return null;
        }
        line++;
        return new Line(read.toString(), "");
    }

    private boolean newline() throws IOException {
        in.mark(1);
        if (in.read() == '\n') {
            return true;
        }
        in.reset();
        return false;
    }

    private List<@Nullable String> fields(Line first) throws IOException {
        List<@Nullable String> fields = new ArrayList<>();
        List<Line> lines = new ArrayList<>(List.of(first));
        int at = 0;
        while (true) {
            String record = lines.getLast().text();
            int end = record.indexOf(delimiter, at);
            end = end < 0 ? record.length() : end;
            if (at < record.length() && record.charAt(at) == '"') {
                StringBuilder value = new StringBuilder();
                end = closing(lines, at + 1, value);
                record = lines.getLast().text();
                if (end < 0 || end < record.length() && record.charAt(end) != delimiter) {
                    problem = end < 0 ? "a quote is not closed" : "text follows a closing quote";
                    giveBack(lines);
                    return fields;
                }
                fields.add(value.toString());
            } else {
                fields.add(at == end ? null : record.substring(at, end));
            }
            if (end >= record.length()) {
                text = joined(lines);
                return fields;
            }
            at = end + 1;
        }
    }

    /** Reads to the closing quote, over lines; the place behind it in the last line, or -1. */
    private int closing(List<Line> lines, int from, StringBuilder value) throws IOException {
        int end = quoted(lines.getLast().text(), from, value);
        while (end < 0) {
            value.append(lines.getLast().end());
            Line next = value.length() > LONGEST ? null : readLine();
            if (next == null) {
                return -1;
            }
            lines.add(next);
            end = quoted(next.text(), 0, value);
        }
        return end;
    }

    private static String joined(List<Line> lines) {
        if (lines.size() == 1) {
            return lines.getFirst().text();
        }
        StringBuilder all = new StringBuilder();
        lines.forEach(line -> all.append(line.text()).append(line.end()));
        return all.toString();
    }

    /** Gives back the lines after the first, so that one bad quote costs one line. */
    private void giveBack(List<Line> lines) {
        pushedBack.addAll(0, lines.subList(1, lines.size()));
        line -= lines.size() - 1;
    }

    /** Appends what is quoted; the place behind the closing quote, or -1 without one. */
    private static int quoted(String record, int from, StringBuilder value) {
        int at = from;
        while (at < record.length()) {
            int quote = record.indexOf('"', at);
            if (quote < 0) {
                break;
            }
            value.append(record, at, quote);
            if (quote + 1 < record.length() && record.charAt(quote + 1) == '"') {
                value.append('"');
                at = quote + 2;
            } else {
                return quote + 1;
            }
        }
        value.append(record, at, record.length());
        return -1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
