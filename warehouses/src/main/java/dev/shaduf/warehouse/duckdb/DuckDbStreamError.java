package dev.shaduf.warehouse.duckdb;

import org.duckdb.DuckDBChunkedResult;
import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.SQLException;

/**
 * The error of a chunked result that ended early: the driver ends such a stream as if it were
 * complete, and the method that would tell is not public. Where it cannot be reached, results are
 * not read chunk by chunk.
 */
final class DuckDbStreamError {

    private static final @Nullable MethodHandle CHECK = find();

    private DuckDbStreamError() {}

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.privateLookupIn(DuckDBChunkedResult.class, MethodHandles.lookup())
                    .findVirtual(
                            DuckDBChunkedResult.class,
                            "checkError",
                            MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Whether errors can be told apart from the end of the rows. */
    static boolean known() {
        return CHECK != null;
    }

    /** Throws the error that ended the result, if one did. */
    static void check(DuckDBChunkedResult result) throws SQLException {
        MethodHandle check = CHECK;
        if (check == null) {
            throw new SQLException("the end of the rows cannot be told from an error");
        }
        try {
            check.invokeExact(result);
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new SQLException(e);
        }
    }
}
