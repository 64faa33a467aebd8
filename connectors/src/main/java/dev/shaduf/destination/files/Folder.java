package dev.shaduf.destination.files;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType.Context;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.ObjectType;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.json.Json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A directory of files. Safe to share between threads. */
final class Folder implements Destination {

    static final Set<Mode> ALL = Set.copyOf(EnumSet.complementOf(EnumSet.of(Mode.AUDIENCE)));

    private static final Set<Mode> NEW_FILES = Set.of(Mode.INSERT, Mode.APPEND);
    private static final Set<String> VARIABLES = Set.of("run_id", "date");

    private final Path root;
    private final Context context;

    Folder(Path root, Context context) {
        this.root = root;
        this.context = context;
    }

    @Override
    public void check() {
        Path there = root;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new ShadufException(
                    Failure.FORBIDDEN,
                    "No files can be written to " + root + ": " + there + " is not writable.",
                    "Correct 'path' of the destination " + context.name() + ", or the rights.");
        }
    }

    @Override
    public ObjectType object(String name, boolean connect) {
        Format.of(name);
        if (named(name)) {
            requireKnown(name);
            return new ObjectType(name, NEW_FILES, null, List.of(), false);
        }
        inside(name);
        return new ObjectType(name, ALL, null, List.of(), true);
    }

    private void requireKnown(String name) {
        Set<String> unknown = new TreeSet<>(context.templates().compile(name).variables());
        unknown.removeAll(VARIABLES);
        if (!unknown.isEmpty()) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "The name '" + name + "' asks for " + String.join(", ", unknown) + ".",
                    "A file's name may contain {{ run_id }} and {{ date }}.");
        }
    }

    @Override
    public Writer writer(Target target) {
        Set<Mode> modes = object(target.object(), false).modes();
        if (!modes.contains(target.mode())) {
            throw new ShadufException(
                    Failure.UNSUPPORTED,
                    "The file " + target.object() + " cannot do mode " + target.mode().word() + ".",
                    modes.size() < ALL.size()
                            ? "A name with {{ }} is a new file each run: use append or insert."
                            : "Files can do append, insert, mirror, update and upsert.");
        }
        boolean anew = NEW_FILES.contains(target.mode());
        Path file = anew ? unused(target) : inside(target.object());
        makeDirectory(file);
        return FilesWriter.open(new FilesWriter.Job(target, file, anew), context.temporary());
    }

    private void makeDirectory(Path file) {
        try {
            Path directory = file.getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new ShadufException(
                    Failure.FORBIDDEN,
                    "The directory of " + file + " cannot be made: " + e,
                    "Correct 'path' of the destination " + context.name() + ", or the rights.",
                    e);
        }
    }

    /** A name that no file has: with the number of the run in it where it is taken. */
    private Path unused(Target target) {
        String name = target.object();
        if (named(name)) {
            Json.Obj variables =
                    Json.object()
                            .with("run_id", target.runId())
                            .with("date", target.now().toString().substring(0, 10));
            name = context.templates().compile(name).render(variables);
        }
        Path file = inside(name);
        for (int i = 1; Files.exists(file); i++) {
            int dot = name.lastIndexOf('.');
            String more = i == 1 ? "-" + target.runId() : "-" + target.runId() + "-" + i;
            file = inside(name.substring(0, dot) + more + name.substring(dot));
        }
        return file;
    }

    private static boolean named(String object) {
        return object.contains("{{") || object.contains("{%");
    }

    private Path inside(String name) {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root) || file.equals(root) || Files.isDirectory(file)) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "'" + name + "' is not a file within " + root + ".",
                    "Give a name, or a path that stays below the destination's 'path'.");
        }
        return file;
    }

    @Override
    public void clear(String object) {
        if (named(object)) {
            throw new UnsupportedOperationException(object);
        }
        Path file = inside(object);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ShadufException(
                    Failure.FORBIDDEN, "The file " + file + " cannot be deleted: " + e, "", e);
        }
    }

    @Override
    public void close() {
        // every writer closes what it opened
    }
}
