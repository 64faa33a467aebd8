package dev.shaduf.live.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Up to where each reader needs nothing more. Kept in a file that may be a little older than the
 * truth: then more is kept than needed, never less.
 */
final class Bookmarks {

    private final Path file;
    private final TreeMap<String, Long> offsets = new TreeMap<>();
    private final Set<String> moved = new HashSet<>();
    private boolean changed;

    Bookmarks(Path directory) throws IOException {
        file = directory.resolve("readers");
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int space = line.lastIndexOf(' ');
                if (space > 0) {
                    offsets.put(line.substring(0, space), offset(line.substring(space + 1)));
                }
            }
        }
    }

    /** A number that cannot be read keeps everything. */
    private static long offset(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    synchronized long of(String reader, long otherwise) {
        Long known = offsets.putIfAbsent(reader, otherwise);
        changed |= known == null;
        return known == null ? otherwise : known;
    }

    /** Where a reader is; 0 where it has never read. */
    synchronized long at(String reader) {
        return offsets.getOrDefault(reader, 0L);
    }

    /** Whether a reader has been moved since the log was opened. */
    synchronized boolean isMoved(String reader) {
        return moved.contains(reader);
    }

    synchronized void set(String reader, long offset) {
        moved.add(reader);
        Long before = offsets.put(reader, offset);
        changed |= before == null || before != offset;
    }

    synchronized void forget(String reader) {
        changed |= offsets.remove(reader) != null;
    }

    synchronized Set<String> readers() {
        return Set.copyOf(offsets.keySet());
    }

    /**
     * The offset before which nobody needs anything who is waited for; 0 where nobody has read yet.
     */
    synchronized long least() {
        return offsets.entrySet().stream()
                .filter(one -> !one.getKey().startsWith(LogReader.PASSING))
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(0);
    }

    /** The furthest that any reader has been. */
    synchronized long most() {
        return offsets.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Brings those who have read up to an offset over a gap that begins there. */
    synchronized void skip(long from, long to) {
        offsets.replaceAll((reader, offset) -> offset < from ? offset : Math.max(offset, to));
        changed = true;
    }

    synchronized void save() throws IOException {
        if (!changed) {
            return;
        }
        Path next = file.resolveSibling("readers.next");
        Files.write(next, lines(offsets));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        changed = false;
    }

    private static List<String> lines(Map<String, Long> offsets) {
        return offsets.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.toList());
    }
}
