package dev.shaduf.engine.trait;

import dev.shaduf.engine.identity.EntityTables;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.project.Trait.Aggregate;
import dev.shaduf.engine.project.Trait.Expression;
import dev.shaduf.engine.project.Trait.Query;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Computes traits of one entity. Asked for one it computes with it all that are wanted and ready:
 * aggregates over one table of facts in one query, expressions after what they read. For one
 * thread.
 */
public final class TraitRun {

    private final Project project;
    private final OwnTables own;
    private final Entity entity;
    private final Wanted wanted;
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private @Nullable TableName table;
    private int tables;

    /** Of an entity of a project. */
    public TraitRun(Project project, OwnTables own, Entity entity, Wanted wanted) {
        this.project = project;
        this.own = own;
        this.entity = entity;
        this.wanted = wanted;
    }

    /**
     * What is asked for.
     *
     * @param traits those that are to be computed
     * @param now the end of every window
     * @param until facts after this are not known yet; null: all are
     * @param place where the result goes
     * @param full whether those are computed, too, that stand as they are
     */
    public record Wanted(
            List<Trait> traits, Instant now, @Nullable Instant until, Place place, boolean full) {}

    /** Where results go. */
    public enum Place {
        /** Into the table of the profiles. */
        PROFILES,
        /** Into a temporary table. */
        TEMPORARY
    }

    /**
     * What became of a trait.
     *
     * @param values profiles that have a value
     * @param changed profiles whose value is another now
     */
    public record Counted(long values, long changed) {}

    private record Outcome(@Nullable ShadufException failure, Counted counted) {}

    /**
     * A trait's result.
     *
     * @param table the temporary table that holds the profiles now; null where they are in place
     */
    public record Result(Counted counted, @Nullable TableName table) {}

    /** Computes a trait if that has not been done; throws what is wrong with it. */
    public Result take(Session session, Models models, Trait trait) {
        if (!outcomes.containsKey(trait.name())) {
            compute(session, models, trait);
        }
        Outcome outcome = Objects.requireNonNull(outcomes.get(trait.name()));
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        return new Result(outcome.counted(), table);
    }

    private void compute(Session session, Models models, Trait trait) {
        TableName main = models.inPlaceOf(own.name(entity.name()));
        List<Column> columns = models.relation(entity.name()).columns();
        List<Trait> batch = ready(trait, columns);
        try (Scratch scratch = new Scratch(session, "traits")) {
            Facts facts = new Facts(project, own, entity, scratch, models);
            String profiles = OwnTables.quoted(session.dialect(), main);
            EntityTables tables = new EntityTables(session, own, entity);
            Made made = new Made(session, tables);
            Standing standing = new Standing(facts, made, wanted.now());
            Touched touched = new Touched(facts, tables, made, standing, wanted.now());
            Touched.Some some = null;
            if (wanted.place() == Place.PROFILES && !wanted.full()) {
                Map<String, Sums.Sum> same = standing.of(batch, profiles, columns);
                same.forEach((name, sum) -> outcomes.put(name, unchanged(sum)));
                batch.removeIf(each -> same.containsKey(each.name()));
                some = batch.isEmpty() ? null : touched.of(batch, profiles, columns);
            }
            List<String> kept = kept(columns);
            Sheet sheet = new Sheet(session.dialect(), profiles, entity.idColumn(), kept);
            Map<String, ShadufException> failed = new LinkedHashMap<>();
            new Batch(facts, wanted, sheet, failed, some).compute(batch);
            failed.forEach((name, e) -> {
                outcomes.put(name, new Outcome(e, new Counted(0, 0)));
                made.forget(Made.trait(name));
            });
            batch.removeIf(each -> failed.containsKey(each.name()));
            if (!batch.isEmpty() || kept.size() < columns.size()) {
                boolean all = kept.size() < columns.size() || !isOnly(some, batch);
                write(scratch, sheet, batch, new Memory(standing, touched, all ? null : some));
            }
        }
    }

    /**
     * What is kept in mind of the traits that are written.
     *
     * @param some the profiles that are written; null: all
     */
    private record Memory(Standing standing, Touched touched, Touched.@Nullable Some some) {}

    private static boolean isOnly(Touched.@Nullable Some some, List<Trait> traits) {
        return some != null && traits.stream().allMatch(t -> some.traits().contains(t.name()));
    }

    private static Outcome unchanged(Sums.Sum sum) {
        return new Outcome(null, new Counted(sum.count(), 0));
    }

    private void write(Scratch scratch, Sheet sheet, List<Trait> traits, Memory memory) {
        boolean temporary = wanted.place() == Place.TEMPORARY;
        TableName made =
                TableName.temporary(
                        temporary ? "shaduf_traits_of_" + entity.name() + "_" + tables++ : "");
        Profiles profiles = new Profiles(scratch, own, entity);
        if (memory.some() == null) {
            profiles.stage(sheet, made);
        } else {
            profiles.stage(sheet, memory.some());
        }
        List<String> names = traits.stream().map(Trait::name).toList();
        Map<String, Counted> counted = profiles.counted(names);
        if (temporary) {
            table = made;
        } else {
            profiles.write(() -> {
                Standing standing = memory.standing();
                Map<String, Sums.Sum> sums = profiles.sums(standing.told(traits));
                standing.keep(traits, sums);
                sums.forEach((name, sum) ->
                        counted.computeIfPresent(
                                name, (n, c) -> new Counted(sum.count(), c.changed())));
                if (!sums.isEmpty()) {
                    memory.touched()
                            .keep(
                                    memory.some(),
                                    right(names),
                                    profiles.table(),
                                    profiles.columns());
                }
                standing.write();
            });
        }
        counted.forEach((name, count) -> outcomes.put(name, new Outcome(null, count)));
    }

    /** The traits that were computed, now or before, or are what they were. */
    private Set<String> right(List<String> now) {
        Set<String> right = new LinkedHashSet<>(now);
        outcomes.forEach((name, outcome) -> {
            if (outcome.failure() == null) {
                right.add(name);
            }
        });
        return right;
    }

    /** The columns of the profiles that stay until a trait replaces them: all but of no trait. */
    private List<String> kept(List<Column> columns) {
        Set<String> names = new LinkedHashSet<>();
        names.add(entity.idColumn());
        entity.records().forEach(seen -> names.addAll(seen.attributes().keySet()));
        names.add("first_seen");
        names.add("last_seen");
        Traits.of(project, entity).forEach(trait -> names.add(trait.name()));
        return columns.stream().map(Column::name).filter(names::contains).toList();
    }

    /** The trait and what else can be computed with it, each after what it reads. */
    private List<Trait> ready(Trait trait, List<Column> columns) {
        List<Trait> open = new ArrayList<>(List.of(trait));
        wanted.traits().stream()
                .filter(each -> !each.name().equals(trait.name()))
                .filter(each -> !outcomes.containsKey(each.name()))
                .forEach(open::add);
        List<Trait> batch = new ArrayList<>();
        for (Trait each : open) {
            boolean asked = each.equals(trait) && each.rule() instanceof Query;
            if (asked || each.rule() instanceof Aggregate) {
                batch.add(each);
            }
        }
        open.removeAll(batch);
        Set<String> known = new LinkedHashSet<>(columns.stream().map(Column::name).toList());
        open.forEach(each -> known.remove(each.name()));
        batch.forEach(each -> known.add(each.name()));
        int before = -1;
        while (batch.size() > before) {
            before = batch.size();
            for (Trait each : List.copyOf(open)) {
                if (each.rule() instanceof Expression rule && known.containsAll(rule.traits())) {
                    batch.add(each);
                    open.remove(each);
                    known.add(each.name());
                }
            }
        }
        if (!batch.contains(trait)) {
            batch.add(trait);
        }
        return batch;
    }
}
