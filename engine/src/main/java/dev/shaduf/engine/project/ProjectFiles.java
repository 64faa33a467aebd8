package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Spelling;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the files of a project by folder, and those that stand where nothing reads them. */
final class ProjectFiles {

    private final Draft draft;
    private final Findings findings;

    ProjectFiles(Draft draft) {
        this.draft = draft;
        this.findings = draft.findings();
    }

    /** A file of an object. */
    record Found(Kind<?> kind, String name, String file) {}

    List<Found> find() {
        List<Found> all = new ArrayList<>();
        for (Kind<?> kind : Kinds.ALL) {
            Map<String, String> seen = new HashMap<>();
            for (Path path : children(kind.folder())) {
                String file = kind.folder() + "/" + path.getFileName();
                String name = yamlName(path);
                if (Files.isDirectory(path)) {
                    nested(path, file, kind.folder());
                } else if (name != null && Names.wellFormed(name, file, findings)) {
                    String other = seen.putIfAbsent(name, file);
                    if (other == null) {
                        all.add(new Found(kind, name, file));
                    } else {
                        findings.add(
                                Place.of(file),
                                "duplicate_name",
                                "there is " + other + " already",
                                "remove one");
                    }
                }
            }
        }
        later();
        strayFolders();
        return all;
    }

    private void nested(Path directory, String name, String folder) {
        for (Path path : children(name)) {
            if (yamlName(path) != null && !directory.getFileName().toString().startsWith(".")) {
                findings.add(
                        Place.of(name + "/" + path.getFileName()),
                        "misplaced_file",
                        "this file is not read: files stand directly in " + folder + "/",
                        "move it up");
            }
        }
    }

    private void later() {
        Kinds.LATER.forEach((folder, kind) -> {
            for (Path path : children(folder)) {
                if (yamlName(path) != null) {
                    findings.add(
                            Place.of(folder + "/" + path.getFileName()),
                            "not_yet",
                            folder.replace('_', ' ') + " are not there yet",
                            "move the file out of " + folder + "/ until they are");
                }
            }
        });
    }

    private void strayFolders() {
        List<String> folders = new ArrayList<>(Kinds.LATER.keySet());
        Kinds.ALL.forEach(kind -> folders.add(kind.folder()));
        for (Path path : children("")) {
            String name = path.getFileName().toString();
            if (!Files.isDirectory(path) || folders.contains(name)) {
                continue;
            }
            String meant = Spelling.nearest(name, folders);
            boolean holdsObjects = children(name).stream().anyMatch(p -> yamlName(p) != null);
            if (meant != null && holdsObjects) {
                findings.add(
                        Place.of(name + "/"),
                        "unknown_folder",
                        "nothing reads the folder '" + name + "'",
                        "did you mean '" + meant + "'?");
            }
        }
    }

    private List<Path> children(String folder) {
        Path directory = draft.root().resolve(folder);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            findings.add(
                    Place.of(folder.isEmpty() ? "." : folder + "/"),
                    "unreadable",
                    "the directory cannot be read",
                    "check that you may read it");
            return List.of();
        }
    }

    private static @Nullable String yamlName(Path path) {
        String name = path.getFileName().toString();
        for (String ending : List.of(".yml", ".yaml")) {
            if (name.endsWith(ending) && Files.isRegularFile(path)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return null;
    }
}
