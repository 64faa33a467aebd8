package dev.shaduf.demo;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Writes one CSV file as UTF-8 with a header line; null is an empty field. Formats into its own
 * buffer, because the formatters of the JDK would take most of the demo's time. For one thread.
 */
public final class CsvFile implements Closeable {

    private static final int LONGEST_NUMBER = 24;
    private static final long DAY = 86_400;

    private final OutputStream out;
    private byte[] buffer = new byte[1 << 16];
    private int filled;
    private boolean startOfLine = true;
    private long day = Long.MIN_VALUE;
    private byte[] dayText = new byte[0];

    /** Makes the file, over one that is there. */
    public CsvFile(Path file, String header) throws IOException {
        out = Files.newOutputStream(file);
        ascii(header);
        end();
    }

    /** A text; null is an empty field. */
    public CsvFile text(@Nullable String value) throws IOException {
        separate();
        if (value == null) {
            return this;
        }
        byte[] bytes = quoted(value).getBytes(StandardCharsets.UTF_8);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, filled, bytes.length);
        filled += bytes.length;
        return this;
    }

    /** A whole number from 0 up. */
    public CsvFile number(long value) throws IOException {
        separate();
        digits(value);
        return this;
    }

    /** A text such as {@code c_104711}: an id with the letter of its kind. */
    public CsvFile id(char kind, long value) throws IOException {
        separate();
        reserve(2);
        put(kind);
        put('_');
        digits(value);
        return this;
    }

    /** An amount with two digits after the point. */
    public CsvFile money(long cents) throws IOException {
        separate();
        reserve(1);
        if (cents < 0) {
            put('-');
        }
        long positive = Math.abs(cents);
        digits(positive / 100);
        reserve(3);
        put('.');
        twoDigits(positive % 100);
        return this;
    }

    /** A time in UTC, given in seconds since 1970. */
    public CsvFile time(long second) throws IOException {
        separate();
        long of = Math.floorDiv(second, DAY);
        if (of != day) {
            day = of;
            dayText = (LocalDate.ofEpochDay(of) + "T").getBytes(StandardCharsets.US_ASCII);
        }
        long rest = Math.floorMod(second, DAY);
        reserve(LONGEST_NUMBER);
        System.arraycopy(dayText, 0, buffer, filled, dayText.length);
        filled += dayText.length;
        twoDigits(rest / 3600);
        put(':');
        twoDigits(rest / 60 % 60);
        put(':');
        twoDigits(rest % 60);
        put('Z');
        return this;
    }

    /** Ends the row. */
    public void end() throws IOException {
        reserve(1);
        put('\n');
        startOfLine = true;
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }

    private static String quoted(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\n') {
                return '"' + value.replace("\"", "\"\"") + '"';
            }
        }
        return value.isEmpty() ? "\"\"" : value;
    }

    private void separate() throws IOException {
        if (!startOfLine) {
            reserve(1);
            put(',');
        }
        startOfLine = false;
    }

    private void digits(long value) throws IOException {
        reserve(LONGEST_NUMBER);
        int length = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            length++;
        }
        long rest = value;
        for (int at = filled + length - 1; at >= filled; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        filled += length;
    }

    private void twoDigits(long value) {
        put((char) ('0' + value / 10));
        put((char) ('0' + value % 10));
    }

    private void ascii(String text) throws IOException {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void put(char c) {
        buffer[filled++] = (byte) c;
    }

    private void reserve(int bytes) throws IOException {
        if (buffer.length - filled < bytes) {
            flush();
            if (buffer.length < bytes) {
                buffer = new byte[bytes];
            }
        }
    }

    private void flush() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }
}
