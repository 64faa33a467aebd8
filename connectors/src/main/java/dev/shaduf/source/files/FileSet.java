package dev.shaduf.source.files;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds the files of a table. */
final class FileSet {

    private FileSet() {}

    /** The files in the order of their paths; throws {@code NOT_FOUND} where there are none. */
    static List<FileStamp> find(Path project, FileTable table) {
        Path wanted = project.resolve(table.path()).normalize();
        try {
            List<Path> paths = glob(table.path()) ? matching(wanted) : one(wanted);
            if (paths.isEmpty()) {
                throw new ShadufException(
                        Failure.NOT_FOUND,
                        glob(table.path())
                                ? "No file matches '%s' of %s."
                                        .formatted(table.path(), table.name())
                                : "The file '%s' of %s is not there."
                                        .formatted(table.path(), table.name()),
                        "Paths start at the project's directory: " + project + ".");
            }
            List<FileStamp> stamps = new ArrayList<>();
            for (Path path : paths) {
                stamps.add(stamp(project, path));
            }
            return stamps;
        } catch (IOException e) {
            throw new ShadufException(
                    Failure.UNREACHABLE,
                    "The files '%s' of %s cannot be read: %s."
                            .formatted(table.path(), table.name(), e.getMessage()),
                    "Check that they are there and the rights on them.",
                    e);
        }
    }

    private static boolean glob(String path) {
        return path.matches(".*[*?\\[{].*");
    }

    private static List<Path> one(Path file) {
        return Files.isRegularFile(file) ? List.of(file) : List.of();
    }

    private static List<Path> matching(Path pattern) throws IOException {
        Path root = pattern;
        while (root.getParent() != null && glob(root.toString())) {
            root = root.getParent();
        }
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        String glob = pattern.toString().replace("/**/", "/{,**/}");
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        int depth =
                pattern.toString().contains("**")
                        ? Integer.MAX_VALUE
                        : pattern.getNameCount() - root.getNameCount();
        try (Stream<Path> all = Files.walk(root, depth, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(matcher::matches)
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static FileStamp stamp(Path project, Path path) throws IOException {
        BasicFileAttributes about = Files.readAttributes(path, BasicFileAttributes.class);
        String name = (path.startsWith(project) ? project.relativize(path) : path).toString();
        String modified = Long.toString(about.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        return new FileStamp(name.replace('\\', '/'), about.size(), modified, "");
    }
}
