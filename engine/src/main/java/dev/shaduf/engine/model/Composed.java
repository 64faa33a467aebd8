package dev.shaduf.engine.model;

import dev.shaduf.spi.sql.TableName;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * The SQL of a model with everything it refers to.
 *
 * @param text one query
 * @param passages where each piece of the user's own SQL stands in it
 * @param tables the tables it reads
 * @param plain whether it is a filter and projection of one thing
 */
record Composed(String text, List<Passage> passages, Set<TableName> tables, boolean plain) {

    /**
     * A piece of a file.
     *
     * @param start where it begins in the text
     * @param end where it ends, exclusive
     * @param line the line of the file it begins at
     */
    record Passage(int start, int end, String file, int line) {}

    /** {@code file, line n} for a place in the text, or null where Shaduf itself wrote it. */
    @Nullable String where(int at) {
        for (Passage passage : passages) {
            if (at >= passage.start() && at < passage.end()) {
                String before = text.substring(passage.start(), at);
                long lines = before.chars().filter(c -> c == '\n').count();
                return passage.file() + ", line " + (passage.line() + lines);
            }
        }
        return null;
    }
}
