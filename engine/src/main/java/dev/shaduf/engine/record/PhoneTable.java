package dev.shaduf.engine.record;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Vector;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts with the phone numbers they mean, held as bytes by column until they are written into a
 * table: there may be as many as records. Numbers are read on all cores. For one thread.
 */
final class PhoneTable {

    private static final int CHUNK = 1 << 16;

    private final Phones phones;
    private final List<Column> columns;
    private final List<List<Vector>> chunks = new ArrayList<>();
    private final @Nullable String[] texts = new @Nullable String[CHUNK];
    private int count;
    private long wrong;

    PhoneTable(Phones phones, Column written, Column number) {
        this.phones = phones;
        this.columns = List.of(written, number);
    }

    void add(String text) {
        texts[count++] = text;
        if (count == CHUNK) {
            read();
        }
    }

    /** How many texts are no phone numbers. */
    long wrong() {
        return wrong;
    }

    /** Writes all into an empty table with both columns. */
    void load(Session session, TableName table) {
        read();
        chunks.forEach(chunk -> session.append(table, chunk));
        chunks.clear();
    }

    private void read() {
        @Nullable String[] numbers = new @Nullable String[count];
        IntStream.range(0, count)
                .parallel()
                .forEach(i -> {
                    String text = texts[i];
                    numbers[i] = text == null ? null : phones.e164(text);
                });
        int good = 0;
        for (int i = 0; i < count; i++) {
            if (numbers[i] != null) {
                texts[good] = texts[i];
                numbers[good++] = numbers[i];
            }
        }
        wrong += count - good;
        count = 0;
        if (good > 0) {
            chunks.add(
                    List.of(
                            vector(columns.get(0), texts, good),
                            vector(columns.get(1), numbers, good)));
        }
    }

    private static Vector vector(Column column, @Nullable String[] texts, int rows) {
        int[] offsets = new int[rows + 1];
        byte[] bytes = new byte[rows * 16];
        for (int i = 0; i < rows; i++) {
            byte[] text = String.valueOf(texts[i]).getBytes(StandardCharsets.UTF_8);
            int end = offsets[i] + text.length;
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, end * 2);
            }
            System.arraycopy(text, 0, bytes, offsets[i], text.length);
            offsets[i + 1] = end;
        }
        long[] valid = new long[(rows + 63) / 64];
        Arrays.fill(valid, -1L);
        return new Vector.Text(column, rows, valid, offsets, bytes);
    }
}
