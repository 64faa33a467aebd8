package dev.shaduf.engine.trait;

import dev.shaduf.engine.identity.EntityTables;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the facts and traits of an entity were last made of, in {@code <entity>_made}: {@code name,
 * inputs, contents, made_at}. Without it all are made anew.
 */
final class Made {

    private final Session session;
    private final EntityTables tables;
    private final Idiom idiom;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private boolean changed;

    /**
     * Something that was made.
     *
     * @param inputs what it was made of
     * @param contents of a trait, the sum of its values; of facts, how often they were made
     * @param at the time that it was made for
     */
    record Row(String inputs, String contents, Instant at) {}

    /** As the warehouse has it. */
    Made(Session session, EntityTables tables) {
        this.session = session;
        this.tables = tables;
        this.idiom = Idiom.of(session.dialect());
        if (tables.has(EntityTable.MADE)) {
            read();
        }
    }

    private void read() {
        String all = "select name, inputs, contents, made_at from ";
        try (RowStream stored = session.rows(Sql.of(all + tables.quoted(EntityTable.MADE)))) {
            while (stored.next()) {
                rows.put(
                        text(stored, 0),
                        new Row(text(stored, 1), text(stored, 2), Instant.parse(text(stored, 3))));
            }
        }
    }

    private static String text(RowStream row, int column) {
        return Objects.requireNonNull(row.text(column));
    }

    /** How facts or a trait were made; null where that is not known. */
    @Nullable Row of(String name) {
        return rows.get(name);
    }

    /** What a trait was made of: the facts, their version, and its definition. */
    record Inputs(String of, long version, String definition) {

        static @Nullable Inputs parse(String text) {
            String[] parts = text.split(" ", 3);
            boolean known = parts.length == 3 && parts[1].matches("[0-9]{1,18}");
            return known ? new Inputs(parts[0], Long.parseLong(parts[1]), parts[2]) : null;
        }

        @Override
        public String toString() {
            return of + " " + version + " " + definition;
        }
    }

    /** What facts are called here. */
    static String facts(String of) {
        return "facts " + of;
    }

    /** What a trait is called here. */
    static String trait(String name) {
        return "trait " + name;
    }

    /** What a trait was made of; null where that is not known. */
    @Nullable Inputs inputs(String trait) {
        Row row = rows.get(trait(trait));
        return row == null ? null : Inputs.parse(row.inputs());
    }

    /** The names of the traits of which it is known. */
    List<String> traits() {
        String start = trait("");
        return rows.keySet().stream()
                .filter(name -> name.startsWith(start))
                .map(name -> name.substring(start.length()))
                .toList();
    }

    /**
     * The version of facts of which these traits, or the one that is furthest behind, were made.
     */
    long oldest(String of, List<String> traits) {
        return traits.stream()
                .map(this::inputs)
                .filter(inputs -> inputs != null && inputs.of().equals(of))
                .mapToLong(Inputs::version)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    void put(String name, Row row) {
        changed |= !row.equals(rows.put(name, row));
    }

    void forget(String name) {
        changed |= rows.remove(name) != null;
    }

    /** Writes it down, in the transaction that writes what was made. */
    void write() {
        List<String> all = new ArrayList<>();
        rows.forEach((name, row) -> {
            List<String> values =
                    List.of(name, row.inputs(), row.contents(), row.at().toString()).stream()
                            .map(value -> idiom.cast(idiom.literal(value), Own.TEXT))
                            .toList();
            all.add(
                    "select %s as name, %s as inputs, %s as contents, %s as made_at"
                            .formatted(values.toArray()));
        });
        if (changed && !all.isEmpty()) {
            tables.replace(tables.table(EntityTable.MADE), String.join("\nunion all\n", all));
        }
    }
}
