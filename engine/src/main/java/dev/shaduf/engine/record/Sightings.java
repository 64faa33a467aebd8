package dev.shaduf.engine.record;

import dev.shaduf.engine.model.FileValues;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.model.RowValues;
import dev.shaduf.engine.model.RowValues.Value;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.project.Entity.Seen;
import dev.shaduf.engine.project.Problem;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.project.Source;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Finds out what the columns and expressions of an entity's file mean in the warehouse. */
public final class Sightings {

    private final Project project;
    private final Session session;
    private final Dialect dialect;
    private final Models models;
    private final Entity entity;
    private final List<String> attributes;
    private final @Nullable Consumer<Problem> told;
    private @Nullable ShadufException untrue;

    /** Of an entity of a project. */
    public Sightings(Project project, Session session, Models models, Entity entity) {
        this(project, session, models, entity, null);
    }

    private Sightings(
            Project project,
            Session session,
            Models models,
            Entity entity,
            @Nullable Consumer<Problem> told) {
        this.told = told;
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

    /**
     * All that is wrong with the columns and the SQL of an entity's records, in the order of the
     * file; nothing of tables that are not there.
     */
    public static List<Problem> problems(
            Project project, Session session, Models models, Entity entity) {
        List<Problem> problems = new ArrayList<>();
        Sightings sightings = new Sightings(project, session, models, entity, problems::add);
        for (Seen seen : entity.records()) {
            Source source = project.sources().get(seen.from());
            Relation relation =
                    source != null && source.isEvents()
                            ? null
                            : models.rowsIfThere(entity.common(), seen.from());
            if (relation != null) {
                sightings.table(seen, relation);
            }
        }
        return problems;
    }

    /** Whose records they are. */
    public Entity entity() {
        return entity;
    }

    /** Where files that are gone afterwards may be. */
    public Path temporary() {
        Path state = project.root().resolve(".shaduf");
        return Files.isWritable(state)
                ? state.resolve("tmp")
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** What the file's "column or SQL" means over the rows of a relation. */
    public RowValues values(Relation relation, String from) {
        return new RowValues(
                session,
                models,
                relation,
                from,
                RecordFailure.WRONG_EXPRESSION,
                RecordFailure.WRONG_EXPRESSION);
    }

    /** The names of the attributes, in the order of the file. */
    public List<String> attributes() {
        return attributes;
    }

    /** What tells who a record truly is where that is neither attribute nor identifier, or null. */
    private @Nullable String hiddenTruth() {
        Similar similar = entity.identity().similar();
        String truth = similar == null ? null : similar.truth();
        boolean known =
                truth == null
                        || attributes.contains(truth)
                        || entity.identity().identifiers().stream()
                                .anyMatch(type -> type.type().equals(truth));
        return known ? null : truth;
    }

    /** How many values a record has beside its identifiers: attributes, and a truth of its own. */
    private int values() {
        return attributes.size() + (hiddenTruth() == null ? 0 : 1);
    }

    /** All, in the order of the file; throws what is wrong with the first that is. */
    public List<Sighting> all() {
        List<Sighting> all = new ArrayList<>();
        for (Seen seen : entity.records()) {
            Source source = project.sources().get(seen.from());
            all.add(
                    source != null && source.isEvents()
                            ? new EventSightings(session, models, entity, values()).of(source)
                            : table(seen, models.rows(entity.common(), seen.from())));
        }
        String truth = hiddenTruth();
        if (truth != null && untrue != null && all.stream().allMatch(this::hasNoTruth)) {
            throw untrue;
        }
        return all;
    }

    private boolean hasNoTruth(Sighting sighting) {
        return sighting.attributes().getLast() == null;
    }

    /** Of a place; null where it does not have it, as long as another does. */
    private @Nullable Value truth(Seen seen, Relation relation, String says) {
        try {
            return value(seen, relation, "'truth", "identity/similar/truth", says);
        } catch (ShadufException e) {
            untrue = untrue == null ? e : untrue;
            return null;
        }
    }

    private Sighting table(Seen seen, Relation relation) {
        List<@Nullable String> identifiers = new ArrayList<>();
        for (Identifier type : entity.identity().identifiers()) {
            String says = seen.identifiers().get(type.type());
            identifiers.add(
                    says == null
                            ? null
                            : text(
                                    value(
                                            seen,
                                            relation,
                                            "identifier '" + type.type(),
                                            here(seen, "identifiers/" + type.type()),
                                            says)));
        }
        List<@Nullable Value> values = new ArrayList<>();
        for (String name : attributes) {
            String says = seen.attributes().get(name);
            values.add(
                    says == null
                            ? null
                            : value(
                                    seen,
                                    relation,
                                    "attribute '" + name,
                                    here(seen, "attributes/" + name),
                                    says));
        }
        String truth = hiddenTruth();
        if (truth != null) {
            values.add(truth(seen, relation, truth));
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
        Texts texts = new Texts(dialect);
        String says = seen.updatedAt();
        if (says == null) {
            return texts.nothing(Own.INSTANT);
        }
        Value at = value(seen, relation, "'updated_at", here(seen, "updated_at"), says);
        return dialect.functions().instant(at.sql(), at.type());
    }

    private String key(Seen seen, Relation relation) {
        List<Value> parts = new ArrayList<>();
        for (String part : seen.key()) {
            String at = here(seen, "key");
            String item = entity.places().has(at) ? at : at + "/" + parts.size();
            parts.add(value(seen, relation, "key '" + part, item, part));
        }
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

    private String here(Seen seen, String path) {
        return "records/" + entity.records().indexOf(seen) + "/" + path;
    }

    private String text(Value value) {
        return dialect.text(value.sql(), value.type());
    }

    /**
     * A column or an expression.
     *
     * @param what what it is in the file, an opening quote before its name
     * @param path where it is there
     */
    private Value value(Seen seen, Relation relation, String what, String path, String says) {
        return new FileValues(values(relation, seen.from()), entity.places(), told)
                .value(says, path, what + "' of " + seen.from());
    }
}
