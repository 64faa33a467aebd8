package dev.shaduf.engine.trait;

import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityFacts;
import dev.shaduf.engine.project.EntityFacts.FactTable;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.project.Trait.Aggregate;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.RowStream;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the facts of an entity: the tables that hold them, or the queries of related ones. */
record Facts(Project project, OwnTables own, Entity entity, Scratch scratch, Models models) {

    /** What traits are of; throws where it was not made yet. */
    Fact of(String name) {
        Idiom idiom = Idiom.of(scratch.session().dialect());
        FactTable related = entity.facts().related().get(name);
        if (related != null) {
            FactSql sql = new FactSql(project, scratch.session(), models, own, entity);
            String query = sql.table(name, related);
            List<Column> columns = scratch.session().describe(Sql.of(query));
            String from = "(\n" + query + "\n)";
            return new Fact(name, from, entity.idColumn(), columns, related.renamed(), idiom);
        }
        TableName table = models.inPlaceOf(own.name(EntityTable.called(name).of(entity.name())));
        List<Column> columns = models.columns(table).orElseThrow(() -> unmade(name));
        FactTable facts = entity.facts().table(name);
        return new Fact(
                name,
                OwnTables.quoted(idiom.dialect(), table),
                entity.idColumn(),
                columns,
                facts == null ? Map.of() : facts.renamed(),
                idiom);
    }

    private ShadufException unmade(String name) {
        return new ShadufException(
                TraitFailure.NOT_MADE,
                "There are no %s of '%s' in the warehouse yet.".formatted(name, entity.name()),
                "Make them: shaduf run " + entity.name());
    }

    /** The kinds of the values of events, where they are not texts, by trait. */
    Map<String, Type.Kind> kinds(Fact fact, List<Trait> traits) {
        if (!fact.name().equals(EntityFacts.EVENTS)) {
            return Map.of();
        }
        Map<String, Type.Kind> kinds = new HashMap<>();
        List<Trait> open = new ArrayList<>();
        for (Trait trait : traits) {
            if (mustLook(fact, trait)) {
                open.add(trait);
            } else if (isOpen(fact, (Aggregate) trait.rule()) && trait.type() != null) {
                Type.Kind kind = said(trait.type());
                if (kind != null) {
                    kinds.put(trait.name(), kind);
                }
            }
        }
        if (!open.isEmpty()) {
            observed(fact, open, kinds);
        }
        return kinds;
    }

    private static boolean isOpen(Fact fact, Aggregate rule) {
        return isTyped(rule.function()) && fact.property(rule.value(), "").json();
    }

    /** Whether all values tell only together which kind a trait's are of. */
    boolean mustLook(Fact fact, Trait trait) {
        return fact.isEvents() && trait.type() == null && isOpen(fact, (Aggregate) trait.rule());
    }

    private static Type.@Nullable Kind said(Trait.ValueType type) {
        return switch (type) {
            case NUMBER, INTEGER -> Type.Kind.FLOAT;
            case BOOLEAN -> Type.Kind.BOOLEAN;
            case TIMESTAMP, DATE -> Type.Kind.TIMESTAMP;
            case TEXT -> null;
        };
    }

    private static boolean isTyped(Trait.Function function) {
        return switch (function) {
            case MIN, MAX, FIRST, LAST, MOST_FREQUENT, UNIQUE -> true;
            case SUM, AVERAGE, COUNT, EXISTS, UNIQUE_COUNT -> false;
        };
    }

    /** Looks which kinds the values have: numbers and truths are such where all of them are. */
    private void observed(Fact fact, List<Trait> traits, Map<String, Type.Kind> kinds) {
        List<String> counts = new ArrayList<>();
        for (Trait trait : traits) {
            String kind = fact.kind((Aggregate) trait.rule());
            counts.add("count(case when " + kind + " = 'number' then 1 end)");
            counts.add("count(case when " + kind + " = 'boolean' then 1 end)");
            counts.add("count(case when " + kind + " <> 'null' then 1 end)");
        }
        Sql query =
                Sql.of("select " + String.join(",\n  ", counts) + "\nfrom " + fact.from() + " f");
        try (RowStream row = scratch.session().rows(query)) {
            row.next();
            for (int i = 0; i < traits.size(); i++) {
                long all = row.whole(3 * i + 2);
                if (all > 0 && row.whole(3 * i) == all) {
                    kinds.put(traits.get(i).name(), Type.Kind.FLOAT);
                } else if (all > 0 && row.whole(3 * i + 1) == all) {
                    kinds.put(traits.get(i).name(), Type.Kind.BOOLEAN);
                }
            }
        }
    }
}
