package dev.shaduf.source.files;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Type;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads CSV into {@code raw}. Files without a fault are left to DuckDB, which reads them as a view
 * and far faster; when it finds one, or a value that is not of its fixed type, all are read again
 * here, line by line. The columns' types are looked for in the same pass over the files.
 */
final class CsvRaw {

    private static final String PATH = "_shaduf_path";

    private final Bench bench;
    private final FileTable table;
    private final Path project;
    private final List<FileStamp> files;
    private final BadLines bad;

    CsvRaw(Bench bench, FileTable table, Path project, List<FileStamp> files, BadLines bad) {
        this.bench = bench;
        this.table = table;
        this.project = project;
        this.files = files;
        this.bad = bad;
    }

    /** Makes {@code raw} and gives its columns. */
    List<Column> read() throws IOException, SQLException {
        Map<FileStamp, CsvHeader> headers = new LinkedHashMap<>();
        boolean utf8 = true;
        for (FileStamp file : files) {
            Path path = project.resolve(file.path());
            headers.put(file, CsvHeader.of(table, path, file.path()));
            utf8 &= Text.utf8(path);
        }
        List<String> names = names(headers);
        List<RawColumn> columns = names.stream().map(this::column).toList();
        List<Column> found = utf8 ? clean(headers, columns) : null;
        if (found != null) {
            return found;
        }
        lineByLine(headers);
        return Inference.named(columns, new Inference(bench).types(columns));
    }

    private RawColumn column(String name) {
        Fixed fixed = table.fixed(name);
        return new RawColumn(
                name,
                fixed == null
                        ? new RawColumn.Content.Bare()
                        : new RawColumn.Content.Known(fixed.type()));
    }

    /** All columns of all files; the first spelling of a name holds. */
    private static List<String> names(Map<FileStamp, CsvHeader> headers) {
        Map<String, String> names = new LinkedHashMap<>();
        headers.values()
                .forEach(h ->
                        h.columns().forEach(c -> names.putIfAbsent(c.toLowerCase(Locale.ROOT), c)));
        return List.copyOf(names.values());
    }

    /** The columns, where DuckDB reads every line and every fixed type holds; else null. */
    private @Nullable List<Column> clean(Map<FileStamp, CsvHeader> headers, List<RawColumn> columns)
            throws SQLException {
        List<String> names = columns.stream().map(RawColumn::name).toList();
        String view =
                groups(headers).entrySet().stream()
                        .map(group -> select(group.getKey(), group.getValue(), names))
                        .collect(Collectors.joining("\nUNION ALL\n"));
        try {
            bench.execute("CREATE OR REPLACE VIEW raw AS " + view);
            List<Type> types = new Inference(bench).types(columns, fixedHold(names));
            return types == null ? null : Inference.named(columns, types);
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
            return null;
        }
    }

    /** Reads every value of every row, so that a fault anywhere shows. */
    private String fixedHold(List<String> names) {
        List<String> checks = new ArrayList<>();
        for (String name : names) {
            Fixed fixed = table.fixed(name);
            String column = Bench.quote(name);
            checks.add(fixed == null ? "count(" + column + ") >= 0" : fixed.holds(column));
        }
        return String.join(" AND ", checks);
    }

    /** Files that one read_csv can read. */
    private record Alike(CsvHeader header, boolean zipped) {}

    private Map<Alike, List<Integer>> groups(Map<FileStamp, CsvHeader> headers) {
        Map<Alike, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            CsvHeader header = java.util.Objects.requireNonNull(headers.get(files.get(i)));
            boolean zipped = Text.zipped(Path.of(files.get(i).path()));
            groups.computeIfAbsent(new Alike(header, zipped), a -> new ArrayList<>()).add(i);
        }
        return groups;
    }

    private String select(Alike alike, List<Integer> members, List<String> names) {
        CsvHeader header = alike.header();
        Set<String> own =
                header.columns().stream()
                        .map(c -> c.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        String columns =
                names.stream()
                        .map(Bench::quote)
                        .map(c -> own.contains(unquoted(c)) ? c : "NULL::VARCHAR AS " + c)
                        .collect(Collectors.joining(", "));
        String paths =
                members.stream()
                        .map(i -> Bench.literal(escaped(project.resolve(files.get(i).path()))))
                        .collect(Collectors.joining(", ", "[", "]"));
        String numbers = members.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String number =
                members.size() == 1
                        ? numbers
                        : "[%s][list_position(%s, %s)]".formatted(numbers, real(members), PATH);
        String types =
                header.columns().stream()
                        .map(c -> Bench.literal(c) + ": 'VARCHAR'")
                        .collect(Collectors.joining(", ", "{", "}"));
        return """
        SELECT %s, (%s)::INTEGER AS %s FROM read_csv(%s, auto_detect=false, header=false, skip=%d, \
        delim=%s, quote='"', escape='"', nullstr='', allow_quoted_nulls=false, filename=%s, \
        max_line_size=33554432, buffer_size=33554432, compression=%s, columns=%s)\
        """
                .formatted(
                        columns,
                        number,
                        RawTable.FILE,
                        paths,
                        header.lines(),
                        Bench.literal(String.valueOf(header.delimiter())),
                        members.size() > 1 ? Bench.literal(PATH) : "false",
                        alike.zipped() ? "'gzip'" : "'none'",
                        types);
    }

    private static String unquoted(String quoted) {
        return quoted.substring(1, quoted.length() - 1)
                .replace("\"\"", "\"")
                .toLowerCase(Locale.ROOT);
    }

    private String real(List<Integer> members) {
        return members.stream()
                .map(i -> Bench.literal(project.resolve(files.get(i).path()).toString()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** DuckDB takes paths for globs. */
    static String escaped(Path path) {
        return path.toString().replaceAll("([\\[*?])", "[$1]");
    }

    private void lineByLine(Map<FileStamp, CsvHeader> headers) throws IOException, SQLException {
        bench.execute("DROP VIEW IF EXISTS raw");
        try (RawTable raw = new RawTable(bench)) {
            for (String name : names(headers)) {
                raw.place(name);
            }
            for (int i = 0; i < files.size(); i++) {
                CsvHeader header = java.util.Objects.requireNonNull(headers.get(files.get(i)));
                file(raw, i, header);
            }
        }
    }

    private void file(RawTable raw, int number, CsvHeader header) throws IOException, SQLException {
        String name = files.get(number).path();
        int[] places = new int[header.columns().size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = raw.place(header.columns().get(i));
        }
        try (CsvRecords records =
                new CsvRecords(Text.open(project.resolve(name)), header.delimiter())) {
            records.next();
            List<@Nullable String> fields = records.next();
            while (fields != null) {
                String problem = problem(records, fields, header);
                if (problem == null) {
                    @Nullable String[] row = new String[raw.columns().size()];
                    for (int i = 0; i < places.length; i++) {
                        row[places[i]] = fields.get(i);
                    }
                    raw.add(number, row);
                } else {
                    bad.add(name, records.line(), problem, records.text());
                }
                fields = records.next();
            }
        }
    }

    private @Nullable String problem(
            CsvRecords records, List<@Nullable String> fields, CsvHeader header) {
        if (records.problem() != null) {
            return records.problem();
        }
        int wanted = header.columns().size();
        if (fields.size() != wanted) {
            return "it has %d fields instead of %d".formatted(fields.size(), wanted);
        }
        for (int i = 0; i < wanted && !table.fixed().isEmpty(); i++) {
            String column = header.columns().get(i);
            Fixed fixed = table.fixed(column);
            String value = fields.get(i);
            if (fixed != null && value != null && !fixed.takes(value)) {
                return "'%s' in the column '%s' is not of type %s"
                        .formatted(value, column, fixed.type().name().toLowerCase(Locale.ROOT));
            }
        }
        return null;
    }
}
