package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.RowStream;

import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Rows read chunk by chunk: four times as fast as a result set (measured, 1 M rows of a number and
 * two texts: 0.33 s against 1.25 s) and flat in memory, but only for texts, integers and booleans.
 */
final class DuckDbRows implements RowStream {

    private static final Set<String> READABLE =
            Set.of(
                    "VARCHAR",
                    "JSON",
                    "BOOLEAN",
                    "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "HUGEINT",
                    "UBIGINT");

    private final DuckDBPreparedStatement statement;
    private final String text;
    private final DuckDBChunkedResult result;
    private final List<Column> columns;
    private final DuckDBReadableVector[] vectors;
    private long size;
    private long row = -1;

    /** Runs the statement, whose parameters are bound, and takes it over. */
    DuckDbRows(DuckDBPreparedStatement statement, String text, List<Column> columns)
            throws SQLException {
        this.statement = statement;
        this.text = text;
        this.columns = columns;
        this.vectors = new DuckDBReadableVector[columns.size()];
        this.result = statement.query();
    }

    /** Whether columns of all these types, as the driver names them, can be read so. */
    static boolean reads(List<String> types) {
        return DuckDbStreamError.known() && READABLE.containsAll(types);
    }

    /** Whether a column of that type can be read so. */
    static boolean reads(String type) {
        return READABLE.contains(type);
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        while (++row >= size) {
            if (!nextChunk()) {
                row = size;
                return false;
            }
        }
        return true;
    }

    private boolean nextChunk() {
        try {
            if (!result.nextChunk()) {
                DuckDbStreamError.check(result);
                return false;
            }
        } catch (SQLException e) {
            throw DuckDbFailures.of(e, text);
        }
        DuckDBDataChunkReader chunk = result.chunk();
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = chunk.vector(i);
        }
        size = chunk.rowCount();
        row = -1;
        return true;
    }

    @Override
    public @Nullable String text(int column) {
        DuckDBReadableVector vector = vectors[column];
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector.getType()) {
            case VARCHAR -> vector.getString(row);
            case BOOLEAN -> Boolean.toString(vector.getBoolean(row));
            case HUGEINT -> vector.getHugeInt(row).toString();
            case UBIGINT -> vector.getUint64(row).toString();
            default -> Long.toString(whole(column));
        };
    }

    @Override
    public long whole(int column) {
        DuckDBReadableVector vector = vectors[column];
        if (vector.isNull(row)) {
            return 0;
        }
        return switch (vector.getType()) {
            case BIGINT -> vector.getLong(row);
            case INTEGER -> vector.getInt(row);
            case SMALLINT -> vector.getShort(row);
            case TINYINT -> vector.getByte(row);
            case HUGEINT -> vector.getHugeInt(row).longValueExact();
            case UBIGINT -> vector.getUint64(row).longValueExact();
            case BOOLEAN -> vector.getBoolean(row) ? 1 : 0;
            default -> Long.parseLong(vector.getString(row));
        };
    }

    @Override
    public boolean flag(int column) {
        DuckDBReadableVector vector = vectors[column];
        return !vector.isNull(row) && vector.getBoolean(row);
    }

    @Override
    public boolean isNull(int column) {
        return vectors[column].isNull(row);
    }

    @Override
    public void close() {
        try (DuckDBPreparedStatement s = statement;
                DuckDBChunkedResult r = result) {
            // closed in this order: the result, then the statement
        } catch (SQLException e) {
            throw DuckDbFailures.of(e, text);
        }
    }
}
