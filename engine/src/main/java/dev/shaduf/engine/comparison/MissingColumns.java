package dev.shaduf.engine.comparison;

import dev.shaduf.engine.project.ColumnUse;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;

import java.util.List;
import java.util.stream.Collectors;

/** What a sync's file reads of its model that the model does not have. */
public final class MissingColumns {

    private final Sync sync;
    private final List<String> names;
    private final List<ColumnUse> missing;

    /** Of a sync whose model has these columns. */
    public MissingColumns(Sync sync, List<Column> columns) {
        this.sync = sync;
        this.names = columns.stream().map(Column::name).toList();
        this.missing =
                sync.uses().stream()
                        .filter(use -> names.stream().noneMatch(use.column()::equalsIgnoreCase))
                        .toList();
    }

    /** Something that is missing: where it is named, what to say of it, and what to do. */
    public record Missing(Place place, String message, String fix) {}

    /** Each of them, in the order of the file. */
    public List<Missing> list() {
        return missing.stream()
                .map(use ->
                        new Missing(
                                use.place(),
                                sync.from() + " has no column '" + use.column() + "'",
                                Spelling.advice(use.column(), names)))
                .toList();
    }

    /** Throws NO_COLUMN that names all of them, if there are any. */
    void refuse() {
        if (missing.isEmpty()) {
            return;
        }
        String each =
                missing.stream()
                        .map(use -> "'" + use.column() + "' (" + where(use.place()) + ")")
                        .collect(Collectors.joining(", "));
        throw new ShadufException(
                ComparisonCode.NO_COLUMN,
                "%s: %s has no column %s.".formatted(sync.name(), sync.from(), each),
                advice());
    }

    private static String where(Place place) {
        return place.file() + ":" + place.line() + ":" + place.column();
    }

    private String advice() {
        List<String> found = missing.stream().map(ColumnUse::column).distinct().toList();
        if (found.size() == 1) {
            return Spelling.advice(found.getFirst(), names);
        }
        List<String> near =
                found.stream()
                        .filter(name -> Spelling.nearest(name, names) != null)
                        .map(name -> "'" + name + "': " + Spelling.advice(name, names))
                        .toList();
        String rest = near.size() < found.size() ? " " + Spelling.listed(names) : "";
        return (String.join(" ", near) + rest).strip();
    }
}
