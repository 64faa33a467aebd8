package dev.shaduf.source.files;

import dev.shaduf.source.jdbc.TextRows;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.source.Reading;
import dev.shaduf.spi.source.SourceType.Context;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.RowStream;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The files of a table, read once. */
final class FilesReading implements Reading {

    private final FileTable table;
    private final FileState state;
    private final Extent extent;
    private final List<FileStamp> read;
    private final BadLines bad = new BadLines();
    private final @Nullable Bench bench;
    private final List<Column> columns;

    FilesReading(
            Context context,
            FileTable table,
            FileState state,
            Extent extent,
            List<FileStamp> read) {
        this.table = table;
        this.state = state;
        this.extent = extent;
        this.read = read;
        this.bench = extent == Extent.NOTHING ? null : new Bench(context.temporary());
        this.columns = bench == null ? List.of() : look(bench, context.project());
    }

    private List<Column> look(Bench opened, Path project) {
        try {
            return switch (table.format()) {
                case CSV, TSV -> new CsvRaw(opened, table, project, read, bad).read();
                case JSON, JSONL ->
                        typed(opened, new JsonRaw(opened, table, project, read, bad).read());
                case PARQUET -> typed(opened, ParquetRaw.read(opened, table, project, read));
            };
        } catch (SQLException e) {
            opened.close();
            throw Bench.failed(table, e);
        } catch (IOException e) {
            opened.close();
            throw new ShadufException(
                    Failure.UNREACHABLE,
                    "The files '%s' of %s cannot be read: %s."
                            .formatted(table.path(), table.name(), e.getMessage()),
                    "Check that they are whole and the rights on them.",
                    e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static List<Column> typed(Bench bench, List<RawColumn> raw) throws SQLException {
        return Inference.named(raw, new Inference(bench).types(raw));
    }

    @Override
    public Extent extent() {
        return extent;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean parquet(List<Column> as, Path file) {
        Bench from = opened();
        try {
            from.execute(
                    "COPY (%s) TO %s (FORMAT parquet, COMPRESSION uncompressed)"
                            .formatted(
                                    select(from, as, FilesReading::typed),
                                    Bench.literal(file.toString())));
            return true;
        } catch (SQLException e) {
            throw Bench.failed(table, e);
        }
    }

    @Override
    public RowStream rows(List<Column> as) {
        Bench from = opened();
        try {
            String query = select(from, as, FilesReading::text);
            Statement statement = from.statement();
            return new TextRows(
                    statement,
                    statement.executeQuery(query),
                    as,
                    (column, text) -> text,
                    e -> Bench.failed(table, e));
        } catch (SQLException e) {
            throw Bench.failed(table, e);
        }
    }

    private Bench opened() {
        if (bench == null) {
            throw new IllegalStateException("nothing changed: there is nothing to read");
        }
        return bench;
    }

    private String select(Bench from, List<Column> as, BiFunction<String, Type, String> expression)
            throws SQLException {
        if (as.isEmpty()) {
            throw new ShadufException(
                    Failure.BAD_FILE,
                    "The files '%s' of %s hold no row, and so no name of a column."
                            .formatted(table.path(), table.name()),
                    "Read them once they hold one.");
        }
        String selected =
                as.stream()
                        .map(c -> {
                            String name = Bench.quote(c.name());
                            return expression.apply(name, c.type()) + " AS " + name;
                        })
                        .collect(Collectors.joining(", "));
        return "SELECT " + selected + " FROM raw" + latest(from);
    }

    private static String typed(String name, Type type) {
        return "CAST(" + name + " AS " + TypeWords.inDuckDb(type) + ")";
    }

    private static String text(String name, Type type) {
        return switch (type.kind()) {
            case BINARY -> "to_base64(" + name + ")";
            case BOOLEAN -> "CAST(" + name + " AS BOOLEAN)::VARCHAR";
            default -> "CAST(" + name + " AS VARCHAR)";
        };
    }

    /** Of a key that several files hold, the rows of the last file; rows within a file all stay. */
    private String latest(Bench from) throws SQLException {
        if (table.key().isEmpty() || read.size() < 2) {
            return "";
        }
        String key = table.key().stream().map(Bench::quote).collect(Collectors.joining(", "));
        String repeated =
                ("SELECT count(*) FROM (SELECT 1 FROM raw GROUP BY %s HAVING "
                                + "min(%s) <> max(%s) LIMIT 1)")
                        .formatted(key, RawTable.FILE, RawTable.FILE);
        if (from.row(repeated).getFirst().equals("0")) {
            return "";
        }
        String absent =
                table.key().stream()
                        .map(k -> Bench.quote(k) + " IS NULL")
                        .collect(Collectors.joining(" OR "));
        return " QUALIFY %s OR dense_rank() OVER (PARTITION BY %s ORDER BY %s DESC) = 1"
                .formatted(absent, key, RawTable.FILE);
    }

    @Override
    public Tally tally() {
        return new Tally(state.files().size(), read.size(), bad.count(), bad.first());
    }

    @Override
    public String state() {
        return state.toString();
    }

    @Override
    public void close() {
        if (bench != null) {
            bench.close();
        }
    }
}
