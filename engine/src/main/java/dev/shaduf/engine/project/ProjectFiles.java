package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Spelling;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
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
            children(kind.folder()).forEach(path -> find(kind, path, seen, all));
        }
        later();
        strayFolders();
        return all;
    }

    private void find(Kind<?> kind, Path path, Map<String, String> seen, List<Found> all) {
        String file = kind.folder() + "/" + path.getFileName();
        String name = yamlName(path);
        if (Files.isDirectory(path)) {
            nested(path, file, kind.folder());
        }
        if (name == null || !Names.wellFormed(name, file, findings)) {
            return;
        }
        String other = seen.putIfAbsent(name, file);
        if (other == null) {
            all.add(new Found(kind, name, file));
        } else {
            String message = "there is " + other + " already";
            findings.add(Place.of(file), "duplicate_name", message, "remove one");
        }
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
            String meant = folders.contains(name) ? null : Spelling.nearest(name, folders);
            if (meant != null && children(name).stream().anyMatch(p -> yamlName(p) != null)) {
                String message = "nothing reads the folder '" + name + "'";
                String fix = "did you mean '" + meant + "'?";
                findings.add(Place.of(name + "/"), "unknown_folder", message, fix);
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
        } catch (IOException | UncheckedIOException e) {
            Place place = Place.of(folder.isEmpty() ? "." : folder + "/");
            String fix = "check that you may read it";
            findings.add(place, "unreadable", "the directory cannot be read", fix);
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
