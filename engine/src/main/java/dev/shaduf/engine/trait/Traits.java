package dev.shaduf.engine.trait;

import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityFacts;
import dev.shaduf.engine.project.EntityFacts.FactTable;
import dev.shaduf.engine.project.Problem;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Makes the facts and the traits of a project's entities. Safe to share; sessions are not. */
public final class Traits {

    private final Project project;
    private final OwnTables own;

    /** Of a project. */
    public Traits(Project project, OwnTables own) {
        this.project = project;
        this.own = own;
    }

    /** An ISO-8601 time or date, in UTC where it does not say; null where it is none. */
    public static @Nullable Instant time(String text) {
        return ConditionSql.time(text);
    }

    /** The traits of an entity, by name. */
    public static List<Trait> of(Project project, Entity entity) {
        return project.traits().values().stream()
                .filter(trait -> trait.entity().equals(entity.name()))
                .toList();
    }

    /** The columns that the traits of an entity are. */
    public static List<String> names(Project project, Entity entity) {
        return of(project, entity).stream().map(Trait::name).toList();
    }

    /**
     * Writes the tables of the facts, each row with its profile, in one transaction; leaves those
     * as they are whose rows, identifiers and definition are the same as when they were written.
     *
     * @param full whether they are written all the same
     */
    public void facts(Session session, Models models, Entity entity, Instant now, boolean full) {
        new FactTables(project, own, entity).write(session, models, now, full);
    }

    /**
     * All that is wrong with the columns and the SQL of an entity's facts, in the order of the
     * file; nothing of tables that are not there.
     */
    public List<Problem> problems(Session session, Models models, Entity entity) {
        List<Problem> problems = new ArrayList<>();
        FactSql sql = new FactSql(project, session, models, own, entity);
        FactTable transactions = entity.facts().transactions();
        if (transactions != null) {
            problems.addAll(sql.problems(EntityFacts.TRANSACTIONS, transactions));
        }
        entity.facts()
                .related()
                .forEach((name, table) -> problems.addAll(sql.problems(name, table)));
        return problems;
    }

    /**
     * Makes temporary tables of what {@link #facts} would write.
     *
     * @return what stands for what
     */
    public Map<TableName, TableName> plannedFacts(Session session, Models models, Entity entity) {
        return new FactTables(project, own, entity).planned(session, models);
    }

    /**
     * Profiles as their facts were at some time.
     *
     * @param query the profiles, without the columns of the traits that failed: theirs are of today
     * @param failed what is wrong with traits that could not be computed, by name
     */
    public record Then(Sql query, Map<String, ShadufException> failed) {}

    /**
     * The profiles as their facts were at some time: identity, attributes and traits by SQL are
     * those of today. Temporary tables of the session hold the rest.
     */
    public Then asOf(Session session, Entity entity, Instant time) {
        List<Trait> traits =
                of(project, entity).stream()
                        .filter(trait -> trait.common().enabled())
                        .filter(trait -> !(trait.rule() instanceof Trait.Query))
                        .toList();
        TableName main = own.name(entity.name());
        TableName[] stands = {main};
        UnaryOperator<TableName> then = table -> table.equals(main) ? stands[0] : table;
        TraitRun run =
                new TraitRun(
                        project,
                        own,
                        entity,
                        new TraitRun.Wanted(traits, time, time, TraitRun.Place.TEMPORARY, true));
        Map<String, ShadufException> failed = new LinkedHashMap<>();
        for (Trait trait : traits) {
            try {
                Models models = Models.over(project, session, then);
                TableName made = run.take(session, models, trait).table();
                stands[0] = made == null ? stands[0] : made;
            } catch (ShadufException e) {
                failed.put(trait.name(), e);
            }
        }
        Relation profiles = Models.over(project, session, then).relation(entity.name());
        String shown =
                profiles.columns().stream()
                        .map(Column::name)
                        .filter(name -> !failed.containsKey(name))
                        .map(session.dialect()::quote)
                        .collect(Collectors.joining(", "));
        return new Then(
                Sql.of("select " + shown + " from (").plus(profiles.query()).plus(") p"), failed);
    }

    /** The SQL that computes a trait, together with the others that the same query computes. */
    public String sql(Session session, Models models, Trait trait, Instant now) {
        Entity entity = Objects.requireNonNull(project.entities().get(trait.entity()));
        return switch (trait.rule()) {
            case Trait.Query query -> query.sql();
            case Trait.Expression expression ->
                    "select %s, (%s) as %s from %s"
                            .formatted(
                                    entity.idColumn(),
                                    expression.sql().strip(),
                                    trait.name(),
                                    own.name(entity.name()));
            case Trait.Aggregate rule -> {
                try (Scratch scratch = new Scratch(session, "traits")) {
                    Facts facts = new Facts(project, own, entity, scratch, models);
                    yield pass(facts, trait, rule, now);
                }
            }
        };
    }

    private String pass(Facts facts, Trait trait, Trait.Aggregate rule, Instant now) {
        List<Trait> alike = new ArrayList<>();
        for (Trait each : of(project, facts.entity())) {
            boolean same = each.rule() instanceof Trait.Aggregate a && a.of().equals(rule.of());
            if (same && (each.common().enabled() || each.equals(trait))) {
                alike.add(each);
            }
        }
        Fact fact = facts.of(rule.of());
        Pass pass = new Pass(fact, now, null, facts.kinds(fact, alike));
        String over = pass.column(trait, rule).over();
        List<Pass.Column> columns = new ArrayList<>();
        for (Trait each : alike) {
            try {
                Pass.Column column = pass.column(each, (Trait.Aggregate) each.rule());
                if (column.over().equals(over)) {
                    columns.add(column);
                }
            } catch (ShadufException e) {
                if (each.equals(trait)) {
                    throw e;
                }
            }
        }
        return pass.query(columns);
    }
}
