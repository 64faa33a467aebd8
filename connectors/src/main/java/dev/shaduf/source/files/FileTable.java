package dev.shaduf.source.files;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table's settings.
 *
 * @param name {@code source.table}, for messages
 * @param path as in the file, relative to the project or absolute
 * @param fixed types that the user fixed, by column in lower case
 * @param fingerprint changes when anything that decides what is read changes
 */
record FileTable(
        String name,
        String path,
        Format format,
        List<String> key,
        Map<String, Fixed> fixed,
        String fingerprint) {

    /** How files are written. */
    enum Format {
        CSV,
        TSV,
        JSON,
        JSONL,
        PARQUET
    }

    static FileTable of(String source, String table, Settings settings) {
        String name = source + "." + table;
        String path = settings.text("path");
        Map<String, Fixed> fixed = new LinkedHashMap<>();
        settings.group("columns")
                .values()
                .members()
                .forEach((column, type) ->
                        fixed.put(
                                column.toLowerCase(Locale.ROOT),
                                new Fixed(TypeWords.type(name, column, type.asText()))));
        String all = new TreeMap<>(settings.values().members()).toString();
        return new FileTable(
                name,
                path,
                format(name, settings.text("format", ""), path),
                settings.texts("key"),
                fixed,
                Hash.of(all.getBytes(StandardCharsets.UTF_8)));
    }

    /** The type that the user fixed for a column, or null. */
    @Nullable Fixed fixed(String column) {
        return fixed.get(column.toLowerCase(Locale.ROOT));
    }

    private static Format format(String table, String said, String path) {
        String word = said;
        if (word.isEmpty()) {
            String file = path.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
            word = file.substring(file.lastIndexOf('.') + 1);
        }
        return switch (word) {
            case "csv", "txt" -> Format.CSV;
            case "tsv", "tab" -> Format.TSV;
            case "json" -> Format.JSON;
            case "jsonl", "ndjson" -> Format.JSONL;
            case "parquet" -> Format.PARQUET;
            default ->
                    throw new ShadufException(
                            Failure.WRONG_SETTING,
                            "The ending of '%s' does not tell what the files of %s are."
                                    .formatted(path, table),
                            "Add 'format: csv' (or tsv, json, jsonl, parquet) to the table.");
        };
    }
}
