package dev.shaduf.engine.comparison;

import dev.shaduf.engine.project.MappedField;
import dev.shaduf.engine.project.Mapping;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.project.WhenNull;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Column;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A sync with every name resolved against the columns of its model: what is compared, what is sent,
 * and what is remembered. Immutable.
 *
 * @param key the key columns
 * @param match the match fields with their columns, in the order of the file
 * @param fields the other destination fields as they are sent
 * @param parts what the row hash is made from, in the order of the destination fields' names
 * @param columns every model column that the sync reads, in the model's order
 */
public record Definition(
        Sync sync,
        List<Column> key,
        List<MatchColumn> match,
        List<MappedField> fields,
        List<Part> parts,
        List<Column> columns) {

    /** A match field and its column. */
    public record MatchColumn(String field, Column column) {}

    /**
     * A destination field, the columns its values are made from, and everything else about it as
     * text: when that text changes, every row is sent again.
     *
     * @param composed whether its values are remembered by column, below the field
     * @param filled whether it has a value where its columns are null
     */
    public record Part(
            String field, List<Column> columns, boolean composed, String shape, boolean filled) {

        /** Where the value of a column stands in the remembered values. */
        List<String> path(Column column) {
            return composed ? List.of(field, column.name()) : List.of(field);
        }
    }

    /** Resolves a sync; throws NO_COLUMN naming what is missing and the nearest column. */
    public static Definition of(Sync sync, List<String> keyNames, List<Column> modelColumns) {
        new MissingColumns(sync, modelColumns).refuse();
        Columns all = new Columns(sync, modelColumns);
        List<Column> key = keyNames.stream().map(all::find).toList();
        List<MatchColumn> match = new ArrayList<>();
        List<Sync.MatchField> given = sync.match();
        if (given == null) {
            key.forEach(column -> match.add(new MatchColumn(column.name(), column)));
        } else {
            given.forEach(m -> match.add(new MatchColumn(m.field(), all.find(m.column()))));
        }
        List<MappedField> given2 = sync.fields();
        List<MappedField> fields =
                given2 == null ? everyColumn(modelColumns, match) : besides(sync, match, given2);
        List<Part> parts = parts(match, fields, all);
        Set<String> used = new LinkedHashSet<>();
        key.forEach(column -> used.add(column.name()));
        parts.forEach(part -> part.columns().forEach(column -> used.add(column.name())));
        List<Column> columns = modelColumns.stream().filter(c -> used.contains(c.name())).toList();
        return new Definition(sync, key, List.copyOf(match), fields, parts, columns);
    }

    private static List<MappedField> everyColumn(List<Column> columns, List<MatchColumn> match) {
        Set<String> taken = new LinkedHashSet<>();
        match.forEach(m -> taken.add(m.column().name()));
        return columns.stream()
                .map(Column::name)
                .filter(name -> !taken.contains(name) && !name.startsWith("_"))
                .map(name -> new MappedField(name, new Mapping.Column(name), new WhenNull.Clear()))
                .toList();
    }

    /** The fields without those that say again what the match says; throws where one differs. */
    private static List<MappedField> besides(
            Sync sync, List<MatchColumn> match, List<MappedField> fields) {
        List<MappedField> others = new ArrayList<>();
        for (MappedField field : fields) {
            MatchColumn same =
                    match.stream()
                            .filter(m -> m.field().equals(field.name()))
                            .findFirst()
                            .orElse(null);
            if (same == null) {
                others.add(field);
            } else if (!(field.mapping() instanceof Mapping.Column(String name))
                    || !name.equalsIgnoreCase(same.column().name())) {
                throw new ShadufException(
                        ComparisonCode.FIELD_TWICE,
                        ("%s: the field '%s' is the match, from the column %s, and is made"
                                        + " otherwise too.")
                                .formatted(sync.name(), field.name(), same.column().name()),
                        "Leave it out of 'fields', or match by another field.");
            }
        }
        return List.copyOf(others);
    }

    private static List<Part> parts(
            List<MatchColumn> match, List<MappedField> fields, Columns all) {
        List<Part> parts = new ArrayList<>();
        match.forEach(
                m -> parts.add(new Part(m.field(), List.of(m.column()), false, "match", false)));
        for (MappedField field : fields) {
            List<Column> columns = new ArrayList<>();
            collect(field.mapping(), all, columns);
            boolean composed = !(field.mapping() instanceof Mapping.Column);
            parts.add(
                    new Part(
                            field.name(),
                            columns.stream().distinct().toList(),
                            composed,
                            Shapes.of(field),
                            Shapes.filled(field)));
        }
        parts.sort(Comparator.comparing(Part::field));
        return List.copyOf(parts);
    }

    private static void collect(Mapping mapping, Columns all, List<Column> into) {
        switch (mapping) {
            case Mapping.Column(String name) -> into.add(all.find(name));
            case Mapping.Constant c -> {}
            case Mapping.Template(String source, List<String> names) ->
                    names.stream().filter(all::has).forEach(name -> into.add(all.find(name)));
            case Mapping.Listed(List<String> names) ->
                    names.forEach(name -> into.add(all.find(name)));
            case Mapping.Nested(List<MappedField> inner) ->
                    inner.forEach(field -> collect(field.mapping(), all, into));
        }
    }

    /**
     * Whether the match fields are the key's columns, so that equal keys mean equal match values.
     */
    boolean matchesByKey() {
        return match.stream()
                .map(each -> each.column().name())
                .toList()
                .equals(key.stream().map(Column::name).toList());
    }

    /** The same sync with other types of its key columns. */
    public Definition keyed(List<Column> columnsOfKey) {
        return new Definition(sync, columnsOfKey, match, fields, parts, columns);
    }

    /**
     * Whether what is remembered of a row is the row itself: every field has its column's name, so
     * one text serves both.
     */
    boolean identity() {
        Map<String, String> byField = new LinkedHashMap<>();
        for (Part part : parts) {
            if (part.composed() || !part.field().equals(part.columns().getFirst().name())) {
                return false;
            }
            byField.put(part.field(), part.field());
        }
        return byField.size() == columns.size();
    }

    /** Columns by name, without case where that is unique. */
    private record Columns(Sync sync, List<Column> columns) {

        boolean has(String name) {
            return columns.stream().anyMatch(c -> c.name().equalsIgnoreCase(name));
        }

        Column find(String name) {
            for (Column column : columns) {
                if (column.name().equals(name)) {
                    return column;
                }
            }
            for (Column column : columns) {
                if (column.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                    return column;
                }
            }
            throw new ShadufException(
                    ComparisonCode.NO_COLUMN,
                    sync.name() + ": " + sync.from() + " has no column '" + name + "'.",
                    Spelling.advice(name, columns.stream().map(Column::name).toList()));
        }
    }

    /** The parts of a field's definition that force every row to be sent again, as text. */
    private static final class Shapes {

        static String of(MappedField field) {
            return of(field.mapping(), false) + " " + whenNull(field.whenNull());
        }

        private static String of(Mapping mapping, boolean inner) {
            return switch (mapping) {
                case Mapping.Column(String name) -> inner ? "column " + name : "column";
                case Mapping.Constant(Json value) -> "constant " + value;
                case Mapping.Template(String source, List<String> names) -> "template " + source;
                case Mapping.Listed(List<String> names) -> "list " + Json.texts(names);
                case Mapping.Nested(List<MappedField> fields) -> {
                    StringBuilder all = new StringBuilder("nested");
                    for (MappedField field : fields) {
                        all.append(" {").append(Json.of(field.name())).append(' ');
                        all.append(of(field.mapping(), true)).append(' ');
                        all.append(whenNull(field.whenNull())).append('}');
                    }
                    yield all.toString();
                }
            };
        }

        /** Whether a field has a value where its columns are null. */
        static boolean filled(MappedField field) {
            boolean mapped =
                    switch (field.mapping()) {
                        case Mapping.Column c -> false;
                        case Mapping.Constant c -> true;
                        case Mapping.Template t -> true;
                        case Mapping.Listed l -> false;
                        case Mapping.Nested(List<MappedField> fields) ->
                                fields.stream().anyMatch(Shapes::filled);
                    };
            return mapped || field.whenNull() instanceof WhenNull.Value;
        }

        private static String whenNull(WhenNull whenNull) {
            return switch (whenNull) {
                case WhenNull.Clear c -> "clear";
                case WhenNull.Skip s -> "skip";
                case WhenNull.Value(Json value) -> "value " + value;
            };
        }
    }
}
