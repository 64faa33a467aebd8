package dev.shaduf.engine.trait;

import dev.shaduf.engine.model.FileValues;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.model.RowValues;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityFacts;
import dev.shaduf.engine.project.EntityFacts.FactTable;
import dev.shaduf.engine.project.Problem;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** The queries of an entity's facts, each row with the id of its profile or null. */
final class FactSql {

    private final Project project;
    private final Session session;
    private final Models models;
    private final Entity entity;
    private final Idiom idiom;
    private final Dialect dialect;
    private final Lookup lookup;
    private final Set<String> inputs = new LinkedHashSet<>();
    private final List<String> read = new ArrayList<>();

    FactSql(Project project, Session session, Models models, OwnTables own, Entity entity) {
        this.project = project;
        this.session = session;
        this.models = models;
        this.entity = entity;
        this.dialect = session.dialect();
        this.idiom = Idiom.of(dialect);
        this.lookup = new Lookup(session, models, own, entity);
    }

    /** Queries of all rows that the queries given so far read. */
    List<String> inputs() {
        return List.copyOf(inputs);
    }

    /** Queries of those of them of which each is one of the facts. */
    List<String> read() {
        return List.copyOf(read);
    }

    /** The query of a table of facts. */
    String table(String name, FactTable table) {
        Relation relation = models.rows(entity.common(), table.from());
        FileValues columns = columns(table, relation, null);
        Map<String, String> by = new LinkedHashMap<>();
        table.by()
                .forEach((type, says) -> {
                    RowValues.Value value = value(columns, name, "by/" + type, says);
                    by.put(type, dialect.text(value.sql(), value.type()));
                });
        String rows = relation.query().text();
        Lookup.Found found = lookup.by(rows, by);
        inputs.add(rows);
        read.add(rows);
        inputs.add(lookup.identifiers());
        List<String> selected = new ArrayList<>();
        selected.add(found.id() + " as " + dialect.quote(entity.idColumn()));
        Set<String> taken = new LinkedHashSet<>();
        taken.add(entity.idColumn());
        named(table)
                .forEach((as, says) -> {
                    if (says != null) {
                        RowValues.Value value = value(columns, name, as, says);
                        String sql = as.equals("at") ? instant(value) : value.sql();
                        selected.add(sql + " as " + dialect.quote(as));
                        taken.add(as);
                        taken.add(says.toLowerCase(Locale.ROOT));
                    }
                });
        for (Column column : relation.columns()) {
            if (taken.add(column.name().toLowerCase(Locale.ROOT))) {
                selected.add("r." + dialect.quote(column.name()));
            }
        }
        return "select "
                + String.join(", ", selected)
                + "\nfrom (\n"
                + rows
                + "\n) r"
                + found.joins();
    }

    private FileValues columns(
            FactTable table, Relation relation, @Nullable Consumer<Problem> told) {
        RowValues values =
                new RowValues(
                        session,
                        models,
                        relation,
                        table.from(),
                        TraitFailure.NO_SUCH_PROPERTY,
                        TraitFailure.WRONG_EXPRESSION);
        return new FileValues(values, entity.places(), told);
    }

    /** What the entity's file says under a key of a table. */
    private RowValues.Value value(FileValues columns, String table, String key, String says) {
        boolean own = table.equals(EntityFacts.TRANSACTIONS);
        String path = (own ? table : "related/" + table) + "/" + key;
        String what = key.startsWith("by/") ? key.replace('/', ' ') : "'" + key + "'";
        return columns.value(says, path, table + ", " + what);
    }

    /** What is wrong with the columns and the SQL of a table; nothing where it is not there. */
    List<Problem> problems(String name, FactTable table) {
        List<Problem> problems = new ArrayList<>();
        Relation relation = models.rowsIfThere(entity.common(), table.from());
        if (relation != null) {
            FileValues columns = columns(table, relation, problems::add);
            table.by().forEach((type, says) -> value(columns, name, "by/" + type, says));
            named(table)
                    .forEach((as, says) -> {
                        if (says != null) {
                            value(columns, name, as, says);
                        }
                    });
        }
        return problems;
    }

    private static Map<String, @Nullable String> named(FactTable table) {
        Map<String, @Nullable String> named = new LinkedHashMap<>();
        named.put("id", table.id());
        named.put("at", table.at());
        named.put("amount", table.amount());
        return named;
    }

    private String instant(RowValues.Value value) {
        return value.type().kind() == Type.Kind.TEXT
                ? idiom.instant(dialect.text(value.sql(), value.type()))
                : dialect.functions().instant(value.sql(), value.type());
    }

    /** The query of the events of all sources. */
    String events() {
        List<String> all = new ArrayList<>();
        for (String name : entity.facts().events()) {
            Source source = Objects.requireNonNull(project.sources().get(name));
            TableName table = models.inPlaceOf(new TableName(source.schema(), "events"));
            if (models.columns(table).isPresent()) {
                all.add(events(name, OwnTables.quoted(dialect, table)));
            }
        }
        return all.isEmpty() ? noEvents() : String.join("\nunion all\n", all);
    }

    private String events(String source, String table) {
        String payload = idiom.cast("e.payload", Own.TEXT);
        boolean recorded = entity.records().stream().anyMatch(seen -> seen.from().equals(source));
        String email =
                "case when %s like '%%\"email\"%%' then coalesce(%s, %s) end"
                        .formatted(
                                payload,
                                dialect.jsonAt(payload, List.of("traits", "email")),
                                dialect.jsonAt(payload, List.of("context", "traits", "email")));
        String anonymous =
                ("case when e.type = 'alias' then coalesce(%s, e.anonymous_id) else"
                                + " e.anonymous_id end")
                        .formatted(dialect.jsonAt(payload, List.of("previousId")));
        String rows =
                "select e.*, %s as who_user, %s as who_anonymous, %s as who_email from %s e"
                        .formatted(
                                idiom.cast("e.user_id", Own.TEXT),
                                idiom.cast(anonymous, Own.TEXT),
                                email,
                                table);
        inputs.add("select * from " + table);
        read.add("select * from " + table);
        inputs.add(recorded ? lookup.records(source) : lookup.identifiers());
        Lookup.Found found =
                recorded
                        ? lookup.byRecord(source, key())
                        : lookup.by(
                                rows,
                                Map.of(
                                        "user_id", "r.who_user",
                                        "anonymous_id", "r.who_anonymous",
                                        "email", "r.who_email"));
        return ("select %s as %s, %s as source, r.id, r.type, r.event, r.user_id, r.anonymous_id,"
                        + " %s as %s, r.received_at, r.payload\nfrom (%s) r%s")
                .formatted(
                        found.id(),
                        dialect.quote(entity.idColumn()),
                        idiom.cast(idiom.literal(source), Own.TEXT),
                        idiom.cast("r." + dialect.quote("timestamp"), Own.INSTANT),
                        dialect.quote("timestamp"),
                        rows,
                        found.joins());
    }

    /** The key of the record that an event made, as identity writes it. */
    private String key() {
        Type text = idiom.text();
        return dialect.jsonArray(
                List.of(
                        dialect.json("r.who_user", text),
                        dialect.json("r.who_anonymous", text),
                        dialect.json("r.who_email", text)));
    }

    private String noEvents() {
        List<String> columns = new ArrayList<>();
        columns.add(nothing(Own.UUID) + " as " + dialect.quote(entity.idColumn()));
        for (String name : List.of("source", "id", "type", "event", "user_id", "anonymous_id")) {
            columns.add(nothing(Own.TEXT) + " as " + name);
        }
        columns.add(nothing(Own.INSTANT) + " as " + dialect.quote("timestamp"));
        columns.add(nothing(Own.INSTANT) + " as received_at");
        columns.add(nothing(Own.JSON) + " as payload");
        return "select " + String.join(", ", columns) + " where 1 = 0";
    }

    private String nothing(Own type) {
        return idiom.cast("null", type);
    }
}
