package dev.shaduf.engine.project;

import dev.shaduf.engine.project.Trait.Function;
import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports what is wrong in a trait beyond its shape. */
final class TraitRules {

    private static final List<String> OF_FACTS = List.of("of", "event", "within", "where");
    private static final Duration LONGEST = Duration.ofDays(365_000);
    private static final int LONGEST_NAME = 63;

    private final Block block;
    private final Draft draft;
    private final @Nullable Block entity;

    TraitRules(Block block, Draft draft) {
        this.block = block;
        this.draft = draft;
        String name = block.text("entity");
        this.entity = name == null ? null : draft.block(Kinds.ENTITY, name);
    }

    void check() {
        name();
        List<String> given = TraitShape.RULES.stream().filter(block::has).toList();
        if (given.isEmpty()) {
            report(
                    block.tree().place(),
                    "missing_key",
                    block.title() + " does not say what it is",
                    "write one of " + String.join(", ", TraitShape.RULES));
        } else if (given.size() > 1) {
            report(
                    block.keyPlace(given.getLast()),
                    "conflicting_keys",
                    block.title() + " has " + String.join(" and ", given) + "; only one can hold",
                    "remove one");
        }
        for (String key : given) {
            Function function = Function.of(key);
            if (function != null) {
                aggregate(function);
            }
        }
        boolean facts = given.isEmpty() || given.stream().anyMatch(key -> Function.of(key) != null);
        if (!facts) {
            OF_FACTS.forEach(key -> foreign(key, given.getFirst()));
        }
        new TraitSql(block, draft).check();
    }

    private void report(Place place, String code, String what, String fix) {
        draft.report(place, code, what, fix);
    }

    private void name() {
        String name = block.name();
        Place place = Place.of(block.common().file());
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            report(
                    place,
                    "bad_name",
                    "the name of " + block.title() + " is too long for a column",
                    "rename the file: at most " + LONGEST_NAME + " letters");
        }
        if (entity == null) {
            return;
        }
        List<String> own = List.of(entity.name() + "_id", "first_seen", "last_seen");
        if (own.contains(name)) {
            report(
                    place,
                    "reserved_name",
                    "'" + name + "' is a column of every " + entity.name() + " already",
                    "rename the file");
        }
        for (String attribute : EntityRules.attributes(entity)) {
            if (attribute.toLowerCase(Locale.ROOT).equals(name)) {
                report(
                        place,
                        "duplicate_name",
                        "'%s' is an attribute of the %s already"
                                .formatted(attribute, entity.title()),
                        "rename the file, or the attribute in " + entity.common().file());
            }
        }
    }

    private void foreign(String key, String rule) {
        if (block.has(key)) {
            report(
                    block.keyPlace(key),
                    "conflicting_keys",
                    "'" + key + "' says nothing beside '" + rule + "'",
                    "remove it: the SQL says which facts count");
        }
    }

    private void aggregate(Function function) {
        value(function);
        String of = of();
        boolean events = EntityFacts.EVENTS.equals(of);
        if (block.has("event") && !events && of != null) {
            report(
                    block.keyPlace("event"),
                    "conflicting_keys",
                    "'event' names events, and this trait is of " + of,
                    "write 'of: events', or remove it");
        }
        if (block.has("event") && block.texts("event").isEmpty()) {
            report(block.place("event"), "wrong_type", "'event' is empty", "name an event");
        }
        window();
        timed(function, of);
        where(events);
    }

    private void value(Function function) {
        String value = block.text(function.word());
        if (value == null) {
            return;
        }
        if (value.isBlank()) {
            report(
                    block.place(function.word()),
                    "wrong_type",
                    "'" + function.word() + "' is empty",
                    "name a property" + (function.takesAll() ? ", or 'all'" : ""));
        }
    }

    /** What it is of, or null where that is not clear. */
    private @Nullable String of() {
        String of = block.text("of");
        if (of == null) {
            if (!block.has("of") && !block.has("event")) {
                report(
                        block.tree().place(),
                        "missing_key",
                        block.title() + " does not say whose facts it is of",
                        "add 'of: transactions', 'of: events' or a related name");
            }
            return block.has("of") ? null : EntityFacts.EVENTS;
        }
        if (entity != null) {
            List<String> known = facts(entity);
            if (!known.contains(of)) {
                String fix =
                        known.isEmpty()
                                ? "add '" + of + ":' to " + entity.common().file()
                                : Spelling.advice(of, known);
                report(
                        block.place("of"),
                        "dangling_reference",
                        entity.title() + " has no '" + of + "'",
                        fix);
                return null;
            }
        }
        return of;
    }

    private static List<String> facts(Block entity) {
        List<String> all = new ArrayList<>();
        for (String key : List.of(EntityFacts.TRANSACTIONS, EntityFacts.EVENTS)) {
            if (entity.has(key)) {
                all.add(key);
            }
        }
        all.addAll(entity.group("related").members().keySet());
        return all;
    }

    private void window() {
        if (block.text("within") == null) {
            return;
        }
        Duration within = block.settings().length("within", Duration.ZERO);
        if (within.isZero() || within.compareTo(LONGEST) > 0) {
            report(
                    block.place("within"),
                    "wrong_type",
                    "'within' must be more than nothing and at most 1,000 years, not '"
                            + block.text("within")
                            + "'",
                    within.isZero()
                            ? "write '30 days', or remove it to count all facts"
                            : "remove it to count all facts");
        }
    }

    private void timed(Function function, @Nullable String of) {
        Json related = of == null || entity == null ? null : entity.group("related").get(of);
        if (!(related instanceof Json.Obj table) || entity == null || table.get("at") != null) {
            return;
        }
        String needs = block.has("within") ? "within" : function.ordered() ? function.word() : null;
        if (needs != null) {
            report(
                    block.keyPlace(needs),
                    "missing_key",
                    "'%s' needs the time of '%s', which says no 'at'".formatted(needs, of),
                    "add 'at:' to related " + of + " in " + entity.common().file());
        }
    }

    private void where(boolean events) {
        Tree tree = block.tree().at("where");
        if (tree == null) {
            return;
        }
        Json.Obj condition = block.group("where");
        Conditions.check(tree, condition, draft);
        if (!events) {
            Conditions.onlyProperties(tree, condition, draft);
        }
    }
}
