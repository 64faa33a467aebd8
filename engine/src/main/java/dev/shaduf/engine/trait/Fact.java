package dev.shaduf.engine.trait;

import dev.shaduf.engine.project.EntityFacts;
import dev.shaduf.engine.project.Trait.Aggregate;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.Dialect.Own;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A table of facts as traits see it, under the alias {@code f}.
 *
 * @param name transactions, events or a related name
 * @param from what stands behind FROM
 * @param profile the column of the profile's id
 * @param columns its columns
 * @param renamed the names of columns that stand there under another name, by what they were
 */
record Fact(
        String name,
        String from,
        String profile,
        List<Column> columns,
        Map<String, String> renamed,
        Idiom idiom) {

    /** What every event has; {@code type} and {@code source} are often properties, too. */
    private static final Set<String> STANDARD =
            Set.of("id", "event", "user_id", "anonymous_id", "timestamp", "received_at");

    /** Where everything that an event says is. */
    static final String PAYLOAD = "payload";

    /**
     * Those of some profiles.
     *
     * @param ids a table of their ids, quoted
     */
    Fact of(String ids) {
        String some =
                "(select f.* from %s f where %s in (select id from %s))".formatted(from, id(), ids);
        return new Fact(name, some, profile, columns, renamed, idiom);
    }

    boolean isEvents() {
        return name.equals(EntityFacts.EVENTS);
    }

    /** The quoted id of the profile. */
    String id() {
        return quoted(profile);
    }

    private String quoted(String column) {
        return "f." + idiom.dialect().quote(column);
    }

    /** The time, or null. */
    @Nullable Value at() {
        return own(isEvents() ? "timestamp" : "at");
    }

    /** What tells facts apart, or null. */
    @Nullable Value key() {
        return own("id");
    }

    private @Nullable Value own(String name) {
        Column column = column(name);
        return column == null ? null : plain(column);
    }

    private @Nullable Column column(String name) {
        return columns.stream()
                .filter(c -> c.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    /** A value of one of the kinds that compare alike everywhere; texts are plain texts. */
    private Value plain(Column column) {
        String sql = quoted(column.name());
        return switch (column.type().kind()) {
            case INTEGER, DECIMAL, FLOAT, BOOLEAN, TIMESTAMP, DATE, TIME ->
                    Value.of(sql, column.type());
            case TEXT, JSON, BINARY, OTHER ->
                    column.type().name().equalsIgnoreCase(idiom.text().name())
                            ? Value.of(sql, column.type())
                            : Value.of(idiom.dialect().text(sql, column.type()), idiom.text());
        };
    }

    /**
     * A property by its name.
     *
     * @param where file and line, for what is wrong
     */
    Value property(String name, String where) {
        if (isEvents()) {
            return ofEvent(name);
        }
        Column own = column(name);
        Column column = own == null ? column(renamed.getOrDefault(name, name)) : own;
        if (column == null || column.name().equals(profile)) {
            List<String> names =
                    columns.stream().map(Column::name).filter(n -> !n.equals(profile)).toList();
            throw new ShadufException(
                    TraitFailure.NO_SUCH_PROPERTY,
                    "%s: %s have no property '%s'.".formatted(where, this.name, name),
                    advice(name, names));
        }
        return plain(column);
    }

    /**
     * A property of an event, or a column of all events: as in the tables of its source, a property
     * that is named like a standard column is read as {@code _name}.
     */
    private Value ofEvent(String name) {
        if (STANDARD.contains(name)) {
            return plain(Objects.requireNonNull(column(name)));
        }
        boolean hidden = name.startsWith("_") && STANDARD.contains(name.substring(1));
        String property = hidden ? name.substring(1) : name;
        Value said = said(List.of(("properties." + property).split("\\.", -1)));
        return name.equals("type") || name.equals("source")
                ? new Value("coalesce(" + said.sql() + ", " + quoted(name) + ")", said.type(), true)
                : said;
    }

    /** What an event says at the first of these paths where it says something. */
    Value said(List<String> paths, String where) {
        List<String> all = new ArrayList<>();
        for (String path : paths) {
            Column own = path.indexOf('.') < 0 ? column(path) : null;
            all.add(own == null ? said(List.of(path.split("\\.", -1))).sql() : plain(own).sql());
        }
        if (all.isEmpty() || !isEvents()) {
            throw new ShadufException(
                    TraitFailure.NO_SUCH_PROPERTY,
                    "%s: only events have %s.".formatted(where, String.join(" or ", paths)),
                    "Name a property.");
        }
        String first = all.size() == 1 ? all.getFirst() : "coalesce(" + Idiom.list(all) + ")";
        return new Value(first, idiom.text(), true);
    }

    private Value said(List<String> path) {
        return new Value(idiom.dialect().jsonAt(payload(), path), idiom.text(), true);
    }

    /** The kind of the property that a trait of events is of, as a text. */
    String kind(Aggregate rule) {
        List<String> path = List.of(("properties." + rule.value()).split("\\.", -1));
        String kind = idiom.jsonKind(payload(), path);
        if (rule.events().isEmpty()) {
            return kind;
        }
        List<String> names = rule.events().stream().map(idiom::literal).toList();
        return "case when %s in (%s) then %s end"
                .formatted(quoted("event"), Idiom.list(names), kind);
    }

    /** The event as JSON text. */
    String payload() {
        return idiom.cast(quoted(PAYLOAD), Own.TEXT);
    }

    private static String advice(String name, List<String> names) {
        String advice = Spelling.advice(name, names);
        String listed = advice.isEmpty() ? "They have " + String.join(", ", names) : advice;
        return Character.toUpperCase(listed.charAt(0))
                + listed.substring(1)
                + (listed.endsWith("?") ? "" : ".");
    }
}
