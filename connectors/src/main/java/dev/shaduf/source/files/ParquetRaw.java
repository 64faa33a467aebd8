package dev.shaduf.source.files;

import dev.shaduf.spi.sql.Type;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes {@code raw} a view of Parquet files, whose types are known. */
final class ParquetRaw {

    private ParquetRaw() {}

    static List<RawColumn> read(Bench bench, FileTable table, Path project, List<FileStamp> files)
            throws SQLException {
        String paths =
                files.stream()
                        .map(f -> Bench.literal(CsvRaw.escaped(project.resolve(f.path()))))
                        .collect(Collectors.joining(", ", "[", "]"));
        String real =
                files.stream()
                        .map(f -> Bench.literal(project.resolve(f.path()).toString()))
                        .collect(Collectors.joining(", ", "[", "]"));
        String read = "read_parquet(" + paths + ", union_by_name=true, filename='_shaduf_path')";
        List<String> selected = new ArrayList<>();
        List<RawColumn> columns = new ArrayList<>();
        for (String[] column : bench.pairs("DESCRIBE SELECT * FROM " + read)) {
            if (column[0].equals("_shaduf_path")) {
                continue;
            }
            Fixed fixed = table.fixed(column[0]);
            Type type = fixed == null ? TypeWords.ofDuckDb(column[1]) : fixed.type();
            selected.add(expression(Bench.quote(column[0]), column[1], type));
            columns.add(new RawColumn(column[0], new RawColumn.Content.Known(type)));
        }
        bench.execute(
                ("CREATE OR REPLACE VIEW raw AS SELECT %s, (list_position(%s, "
                                + "_shaduf_path) - 1)::INTEGER AS %s FROM %s")
                        .formatted(String.join(", ", selected), real, RawTable.FILE, read));
        return columns;
    }

    /** The value in a form that casts to its type without loss. */
    private static String expression(String name, String duckDb, Type type) {
        String value =
                type.kind() == Type.Kind.JSON && !duckDb.equals("VARCHAR")
                        ? "to_json(" + name + ")::VARCHAR"
                        : duckDb.equals("FLOAT") ? name + "::VARCHAR" : name;
        return value + " AS " + name;
    }
}
