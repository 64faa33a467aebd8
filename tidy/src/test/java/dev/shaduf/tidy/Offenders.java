package dev.shaduf.tidy;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** What breaks a rule, collected so that a test names all of it at once. */
final class Offenders {

    private final List<String> lines = new ArrayList<>();

    void add(Path file, long line, String what) {
        lines.add(file + ":" + line + "  " + what);
    }

    void add(String what) {
        lines.add(what);
    }

    void addAll(Collection<Offenders> others) {
        others.forEach(other -> lines.addAll(other.lines));
    }

    void none(String rule) {
        if (!lines.isEmpty()) {
            fail(rule + "\n  " + String.join("\n  ", new TreeSet<>(lines)) + "\n");
        }
    }
}
