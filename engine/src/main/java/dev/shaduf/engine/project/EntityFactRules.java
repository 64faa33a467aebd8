package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.engine.yaml.Tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reports what is wrong with the transactions, events and related tables of an entity. */
record EntityFactRules(Block block, Draft draft) {

    void check() {
        tables().forEach(this::table);
        events();
        if (block.tree().at("related") instanceof Tree.Keys related) {
            related.entries().forEach(this::name);
        }
    }

    /** The tables by what traits call them. */
    private Map<String, Tree> tables() {
        Map<String, Tree> all = new LinkedHashMap<>();
        if (block.tree().at(EntityFacts.TRANSACTIONS) instanceof Tree.Keys transactions) {
            all.put(EntityFacts.TRANSACTIONS, transactions);
        }
        if (block.tree().at("related") instanceof Tree.Keys related) {
            related.entries().forEach(entry -> all.put(entry.name(), entry.value()));
        }
        return all;
    }

    private void name(Tree.Entry entry) {
        boolean taken =
                List.of(EntityFacts.TRANSACTIONS, EntityFacts.EVENTS).contains(entry.name());
        if (taken || !entry.name().matches(Keys.NAME_FORM)) {
            draft.report(
                    entry.place(),
                    taken ? "reserved_name" : "bad_name",
                    "'%s' cannot be the name of a related table".formatted(entry.name()),
                    "small letters, digits and _, and neither transactions nor events");
        }
    }

    private void table(String name, Tree table) {
        if (table.at("from") instanceof Tree.Scalar from) {
            from(from);
        }
        Set<String> types = EntityRules.types(block, draft);
        if (!(table.at("by") instanceof Tree.Keys by)) {
            return;
        }
        if (by.entries().isEmpty()) {
            draft.report(
                    by.place(),
                    "missing_key",
                    "'by' of " + name + " is empty",
                    "name an identifier and its column: {user_id: customer_id}");
        }
        for (Tree.Entry entry : by.entries()) {
            if (!types.contains(entry.name())) {
                draft.report(
                        entry.place(),
                        "dangling_reference",
                        "no record has an identifier '" + entry.name() + "'",
                        Spelling.advice(entry.name(), types));
            }
        }
    }

    private void from(Tree.Scalar from) {
        int dot = from.text().indexOf('.');
        if (dot > 0) {
            String source = from.text().substring(0, dot);
            QueryCheck.sourceTable(draft, source, from.text().substring(dot + 1), from.place());
        }
    }

    private void events() {
        Set<String> seen = new LinkedHashSet<>();
        for (Tree.Scalar source : block.texts(EntityFacts.EVENTS)) {
            Block found = draft.block(Kinds.SOURCE, source.text());
            if (found != null && !Source.EVENTS.equals(found.text("type"))) {
                draft.report(
                        source.place(),
                        "dangling_reference",
                        "the source '" + source.text() + "' has no events",
                        "name a source of type 'events'");
            } else if (!seen.add(source.text())) {
                draft.report(
                        source.place(),
                        "duplicate_name",
                        "'" + source.text() + "' is named twice",
                        "remove one");
            }
        }
    }

    List<Reference> references() {
        List<Reference> all = new ArrayList<>();
        tables().forEach((name, table) -> {
            if (table.at("from") instanceof Tree.Scalar from) {
                all.add(reference(from.text(), from.place()));
            }
        });
        for (Tree.Scalar source : block.texts(EntityFacts.EVENTS)) {
            all.add(Reference.first(List.of(Kinds.SOURCE), source.text(), source.place()));
        }
        return all;
    }

    private static Reference reference(String from, Place place) {
        int dot = from.indexOf('.');
        return dot < 0
                ? Reference.first(List.of(Kinds.MODEL, Kinds.ENTITY), from, place)
                : Reference.first(List.of(Kinds.SOURCE), from.substring(0, dot), place);
    }
}
