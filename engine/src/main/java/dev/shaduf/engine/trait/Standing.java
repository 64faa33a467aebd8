package dev.shaduf.engine.trait;

import dev.shaduf.engine.project.Condition;
import dev.shaduf.engine.project.EntityFacts;
import dev.shaduf.engine.project.Operator;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.project.Trait.Aggregate;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tells which traits are still what they would be if they were computed now: their facts and their
 * definition are the same, no fact has entered or left their window, and nobody touched the values.
 */
final class Standing {

    private final Facts facts;
    private final Session session;
    private final Made made;
    private final Instant now;

    Standing(Facts facts, Made made, Instant now) {
        this.facts = facts;
        this.session = facts.scratch().session();
        this.made = made;
        this.now = now;
    }

    /**
     * The sums of the values of those that stand, by name.
     *
     * @param main the quoted table of the profiles
     * @param columns its columns
     */
    Map<String, Sums.Sum> of(List<Trait> traits, String main, List<Column> columns) {
        Map<String, Trait> alike = new LinkedHashMap<>();
        for (Trait trait : traits) {
            Made.Row last = made.of(Made.trait(trait.name()));
            if (last != null && last.inputs().equals(inputs(trait))) {
                alike.put(trait.name(), trait);
            }
        }
        Column id = Profiles.named(columns, facts.entity().idColumn());
        List<Column> there = columns.stream().filter(c -> alike.containsKey(c.name())).toList();
        Map<String, Sums.Sum> sums = new Sums(session).of(main, id, there);
        sums.keySet().removeIf(name -> !stands(alike.get(name), sums.get(name)));
        return sums;
    }

    private boolean stands(@Nullable Trait trait, Sums.@Nullable Sum sum) {
        Trait known = Objects.requireNonNull(trait);
        Made.Row last = Objects.requireNonNull(made.of(Made.trait(known.name())));
        return sum != null
                && sum.text().equals(last.contents())
                && (last.at().equals(now) || !moved((Aggregate) known.rule(), last.at()));
    }

    /** Whether time alone has changed which facts count. */
    private boolean moved(Aggregate rule, Instant before) {
        if (now.isBefore(before) || relative(rule.where())) {
            return true;
        }
        String crossed = crossed(rule, before);
        if (crossed == null) {
            return false;
        }
        String one = "select 1 as one from %s f where %s limit 1";
        String any = one.formatted(facts.of(rule.of()).from(), crossed);
        return session.number(Sql.of("select count(*) from (" + any + ") c")) > 0;
    }

    /** The condition of facts that have entered or left the window since; null where none can. */
    @Nullable String crossed(Aggregate rule, Instant before) {
        Duration within = rule.within();
        if (within == null) {
            return null;
        }
        Fact fact = facts.of(rule.of());
        Value at = Objects.requireNonNull(fact.at());
        return window(fact, at, before.minus(within), now.minus(within))
                + " or "
                + window(fact, at, before, now);
    }

    /**
     * Whether a trait is what it was but for profiles whose facts changed since, or the windows
     * over them, and it is known which those are.
     */
    boolean isBehind(Trait trait) {
        Made.Row last = made.of(Made.trait(trait.name()));
        Made.Inputs then = made.inputs(trait.name());
        String today = inputs(trait);
        if (last == null || then == null || today == null) {
            return false;
        }
        Aggregate rule = (Aggregate) trait.rule();
        Made.Row of = Objects.requireNonNull(made.of(Made.facts(rule.of())));
        Made.Inputs wanted = Objects.requireNonNull(Made.Inputs.parse(today));
        return then.of().equals(wanted.of())
                && then.definition().equals(wanted.definition())
                && then.version() >= FactVersion.parse(of.contents()).since()
                && !now.isBefore(last.at())
                && !relative(rule.where())
                && !facts.mustLook(facts.of(rule.of()), trait);
    }

    private static String window(Fact fact, Value at, Instant from, Instant to) {
        return ConditionSql.window(fact.idiom(), at.sql(), from, to);
    }

    private static boolean relative(Condition condition) {
        return switch (condition) {
            case Condition.All(List<Condition> all) -> all.stream().anyMatch(Standing::relative);
            case Condition.Any(List<Condition> any) -> any.stream().anyMatch(Standing::relative);
            case Condition.Not(Condition inner) -> relative(inner);
            case Condition.Test test ->
                    test.operator() == Operator.WITHIN_LAST
                            || test.operator() == Operator.WITHIN_NEXT;
        };
    }

    /** What a trait is made of besides the time; null where that is not known. */
    private @Nullable String inputs(Trait trait) {
        if (!(trait.rule() instanceof Aggregate rule)) {
            return null;
        }
        boolean own =
                rule.of().equals(EntityFacts.TRANSACTIONS) || rule.of().equals(EntityFacts.EVENTS);
        Made.Row of = own ? made.of(Made.facts(rule.of())) : null;
        return of == null
                ? null
                : new Made.Inputs(
                                rule.of(),
                                FactVersion.parse(of.contents()).times(),
                                trait.type() + " " + rule)
                        .toString();
    }

    /** The names of those of which it can be told later whether they stand. */
    List<String> told(List<Trait> traits) {
        return traits.stream().filter(trait -> inputs(trait) != null).map(Trait::name).toList();
    }

    /** Keeps in mind how traits were made. */
    void keep(List<Trait> traits, Map<String, Sums.Sum> values) {
        for (Trait trait : traits) {
            String inputs = inputs(trait);
            Sums.Sum sum = values.get(trait.name());
            if (inputs == null || sum == null) {
                made.forget(Made.trait(trait.name()));
            } else {
                made.put(Made.trait(trait.name()), new Made.Row(inputs, sum.text(), now));
            }
        }
    }

    /** Writes that down, in the transaction that writes the traits. */
    void write() {
        made.write();
    }
}
