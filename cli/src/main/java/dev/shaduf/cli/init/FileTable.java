package dev.shaduf.cli.init;

import dev.shaduf.engine.project.Names;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.source.Reading;
import dev.shaduf.spi.source.Source;
import dev.shaduf.spi.source.SourceType;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.RowStream;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file that a project is made around: its columns, and the one that seems to be its key.
 *
 * @param key null where no column is filled and unique
 */
public record FileTable(Path file, String name, List<String> columns, @Nullable String key) {

    private static final int LOOKED_AT = 100_000;
    private static final String TYPE = "files";
    private static final List<String> ENDINGS =
            List.of(".csv", ".tsv", ".json", ".jsonl", ".parquet");

    /** Looks at a CSV, TSV, JSON or Parquet file. */
    public static FileTable of(Path file, Path temporary) {
        if (!Files.isRegularFile(file)) {
            throw new ShadufException(
                    Failure.NOT_FOUND, "There is no file " + file + ".", "Check the path.");
        }
        String base = Objects.requireNonNull(file.getFileName()).toString();
        int dot = base.indexOf('.');
        String name = free(NewProject.word(dot < 0 ? base : base.substring(0, dot)));
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        SourceType type =
                ServiceLoader.load(SourceType.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(each -> each.type().equals(TYPE))
                        .findFirst()
                        .orElseThrow();
        Settings settings =
                new Settings(name, Json.object().with("path", Json.of(file.toString())));
        try (Source source =
                        type.open(
                                new Settings(name, Json.object()),
                                new SourceType.Context(TYPE, directory, temporary));
                Reading reading = reading(source, new Source.Request(name, settings, ""), file)) {
            List<Column> columns = reading.columns();
            List<String> names = columns.stream().map(Column::name).toList();
            return new FileTable(file, name, names, key(name, names, unique(reading, columns)));
        }
    }

    /** A name that no table of Shaduf's own has. */
    private static String free(String name) {
        return Names.reserved(name) ? "my_" + name : name;
    }

    private static Reading reading(Source source, Source.Request request, Path file) {
        try {
            return source.read(request);
        } catch (ShadufException e) {
            String end = file.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
            if (e.code() != Failure.WRONG_SETTING || ENDINGS.stream().anyMatch(end::endsWith)) {
                throw e;
            }
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "The ending of " + file + " does not tell what is in it.",
                    "Known are .csv, .tsv, .json, .jsonl and .parquet; save it as one of them.",
                    e);
        }
    }

    /** The columns that are filled and unique in the rows that are looked at. */
    private static Set<String> unique(Reading reading, List<Column> columns) {
        Map<Integer, Set<String>> seen = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            seen.put(i, new HashSet<>());
        }
        try (RowStream rows = reading.rows(columns)) {
            for (int n = 0; n < LOOKED_AT && !seen.isEmpty() && rows.next(); n++) {
                seen.entrySet()
                        .removeIf(each -> {
                            String value = rows.text(each.getKey());
                            return value == null || !each.getValue().add(value);
                        });
            }
        }
        return seen.keySet().stream().map(i -> columns.get(i).name()).collect(Collectors.toSet());
    }

    /** The most likely key: id, customer_id of customers, anything with id, else the first. */
    static @Nullable String key(String table, List<String> names, Set<String> unique) {
        String one = table.endsWith("s") ? table.substring(0, table.length() - 1) : table;
        List<String> wanted = List.of("id", one + "_id", one + "id", table + "_id", "key", "uuid");
        for (String each : wanted) {
            for (String name : names) {
                if (unique.contains(name) && name.equalsIgnoreCase(each)) {
                    return name;
                }
            }
        }
        return names.stream()
                .filter(unique::contains)
                .filter(name -> name.toLowerCase(Locale.ROOT).endsWith("id"))
                .findFirst()
                .or(() -> names.stream().filter(unique::contains).findFirst())
                .orElse(null);
    }

    /** The files of a project around it, by path. */
    Map<String, String> files(Path project) {
        Map<String, String> files = new LinkedHashMap<>();
        String path = path(project);
        String found = key == null ? columns.getFirst() : key;
        files.put(
                "sources/files.yml",
                """
                description: Files that another program leaves
                type: files
                tables:
                  # With a key, rows are matched: what changed is replaced, what is gone is removed.
                  %s: {path: %s%s}
                """
                        .formatted(name, text(path), key == null ? "" : ", key: " + text(key)));
        files.put(
                "models/" + name + ".yml",
                """
                key: %s%s
                tests:
                  - {unique: %s%s}
                """
                        .formatted(text(found), remark(), text(found), severity()));
        files.put("models/" + name + ".sql", query());
        files.put(
                "syncs/" + name + "_file.yml",
                """
                from: %s
                to: exports
                object: %s.csv        # .jsonl and .parquet work as well
                mode: mirror          # the file is what the model is
                """
                        .formatted(name, name));
        return files;
    }

    private String remark() {
        return key == null
                ? "        # no column is filled and unique: rows with equal keys are set aside"
                : "        # a guess: this column is filled and unique";
    }

    private String severity() {
        return key == null ? ", severity: warn" : "";
    }

    private String path(Path project) {
        Path from = project.toAbsolutePath().normalize();
        Path to = file.toAbsolutePath().normalize();
        return Objects.equals(from.getRoot(), to.getRoot())
                ? from.relativize(to).toString()
                : to.toString();
    }

    private String query() {
        List<String> names = new ArrayList<>();
        // all quoted: 'select' or 'order' is a fine name in a file
        columns.forEach(name -> names.add("    \"" + name.replace("\"", "\"\"") + "\""));
        return "select\n"
                + String.join(",\n", names)
                + "\nfrom {{ source('files', '"
                + name
                + "') }}\n";
    }

    /** A text in YAML. */
    private static String text(String value) {
        return value.matches("[A-Za-z_./][A-Za-z0-9_./-]*") ? value : Json.of(value).toString();
    }
}
