package dev.shaduf.cli.init;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Writes a new project into a directory that has none. */
public final class NewProject {

    private static final String SETTINGS = "shaduf.yml";
    private static final List<String> COMMON = List.of(SETTINGS, "destinations/exports.yml");
    private static final List<String> EXAMPLE =
            List.of(
                    "data/customers.csv",
                    "sources/shop.yml",
                    "models/good_customers.yml",
                    "models/good_customers.sql",
                    "syncs/good_customers_file.yml");

    private final Path directory;

    /** In this directory, which is made where it is missing. */
    public NewProject(Path directory) {
        this.directory = directory;
        if (Files.exists(directory.resolve(SETTINGS))) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "There is a project in " + directory + " already.",
                    "Choose another directory: shaduf init DIR");
        }
    }

    /** Writes the small example; gives the files, which are all new. */
    public List<String> example() {
        Map<String, String> files = common();
        EXAMPLE.forEach(name -> files.put(name, text(name)));
        return write(files);
    }

    /** Writes a project around a file; gives the files. */
    public List<String> around(FileTable table) {
        Map<String, String> files = common();
        files.putAll(table.files(directory));
        return write(files);
    }

    private Map<String, String> common() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(".gitignore", text("gitignore.txt"));
        COMMON.forEach(name -> files.put(name, text(name).replace("%NAME%", name())));
        return files;
    }

    /** A project's name out of its directory's. */
    private String name() {
        Path last = directory.toAbsolutePath().normalize().getFileName();
        return word(last == null ? "project" : last.toString());
    }

    /** A name as objects have it. */
    static String word(String text) {
        String word =
                text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "_")
                        .replaceAll("^[^a-z]+|_+$", "");
        return word.isEmpty() ? "project" : word;
    }

    private List<String> write(Map<String, String> files) {
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                if (!Files.exists(path)) {
                    Files.writeString(path, file.getValue());
                }
            }
            return List.copyOf(files.keySet());
        } catch (IOException e) {
            throw new ShadufException(
                    Failure.FORBIDDEN,
                    "The project cannot be written to " + directory + ": " + e,
                    "Choose a directory that can be written.",
                    e);
        }
    }

    private static String text(String name) {
        try (InputStream in =
                Objects.requireNonNull(NewProject.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
