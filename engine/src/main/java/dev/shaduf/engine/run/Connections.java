package dev.shaduf.engine.run;

import dev.shaduf.engine.comparison.ComparisonCode;
import dev.shaduf.engine.comparison.MissingColumns;
import dev.shaduf.engine.load.Loads;
import dev.shaduf.engine.model.ModelFailure;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.ColumnUse;
import dev.shaduf.engine.project.Destination;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Problem;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.record.Sightings;
import dev.shaduf.engine.sync.Syncs;
import dev.shaduf.engine.trait.TraitFailure;
import dev.shaduf.engine.trait.Traits;
import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.ObjectType;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tries everything that a project is connected to; changes nothing. Used once, by one thread. */
public final class Connections {

    private final Site site;
    private final Project project;
    private final List<Try> tries = new ArrayList<>();
    private final Map<String, Relation> read = new HashMap<>();

    /** Of this project. */
    public Connections(Site site) {
        this.site = site;
        this.project = site.project();
    }

    /**
     * One thing that was tried.
     *
     * @param kind warehouse, source, model, entity, trait, destination, sync, log
     * @param problem null: it works
     */
    public record Try(String kind, String name, @Nullable Problem problem) {}

    /** Tries all of them. */
    public List<Try> check() {
        try (Desk desk = new Desk(site)) {
            attempt("warehouse", project.settings().warehouseType(), "shaduf.yml", desk::session);
            if (tries.getFirst().problem() == null) {
                inWarehouse(desk.session());
            }
        }
        for (Source source : project.sources().values()) {
            if (source.isLoaded()) {
                loadable(source);
            }
        }
        for (Destination destination : project.destinations().values()) {
            attempt(
                    "destination",
                    destination.name(),
                    destination.common().file(),
                    () -> site.tools().connection(destination).check());
        }
        boolean reached =
                tries.stream()
                        .filter(each -> !each.kind().equals("sync"))
                        .allMatch(each -> each.problem() == null);
        for (Sync sync : project.syncs().values()) {
            if (reached && !sync.options().create()) {
                attempt("sync", sync.name(), sync.common().file(), () -> check(sync));
            }
        }
        return List.copyOf(tries);
    }

    private void inWarehouse(Session session) {
        new Rights(session, project)
                .missing()
                .forEach(missing ->
                        tries.add(
                                new Try(
                                        "right",
                                        missing.what(),
                                        problem("shaduf.yml", missing.error()))));
        for (Source source : project.sources().values()) {
            if (!source.isLoaded()) {
                source.tables().keySet().forEach(table -> readable(session, source, table));
            }
        }
        for (Model model : project.models().values()) {
            model(session, model);
        }
        Models models = Models.of(project, session);
        project.entities().values().forEach(entity -> columns(session, models, entity));
        project.syncs().values().forEach(sync -> columns(models, sync));
    }

    /** What the file of an entity reads; what is wrong with a source or a model was said of it. */
    private void columns(Session session, Models models, Entity entity) {
        List<Problem> problems =
                new ArrayList<>(Sightings.problems(project, session, models, entity));
        problems.addAll(
                new Traits(project, new OwnTables(project)).problems(session, models, entity));
        if (problems.isEmpty()) {
            tries.add(new Try("entity", entity.name(), null));
        }
        problems.forEach(problem -> tries.add(new Try("entity", entity.name(), problem)));
        if (problems.isEmpty()) {
            Traits.of(project, entity).stream()
                    .filter(trait -> trait.common().enabled())
                    .forEach(trait -> properties(session, models, trait));
        }
    }

    /** The properties that a trait names; what else is wrong with facts was said of the entity. */
    private void properties(Session session, Models models, Trait trait) {
        try {
            new Traits(project, new OwnTables(project)).sql(session, models, trait, site.now());
            tries.add(new Try("trait", trait.name(), null));
        } catch (ShadufException e) {
            if (e.code() == TraitFailure.NO_SUCH_PROPERTY) {
                tries.add(new Try("trait", trait.name(), problem(trait.common().file(), e)));
            }
        }
    }

    /** What a sync reads; what is wrong with its model itself was said of the model. */
    private void columns(Models models, Sync sync) {
        Relation relation;
        try {
            relation = models.relation(sync.from());
        } catch (ShadufException e) {
            return;
        }
        List<MissingColumns.Missing> all = new MissingColumns(sync, relation.columns()).list();
        if (all.isEmpty()) {
            read.put(sync.name(), relation);
        }
        for (MissingColumns.Missing missing : all) {
            String code = ComparisonCode.NO_COLUMN.name();
            Problem problem = Problem.at(missing.place(), code, missing.message(), missing.fix());
            tries.add(new Try("sync", sync.name(), problem));
        }
    }

    private void readable(Session session, Source source, String table) {
        TableName name = new TableName(source.schema(), table);
        String quoted = OwnTables.quoted(session.dialect(), name);
        attempt(
                "source",
                source.name() + "." + table,
                source.common().file(),
                () -> {
                    Loads.mustHave(session, source, table);
                    try (RowStream rows =
                            session.rows(Sql.of("SELECT 1 FROM " + quoted + " LIMIT 1"))) {
                        rows.next();
                    }
                });
    }

    /** A model, and every column of it that its tests name. */
    private void model(Session session, Model model) {
        List<String> columns = new ArrayList<>();
        attempt(
                "model",
                model.name(),
                model.common().file(),
                () -> columns.addAll(columns(session, model)));
        for (ColumnUse use : columns.isEmpty() ? List.<ColumnUse>of() : model.uses()) {
            if (columns.stream().noneMatch(use.column()::equalsIgnoreCase)) {
                String message = "a test names the column '%s', which %s does not have";
                tries.add(
                        new Try(
                                "model",
                                model.name(),
                                Problem.at(
                                        use.place(),
                                        ModelFailure.NO_SUCH_COLUMN.name(),
                                        message.formatted(use.column(), model.name()),
                                        Spelling.advice(use.column(), columns))));
            }
        }
    }

    /** Its columns; none where what it reads was not loaded yet. */
    private List<String> columns(Session session, Model model) {
        try {
            Relation relation = Models.of(project, session).relation(model);
            return relation.columns().stream().map(Column::name).toList();
        } catch (ShadufException e) {
            if (e.code() == ModelFailure.NO_SUCH_TABLE && !isForeign(model)) {
                return List.of();
            }
            throw e;
        }
    }

    /** Whether it is a table that nothing of the project makes. */
    private boolean isForeign(Model model) {
        if (!(model.query() instanceof Model.Query.Table(String table))) {
            return false;
        }
        String schema = table.substring(0, Math.max(0, table.indexOf('.')));
        return !project.sources().containsKey(schema)
                && !project.settings().schema().equalsIgnoreCase(schema);
    }

    private void loadable(Source source) {
        Loads loads = new Loads(project, new OwnTables(project), site.temporary());
        String file = source.common().file();
        attempt("source", source.name(), file, () -> loads.check(source, opened -> opened.check()));
        if (tries.getLast().problem() == null) {
            source.tables()
                    .forEach((table, settings) -> {
                        String name = source.name() + "." + table;
                        attempt(
                                "source",
                                name,
                                file,
                                () -> loads.check(source, opened -> opened.check(table, settings)));
                    });
        }
    }

    private void check(Sync sync) {
        Destination destination = project.destinations().get(sync.to());
        Relation relation = read.get(sync.name());
        if (destination == null) {
            return;
        }
        ObjectType object = site.tools().connection(destination).object(sync.object(), true);
        if (relation != null) {
            Syncs.mustSuit(sync, relation, object);
        }
    }

    private void attempt(String kind, String name, String file, Runnable attempt) {
        tries.add(attempted(kind, name, file, attempt));
    }

    /** Tries one thing more, which a setting of a file asks for. */
    public Try attempted(String kind, String name, String file, Runnable attempt) {
        try {
            attempt.run();
            return new Try(kind, name, null);
        } catch (ShadufException e) {
            return new Try(kind, name, problem(file, e));
        }
    }

    private Problem problem(String file, ShadufException e) {
        return Problem.at(
                Place.of(file),
                e.code().name(),
                site.secrets().mask(e.message()),
                site.secrets().mask(e.fix()));
    }
}
