package dev.shaduf.engine.identity;

import dev.shaduf.engine.identity.Sighting.Value;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.project.Entity.Seen;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Finds out what the columns and expressions of an entity's file mean in the warehouse. */
final class Sightings {

    private final Project project;
    private final Session session;
    private final Dialect dialect;
    private final Models models;
    private final Entity entity;
    private final List<String> attributes;

    Sightings(Project project, Session session, Models models, Entity entity) {
        this.project = project;
        this.session = session;
        this.dialect = session.dialect();
        this.models = models;
        this.entity = entity;
        this.attributes =
                entity.records().stream()
                        .flatMap(seen -> seen.attributes().keySet().stream())
                        .distinct()
                        .toList();
    }

    /** The names of the attributes, in the order of the file. */
    List<String> attributes() {
        return attributes;
    }

    /** All, in the order of the file; throws what is wrong with the first that is. */
    List<Sighting> all() {
        List<Sighting> all = new ArrayList<>();
        for (Seen seen : entity.records()) {
            Source source = project.sources().get(seen.from());
            all.add(
                    source != null && source.isEvents()
                            ? new EventSightings(session, models, entity, attributes.size())
                                    .of(source)
                            : table(seen));
        }
        return all;
    }

    private Sighting table(Seen seen) {
        Relation relation = models.rows(entity.common(), seen.from());
        List<@Nullable String> identifiers = new ArrayList<>();
        for (Identifier type : entity.identity().identifiers()) {
            String says = seen.identifiers().get(type.type());
            identifiers.add(
                    says == null
                            ? null
                            : text(value(seen, relation, "identifier '" + type.type(), says)));
        }
        List<@Nullable Value> values = new ArrayList<>();
        for (String name : attributes) {
            String says = seen.attributes().get(name);
            values.add(says == null ? null : value(seen, relation, "attribute '" + name, says));
        }
        String at = at(seen, relation);
        return new Sighting(
                seen.from(),
                relation.query().text(),
                key(seen, relation),
                identifiers,
                values,
                at,
                at,
                relation.plain());
    }

    private String at(Seen seen, Relation relation) {
        String says = seen.updatedAt();
        String instant = dialect.own(Own.INSTANT);
        return "cast(%s as %s)"
                .formatted(
                        says == null ? "null" : value(seen, relation, "'updated_at", says).sql(),
                        instant);
    }

    private String key(Seen seen, Relation relation) {
        List<Value> parts =
                seen.key().stream()
                        .map(part -> value(seen, relation, "key '" + part, part))
                        .toList();
        if (parts.size() == 1) {
            return text(parts.getFirst());
        }
        String array =
                dialect.jsonArray(
                        parts.stream().map(part -> dialect.json(part.sql(), part.type())).toList());
        String missing =
                String.join(" or ", parts.stream().map(p -> p.sql() + " is null").toList());
        return "case when " + missing + " then null else " + array + " end";
    }

    private String text(Value value) {
        return dialect.text(value.sql(), value.type());
    }

    /**
     * A column or an expression.
     *
     * @param what what it is in the file, an opening quote before its name
     */
    private Value value(Seen seen, Relation relation, String what, String says) {
        Column column = column(relation, says);
        if (column != null) {
            return new Value("r." + dialect.quote(column.name()), column.type());
        }
        List<String> names = relation.columns().stream().map(Column::name).toList();
        String where = "%s: %s' of %s".formatted(entity.common().file(), what, seen.from());
        if (says.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
            throw new ShadufException(
                    IdentityFailure.WRONG_EXPRESSION,
                    where + " reads the column '" + says + "', which is not there.",
                    Spelling.advice(says, names));
        }
        String refusal = models.refusal("select (" + says + ") from r");
        if (refusal != null) {
            throw new ShadufException(
                    IdentityFailure.WRONG_EXPRESSION,
                    where + ": the SQL " + refusal + ".",
                    "Write one expression over the columns of " + seen.from() + ".");
        }
        String query = "select (" + says + "\n) from (\n" + relation.query().text() + "\n) r";
        try {
            Type type = session.describe(Sql.of(query)).getFirst().type();
            return new Value("(" + says + "\n)", type);
        } catch (ShadufException e) {
            throw new ShadufException(
                    IdentityFailure.WRONG_EXPRESSION,
                    where + ": " + e.message(),
                    "Its columns are: " + String.join(", ", names) + ".",
                    e);
        }
    }

    private static @Nullable Column column(Relation relation, String name) {
        return relation.columns().stream()
                .filter(c -> c.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }
}
