package dev.shaduf.engine.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.source.Reading;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Brings a reading's rows into a table: through a Parquet file where both sides can, else streamed.
 */
final class Incoming {

    private final Session session;
    private final Dialect dialect;
    private final boolean parquet;
    private final Path temporary;

    /**
     * @param parquet whether the warehouse reads Parquet files of this machine
     */
    Incoming(Session session, boolean parquet, Path temporary) {
        this.session = session;
        this.dialect = session.dialect();
        this.parquet = parquet;
        this.temporary = temporary;
    }

    /** Makes the temporary table of a name with all columns of a layout, and fills it. */
    long stage(TableName into, Reading reading, Layout layout) {
        Merge.drop(session, into);
        String columns =
                layout.columns().stream()
                        .map(c -> dialect.quote(c.name()) + " " + c.type().name())
                        .collect(Collectors.joining(", "));
        session.execute(
                Sql.of(
                        "create temporary table "
                                + OwnTables.quoted(dialect, into)
                                + " ("
                                + columns
                                + ")"));
        return fill(into, reading, layout.read());
    }

    private long fill(TableName into, Reading reading, List<Column> columns) {
        if (columns.isEmpty()) {
            return 0;
        }
        if (!parquet) {
            return stream(into, reading, columns);
        }
        Path file = temporary.resolve("load-" + UUID.randomUUID() + ".parquet");
        try {
            Files.createDirectories(temporary);
            if (!reading.parquet(columns, file)) {
                return stream(into, reading, columns);
            }
            String names =
                    columns.stream()
                            .map(c -> dialect.quote(c.name()))
                            .collect(Collectors.joining(", "));
            String path = dialect.literal(file.toString());
            return session.execute(
                    Sql.of(
                            "insert into %s (%s) select %s from read_parquet(%s)"
                                    .formatted(
                                            OwnTables.quoted(dialect, into), names, names, path)));
        } catch (IOException e) {
            throw full(e);
        } finally {
            delete(file);
        }
    }

    private long stream(TableName into, Reading reading, List<Column> columns) {
        try (RowStream rows = reading.rows(columns);
                Loader loader = session.load(into, columns)) {
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    loader.value(rows.text(i));
                }
                loader.endRow();
            }
            return loader.finish();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw full(e);
        }
    }

    private static ShadufException full(IOException e) {
        return new ShadufException(
                Failure.OUT_OF_SPACE,
                "A temporary file of a load could not be written: " + e.getMessage() + ".",
                "Check the disk, and the rights on the directory of temporary files.",
                e);
    }
}
