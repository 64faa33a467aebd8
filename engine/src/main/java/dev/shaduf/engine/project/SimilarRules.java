package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.engine.yaml.Tree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reports what is wrong in {@code similar:} of an entity beyond its shape. */
final class SimilarRules {

    private static final Set<String> OF_SIMILARITY = Set.of("name", "text", "email");
    private static final double MERGE_AT = 0.99;
    private static final double REVIEW_AT = 0.80;

    private final Tree similar;
    private final Draft draft;
    private final Collection<String> names;

    /**
     * @param names the identifiers and attributes of the entity
     */
    SimilarRules(Tree similar, Draft draft, Collection<String> names) {
        this.similar = similar;
        this.draft = draft;
        this.names = names;
    }

    void check() {
        compare();
        blocks();
        thresholds();
    }

    private void compare() {
        if (!(similar.at("compare") instanceof Tree.Keys group)) {
            return;
        }
        if (group.entries().isEmpty()) {
            draft.report(
                    group.place(),
                    "missing_key",
                    "'compare' names nothing",
                    "name attributes with their kinds, such as {last_name: name}");
        }
        for (Tree.Entry entry : group.entries()) {
            if (!names.contains(entry.name())) {
                draft.report(
                        entry.place(),
                        "dangling_reference",
                        "no record has an identifier or attribute '" + entry.name() + "'",
                        Spelling.advice(entry.name(), names));
            }
            if (entry.value().at("similarity") instanceof Tree levels) {
                kind(entry.value().at("kind"), levels);
                levels(levels);
            }
        }
    }

    private void kind(@Nullable Tree kind, Tree levels) {
        if (kind instanceof Tree.Scalar word
                && SimilarShape.KINDS.contains(word.text().strip())
                && !OF_SIMILARITY.contains(word.text().strip())) {
            draft.report(
                    levels.place(),
                    "conflicting_keys",
                    "'similarity' is for names, texts and e-mail addresses, not for '%s'"
                            .formatted(word.text().strip()),
                    "remove it");
        }
    }

    private void levels(Tree levels) {
        double before = 1;
        for (Tree item : items(levels)) {
            Double level = number(item);
            if (level == null) {
                continue;
            }
            if (level <= 0 || level >= before) {
                draft.report(
                        item.place(),
                        "wrong_type",
                        "similarities fall from below 1 to above 0",
                        "write them like [0.95, 0.8]");
                return;
            }
            before = level;
        }
    }

    private static List<Tree> items(Tree tree) {
        List<Tree> all = new ArrayList<>();
        for (int i = 0; tree.item(i) instanceof Tree item; i++) {
            all.add(item);
        }
        return all;
    }

    private static @Nullable Double number(@Nullable Tree tree) {
        try {
            return tree instanceof Tree.Scalar scalar
                    ? Double.valueOf(scalar.text().strip())
                    : null;
        } catch (NumberFormatException e) {
            return null; // the shape reports it
        }
    }

    private void blocks() {
        if (!(similar.at("block_on") instanceof Tree lists)) {
            return;
        }
        List<Tree> all = items(lists);
        if (all.isEmpty()) {
            draft.report(
                    lists.place(),
                    "missing_key",
                    "'block_on' has no list, so that no pair would be compared",
                    "name what similar records have in common, such as [[last_name], [postcode]]");
        }
        for (Tree list : all) {
            List<Tree> parts = items(list);
            if (parts.isEmpty()) {
                draft.report(
                        list.place(),
                        "missing_key",
                        "a list of 'block_on' is empty: it would compare every pair",
                        "name what must be equal, or remove it");
            }
            parts.forEach(this::part);
        }
    }

    /** A word is a name; anything else is SQL, which the warehouse judges. */
    private void part(Tree part) {
        if (!(part instanceof Tree.Scalar says) || names.contains(says.text().strip())) {
            return;
        }
        String text = says.text().strip();
        if (text.matches("\\w*")) {
            draft.report(
                    says.place(),
                    "dangling_reference",
                    "no record has an identifier or attribute '" + text + "'",
                    Spelling.advice(text, names));
        } else if (names.stream().noneMatch(name -> mentions(text, name))) {
            draft.report(
                    says.place(),
                    "dangling_reference",
                    "'" + text + "' has no identifier or attribute in it",
                    Spelling.listed(names));
        }
    }

    private static boolean mentions(String sql, String name) {
        return sql.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    private void thresholds() {
        double merge = threshold("merge_at", MERGE_AT);
        double review = threshold("review_at", Math.min(REVIEW_AT, merge));
        if (review > merge) {
            Tree at = similar.at("review_at");
            draft.report(
                    at == null ? similar.place() : at.place(),
                    "conflicting_keys",
                    "'review_at' is above 'merge_at'",
                    "pairs from review_at to merge_at wait for a person: make it smaller");
        }
    }

    private double threshold(String key, double fallback) {
        Tree given = similar.at(key);
        Double value = number(given);
        if (given == null || value == null) {
            return fallback;
        }
        if (!(value > 0 && value <= 1)) {
            draft.report(
                    given.place(),
                    "wrong_type",
                    "'" + key + "' is a probability: above 0 and at most 1",
                    value > 1 && value <= 100
                            ? "did you mean %s?".formatted(value / 100)
                            : "write one such as " + fallback);
            return fallback;
        }
        return value;
    }
}
