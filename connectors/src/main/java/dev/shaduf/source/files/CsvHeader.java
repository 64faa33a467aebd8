package dev.shaduf.source.files;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The first record of a CSV file.
 *
 * @param columns their names, made usable
 * @param lines how many lines of the file it takes, empty ones before it included
 */
record CsvHeader(char delimiter, List<String> columns, int lines) {

    private static final String DELIMITERS = ",;\t|";

    static CsvHeader of(FileTable table, Path file, String name) throws IOException {
        char delimiter = table.format() == FileTable.Format.TSV ? '\t' : delimiter(file);
        try (CsvRecords records = new CsvRecords(Text.open(file), delimiter)) {
            List<@Nullable String> header = records.next();
            if (header == null) {
                throw new ShadufException(
                        Failure.BAD_FILE,
                        "%s is empty: it has no header line with the names of the columns."
                                .formatted(name),
                        "Write the names of the columns into its first line.");
            }
            long last = records.line() + records.text().chars().filter(c -> c == '\n').count();
            return new CsvHeader(delimiter, ColumnNames.of(header, table.name(), name), (int) last);
        }
    }

    /** The delimiter that stands most often in the first line, outside of quotes. */
    private static char delimiter(Path file) throws IOException {
        try (BufferedReader in = Text.open(file)) {
            String line = in.readLine();
            while (line != null && line.isEmpty()) {
                line = in.readLine();
            }
            char best = ',';
            int most = 0;
            for (char candidate : DELIMITERS.toCharArray()) {
                int count = count(line == null ? "" : line, candidate);
                if (count > most) {
                    best = candidate;
                    most = count;
                }
            }
            return best;
        }
    }

    private static int count(String line, char wanted) {
        boolean quoted = false;
        int count = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            count += !quoted && c == wanted ? 1 : 0;
        }
        return count;
    }
}
