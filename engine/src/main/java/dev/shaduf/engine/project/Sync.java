package dev.shaduf.engine.project;

import dev.shaduf.spi.destination.Mode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A delivery from a model, entity or audience to an object of a destination: {@code syncs/*.yml}.
 *
 * @param match destination fields that identify a record; null: the key under its own column names
 * @param fields the other fields; null: every column under its own name, except those of match and
 *     names that begin with {@code _}
 * @param uses where its file names columns of what it reads
 */
public record Sync(
        Common common,
        String from,
        String to,
        String object,
        Mode mode,
        @Nullable List<MatchField> match,
        @Nullable List<MappedField> fields,
        SyncOptions options,
        List<ColumnUse> uses) {

    /** The sync's name. */
    public String name() {
        return common.name();
    }

    /** A match field and the column it is made from. */
    public record MatchField(String field, String column) {}
}
