package dev.shaduf.benchmarks;

import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Projects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Projects that a benchmark writes. */
final class ProjectFiles {

    private ProjectFiles() {}

    /**
     * Writes a project and reads it.
     *
     * @param files their texts by path
     */
    static Project write(Path root, Map<String, String> files) {
        files.forEach((name, text) -> {
            Path file = root.resolve(name);
            try {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return read(root);
    }

    /** Reads one; throws where it has problems. */
    static Project read(Path root) {
        Projects.Reading reading = Projects.read(root, Map.of());
        if (reading instanceof Projects.Reading.Good good) {
            return good.project();
        }
        throw new IllegalStateException(reading.toString());
    }
}
