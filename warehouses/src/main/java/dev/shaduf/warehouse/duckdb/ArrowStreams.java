package dev.shaduf.warehouse.duckdb;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.shaduf.spi.warehouse.Vector;

import org.apache.arrow.c.ArrowArrayStream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Streams of the Arrow C interface that DuckDB reads rows from, each once. Safe to share.
 *
 * <p>DuckDB copies the struct of a stream, so a call finds its rows by the number that is kept in
 * {@code private_data}, and one that comes after its rows are gone finds none.
 */
final class ArrowStreams {

    private static final int NO_SUCH_STREAM = 22;

    private static final Map<Long, ArrowRows> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong LAST = new AtomicLong();

    private static final MemorySegment GET_SCHEMA = answering("getSchema");
    private static final MemorySegment GET_NEXT = answering("getNext");
    private static final MemorySegment LAST_ERROR =
            upcall("lastError", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MemorySegment RELEASE_STREAM = releasing("releaseStream");

    /** {@code release} of schemas and arrays: their memory is freed as a whole. */
    static final MemorySegment RELEASE_SCHEMA = releasing("releaseSchema");

    static final MemorySegment RELEASE_ARRAY = releasing("releaseArray");

    private ArrowStreams() {}

    /** What is done while a stream is registered. */
    interface Reading {
        long read();
    }

    /** Lets a connection read rows under a name while something is done, once. */
    static long during(
            DuckDBConnection connection, String name, List<Vector> columns, Reading reading) {
        long number = LAST.incrementAndGet();
        try (Arena arena = Arena.ofShared()) {
            OPEN.put(number, new ArrowRows(arena, columns));
            MemorySegment stream = arena.allocate(ArrowLayout.STREAM);
            stream.set(ADDRESS, ArrowLayout.at(0), GET_SCHEMA);
            stream.set(ADDRESS, ArrowLayout.at(1), GET_NEXT);
            stream.set(ADDRESS, ArrowLayout.at(2), LAST_ERROR);
            stream.set(ADDRESS, ArrowLayout.at(3), RELEASE_STREAM);
            stream.set(JAVA_LONG, ArrowLayout.at(4), number);
            connection.registerArrowStream(name, new ArrowArrayStream(stream.address()));
            return reading.read();
        } finally {
            OPEN.remove(number);
        }
    }

    // The methods that DuckDB calls, found by their names.

    static int getSchema(MemorySegment stream, MemorySegment out) {
        ArrowRows rows = rows(stream);
        if (rows == null) {
            return NO_SUCH_STREAM;
        }
        rows.schema(out.reinterpret(ArrowLayout.SCHEMA));
        return 0;
    }

    static int getNext(MemorySegment stream, MemorySegment out) {
        ArrowRows rows = rows(stream);
        if (rows == null) {
            return NO_SUCH_STREAM;
        }
        rows.next(out.reinterpret(ArrowLayout.ARRAY));
        return 0;
    }

    private static @Nullable ArrowRows rows(MemorySegment stream) {
        return OPEN.get(stream.reinterpret(ArrowLayout.STREAM).get(JAVA_LONG, ArrowLayout.at(4)));
    }

    static MemorySegment lastError(MemorySegment stream) {
        return MemorySegment.NULL;
    }

    static void releaseStream(MemorySegment stream) {
        stream.reinterpret(ArrowLayout.STREAM).set(ADDRESS, ArrowLayout.at(3), MemorySegment.NULL);
    }

    static void releaseSchema(MemorySegment schema) {
        schema.reinterpret(ArrowLayout.SCHEMA).set(ADDRESS, ArrowLayout.at(7), MemorySegment.NULL);
    }

    static void releaseArray(MemorySegment array) {
        array.reinterpret(ArrowLayout.ARRAY).set(ADDRESS, ArrowLayout.at(8), MemorySegment.NULL);
    }

    private static MemorySegment answering(String method) {
        return upcall(method, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    }

    private static MemorySegment releasing(String method) {
        return upcall(method, FunctionDescriptor.ofVoid(ADDRESS));
    }

    private static MemorySegment upcall(String method, FunctionDescriptor signature) {
        try {
            MethodHandle handle =
                    MethodHandles.lookup()
                            .findStatic(ArrowStreams.class, method, signature.toMethodType());
            return Linker.nativeLinker().upcallStub(handle, signature, Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
