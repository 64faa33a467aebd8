package dev.shaduf.engine.yaml;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks maps with known keys: unknown, repeated and missing ones, each reported once. */
record Groups(Shapes shapes, Findings findings) {

    @Nullable Json group(Tree tree, Shape.Group group, Subject subject) {
        Tree.Keys keys = keys(tree, group, subject);
        if (keys == null) {
            return null;
        }
        Set<String> meant = new HashSet<>();
        Json.Obj values = values(keys, group.keys(), subject, meant);
        missing(keys, group.keys(), subject, meant);
        return values;
    }

    @Nullable Json oneKey(Tree tree, Shape.OneKey shape, Subject subject) {
        Tree.Keys keys = keys(tree, shape, subject);
        if (keys == null) {
            return null;
        }
        List<Setting> all = new ArrayList<>(shape.choices());
        all.addAll(shape.others());
        Set<String> meant = new HashSet<>();
        Json.Obj values = values(keys, all, subject, meant);
        missing(keys, shape.others(), subject, meant);
        List<String> names = shape.choices().stream().map(Setting::name).toList();
        exactlyOne(keys, names, subject, meant);
        return values;
    }

    private void exactlyOne(
            Tree.Keys keys, List<String> names, Subject subject, Set<String> meant) {
        List<Tree.Entry> given =
                keys.entries().stream().filter(entry -> names.contains(entry.name())).toList();
        List<String> distinct = given.stream().map(Tree.Entry::name).distinct().toList();
        if (distinct.isEmpty() && names.stream().noneMatch(meant::contains)) {
            String message = subject.name() + " needs one of " + String.join(", ", names);
            findings.add(keys.place(), "missing_key", message, "");
        } else if (distinct.size() > 1) {
            String both = subject.name() + " has " + String.join(" and ", distinct);
            findings.add(
                    given.getLast().place(),
                    "conflicting_keys",
                    both + "; only one of them can hold",
                    "remove one");
        }
    }

    @Nullable Json byType(Tree tree, Shape.ByType shape, Subject subject) {
        Tree.Keys keys = keys(tree, shape, subject);
        if (keys == null) {
            return null;
        }
        String type = type(keys, shape, subject);
        boolean known = types(shape).contains(type);
        Tree.Entry entry = keys.entry("type");
        if (entry != null && !type.isEmpty() && !known) {
            unknownType(entry.value(), type, shape);
        }
        String meant = known || shape.later().contains(type) ? type : meant(type, shape);
        for (Shape.Variant variant : shape.variants()) {
            if (variant.type().equals(meant)) {
                return group(keys, new Shape.Group(withType(variant)), subject);
            }
        }
        hideSecrets(keys);
        return new Json.Obj(Map.of());
    }

    private static @Nullable String meant(String type, Shape.ByType shape) {
        return Spelling.nearest(type, types(shape));
    }

    private String type(Tree.Keys keys, Shape.ByType shape, Subject subject) {
        Tree.Entry entry = keys.entry("type");
        if (entry != null) {
            Json json = shapes.check(entry.value(), new Shape.Text(), subject.below("type", false));
            return json == null ? "" : String.valueOf(json.asText());
        }
        if (shape.fallback().isEmpty()) {
            String message = "'type' is missing in " + subject.name();
            findings.add(keys.place(), "missing_key", message, Spelling.listed(types(shape)));
        }
        return shape.fallback();
    }

    private static List<String> types(Shape.ByType shape) {
        return shape.variants().stream().map(Shape.Variant::type).toList();
    }

    private static List<Setting> withType(Shape.Variant variant) {
        List<Setting> all = new ArrayList<>();
        all.add(Setting.text("type", "What it is."));
        all.addAll(variant.keys());
        return all;
    }

    private void unknownType(Tree value, String type, Shape.ByType shape) {
        if (shape.later().contains(type)) {
            String message = "type '" + type + "' is not there yet";
            findings.add(value.place(), "not_yet", message, Spelling.listed(types(shape)));
        } else {
            String message = "unknown type '" + Words.shortened(type) + "'";
            String fix = Spelling.advice(type, types(shape));
            findings.add(value.place(), "unknown_type", message, fix);
        }
    }

    private Tree.@Nullable Keys keys(Tree tree, Shape shape, Subject subject) {
        if (tree instanceof Tree.Keys keys) {
            return keys;
        }
        if (Shapes.isNothing(tree)) {
            return new Tree.Keys(List.of(), tree.place());
        }
        shapes.wrong(tree, shape, subject);
        return null;
    }

    private Json.Obj values(
            Tree.Keys keys, List<Setting> settings, Subject subject, Set<String> meant) {
        Map<String, Setting> known = new LinkedHashMap<>();
        settings.forEach(setting -> known.put(setting.name(), setting));
        Map<String, Json> members = new LinkedHashMap<>();
        for (Tree.Entry entry : unique(keys, subject)) {
            Setting setting = known.get(entry.name());
            if (setting == null) {
                unknown(entry, known, subject, meant);
                continue;
            }
            Subject below = subject.below(entry.name(), setting.secret());
            Json json = shapes.check(entry.value(), setting.shape(), below);
            if (json != null) {
                members.put(entry.name(), json);
            }
        }
        return new Json.Obj(members);
    }

    private void unknown(
            Tree.Entry entry, Map<String, Setting> known, Subject subject, Set<String> meant) {
        String nearest = Spelling.nearest(entry.name(), known.keySet());
        if (nearest != null) {
            meant.add(nearest);
        }
        Setting setting = nearest == null ? null : known.get(nearest);
        if ((setting != null && setting.secret()) || Words.soundsSecret(entry.name())) {
            hide(entry.value());
        }
        findings.add(
                entry.place(),
                "unknown_key",
                "unknown key '" + Words.shortened(entry.name()) + "' in " + subject.name(),
                Spelling.advice(entry.name(), known.keySet()));
    }

    private void missing(
            Tree.Keys keys, List<Setting> settings, Subject subject, Set<String> meant) {
        for (Setting setting : settings) {
            boolean given = keys.entry(setting.name()) != null || meant.contains(setting.name());
            if (setting.required() && !given) {
                findings.add(
                        keys.place(),
                        "missing_key",
                        "'" + setting.name() + "' is missing in " + subject.name(),
                        setting.name() + ": " + firstSentence(setting.description()));
            }
        }
    }

    private static String firstSentence(String description) {
        int end = description.indexOf(". ");
        String sentence = end < 0 ? description : description.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** The entries, each name once; repeated ones are reported. */
    List<Tree.Entry> unique(Tree.Keys keys, Subject subject) {
        Map<String, Tree.Entry> first = new LinkedHashMap<>();
        for (Tree.Entry entry : keys.entries()) {
            Tree.Entry earlier = first.putIfAbsent(entry.name(), entry);
            if (earlier != null) {
                hideSecret(entry);
                findings.add(
                        entry.place(),
                        "duplicate_key",
                        "'" + Words.shortened(entry.name()) + "' occurs twice in " + subject.name(),
                        "it stands on line " + earlier.place().line() + " already: remove one");
            }
        }
        return List.copyOf(first.values());
    }

    private void hideSecrets(Tree.Keys keys) {
        keys.entries().forEach(this::hideSecret);
    }

    private void hideSecret(Tree.Entry entry) {
        if (Words.soundsSecret(entry.name())) {
            hide(entry.value());
        }
    }

    private void hide(Tree tree) {
        hide(tree, findings);
    }

    /** Makes every text in a tree a secret. */
    static void hide(Tree tree, Findings findings) {
        switch (tree) {
            case Tree.Scalar scalar -> findings.hide(scalar.text());
            case Tree.Items items -> items.items().forEach(item -> hide(item, findings));
            case Tree.Keys keys -> keys.entries().forEach(entry -> hide(entry.value(), findings));
            case Tree.Unknown unknown -> {}
        }
    }
}
