package dev.shaduf.warehouse.duckdb;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Rows held by column, in the structs of the Arrow C data interface: one schema and one array. All
 * memory is the arena's. Belongs to one load.
 */
final class ArrowRows {

    private static final long NULLABLE = 2;

    /** Lets DuckDB take texts as JSON without reading them again. */
    private static final byte[] JSON = metadata("ARROW:extension:name", "arrow.json");

    private final Arena arena;
    private final List<Vector> columns;
    private final MemorySegment names;
    private boolean given;

    ArrowRows(Arena arena, List<Vector> columns) {
        this.arena = arena;
        this.columns = columns;
        this.names = arena.allocateFrom("");
    }

    /** Fills the schema: a struct of the columns. */
    void schema(MemorySegment out) {
        MemorySegment children = arena.allocate(ADDRESS, columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Vector column = columns.get(i);
            MemorySegment child = arena.allocate(ArrowLayout.SCHEMA);
            child.set(ADDRESS, ArrowLayout.at(0), arena.allocateFrom(format(column)));
            child.set(ADDRESS, ArrowLayout.at(1), arena.allocateFrom(column.column().name()));
            if (column.column().type().kind() == Kind.JSON) {
                child.set(ADDRESS, ArrowLayout.at(2), copy(JAVA_BYTE, JSON, JSON.length));
            }
            child.set(JAVA_LONG, ArrowLayout.at(3), NULLABLE);
            child.set(ADDRESS, ArrowLayout.at(7), ArrowStreams.RELEASE_SCHEMA);
            children.setAtIndex(ADDRESS, i, child);
        }
        out.set(ADDRESS, ArrowLayout.at(0), arena.allocateFrom("+s"));
        out.set(ADDRESS, ArrowLayout.at(1), names);
        out.set(ADDRESS, ArrowLayout.at(2), MemorySegment.NULL);
        out.set(JAVA_LONG, ArrowLayout.at(3), 0);
        out.set(JAVA_LONG, ArrowLayout.at(4), columns.size());
        out.set(ADDRESS, ArrowLayout.at(5), children);
        out.set(ADDRESS, ArrowLayout.at(6), MemorySegment.NULL);
        out.set(ADDRESS, ArrowLayout.at(7), ArrowStreams.RELEASE_SCHEMA);
        out.set(ADDRESS, ArrowLayout.at(8), MemorySegment.NULL);
    }

    private static String format(Vector column) {
        return switch (column) {
            case Vector.Whole whole ->
                    whole.column().type().kind() != Kind.TIMESTAMP
                            ? "l"
                            : whole.column().type().name().equals("TIMESTAMP") ? "tsu:" : "tsu:UTC";
            case Vector.Real real -> "g";
            case Vector.Flag flag -> "b";
            case Vector.Text text -> "u";
        };
    }

    /** Fills the array with all rows at the first call, and says that this was all at the next. */
    void next(MemorySegment out) {
        out.fill((byte) 0);
        if (given) {
            return;
        }
        given = true;
        MemorySegment children = arena.allocate(ADDRESS, columns.size());
        for (int i = 0; i < columns.size(); i++) {
            MemorySegment child = arena.allocate(ArrowLayout.ARRAY);
            fill(child, columns.get(i));
            children.setAtIndex(ADDRESS, i, child);
        }
        describe(out, columns.getFirst().rows(), 0, List.of(MemorySegment.NULL));
        out.set(JAVA_LONG, ArrowLayout.at(4), columns.size());
        out.set(ADDRESS, ArrowLayout.at(6), children);
    }

    private void fill(MemorySegment child, Vector column) {
        int rows = column.rows();
        int words = (rows + 63) >> 6;
        MemorySegment valid = copy(JAVA_LONG, column.valid(), words);
        List<MemorySegment> buffers =
                switch (column) {
                    case Vector.Whole whole ->
                            List.of(valid, copy(JAVA_LONG, whole.values(), rows));
                    case Vector.Real real -> List.of(valid, copy(JAVA_DOUBLE, real.values(), rows));
                    case Vector.Flag flag -> List.of(valid, copy(JAVA_LONG, flag.values(), words));
                    case Vector.Text text ->
                            List.of(
                                    valid,
                                    copy(JAVA_INT, text.offsets(), rows + 1),
                                    copy(JAVA_BYTE, text.bytes(), text.offsets()[rows]));
                };
        describe(child, rows, -1, buffers);
    }

    private void describe(MemorySegment array, long rows, long nulls, List<MemorySegment> buffers) {
        MemorySegment pointers = arena.allocate(ADDRESS, buffers.size());
        for (int i = 0; i < buffers.size(); i++) {
            pointers.setAtIndex(ADDRESS, i, buffers.get(i));
        }
        array.set(JAVA_LONG, ArrowLayout.at(0), rows);
        array.set(JAVA_LONG, ArrowLayout.at(1), nulls);
        array.set(JAVA_LONG, ArrowLayout.at(3), buffers.size());
        array.set(ADDRESS, ArrowLayout.at(5), pointers);
        array.set(ADDRESS, ArrowLayout.at(8), ArrowStreams.RELEASE_ARRAY);
    }

    private MemorySegment copy(ValueLayout layout, Object array, long length) {
        MemorySegment copy =
                arena.allocate(MemoryLayout.sequenceLayout(Math.max(1, length), layout));
        MemorySegment.copy(array, 0, copy, layout, 0, (int) length);
        return copy;
    }

    private static byte[] metadata(String key, String value) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(12 + name.length + text.length)
                .order(ByteOrder.nativeOrder())
                .putInt(1)
                .putInt(name.length)
                .put(name)
                .putInt(text.length)
                .put(text)
                .array();
    }
}
