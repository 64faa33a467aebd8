package dev.shaduf.destination.files;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import java.util.Locale;

/** How rows are written into a file; the ending of its name says. */
enum Format {
    CSV,
    JSON_LINES,
    PARQUET;

    static Format of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "csv" -> CSV;
            case "jsonl", "ndjson", "json" -> JSON_LINES;
            case "parquet" -> PARQUET;
            default ->
                    throw new ShadufException(
                            Failure.WRONG_SETTING,
                            "'" + name + "' has no ending that says how it is to be written.",
                            "End the object's name in .csv, .jsonl or .parquet.");
        };
    }
}
