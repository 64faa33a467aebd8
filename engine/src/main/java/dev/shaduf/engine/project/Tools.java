package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.ObjectType;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks each destination, which connects to nothing for it, whether its settings make sense and
 * whether the syncs to it name objects, modes and fields that it has.
 */
final class Tools {

    private static final Pattern KEY = Pattern.compile("'([A-Za-z0-9_]+(?:\\.[A-Za-z0-9_]+)*)'");

    private final Draft draft;
    private final Findings findings;

    Tools(Draft draft) {
        this.draft = draft;
        this.findings = draft.findings();
    }

    /** Checks every destination whose type is known, and the syncs to it. */
    void check() {
        for (Block block : draft.blocks(Kinds.DESTINATION).values()) {
            String type = block.text("type");
            DestinationType tool = type == null ? null : draft.catalog().destination(type);
            if (tool != null) {
                templates(block.tree(), new Shape.Group(tool.settings()));
                check(block, tool, findings.in(block.common().file()));
            }
        }
    }

    /** Reports every template that is none, wherever the settings have one. */
    private void templates(@Nullable Tree tree, Shape shape) {
        switch (shape) {
            case Shape.Template _
                    when tree instanceof Tree.Scalar(String text, _, Place place, _) ->
                    template(text, place);
            case Shape.Group(List<Setting> keys) when tree != null ->
                    keys.forEach(key -> templates(tree.at(key.name()), key.shape()));
            case Shape.MapOf(Shape value) when tree instanceof Tree.Keys keys ->
                    keys.entries().forEach(entry -> templates(entry.value(), value));
            case Shape.OneOf(List<Shape> all) -> all.forEach(one -> templates(tree, one));
            default -> {}
        }
    }

    private void template(String text, Place place) {
        try {
            draft.catalog().templates().compile(text);
        } catch (ShadufException e) {
            findings.add(place, "bad_template", e.message(), e.fix());
        }
    }

    /**
     * Opens a destination.
     *
     * @param wrong whether something is wrong in its file: then it is asked only what it says of
     *     other places there
     */
    private void check(Block block, DestinationType type, boolean wrong) {
        Path temporary = draft.root().resolve(".shaduf").resolve("tmp");
        DestinationType.Context context =
                new DestinationType.Context(
                        block.name(), draft.root(), temporary, draft.catalog().templates());
        try (var tool = type.open(block.settings(), context)) {
            draft.blocks(Kinds.SYNC).values().stream()
                    .filter(sync -> !wrong && block.name().equals(sync.text("to")))
                    .forEach(sync -> object(sync, tool, block.name()));
        } catch (ShadufException e) {
            Place place = place(block, e.message());
            if (!wrong || !place.equals(block.tree().place())) {
                report(e, place);
            }
        }
    }

    private void object(
            Block sync, dev.shaduf.spi.destination.Destination tool, String destination) {
        String name = sync.text("object");
        String mode = sync.text("mode");
        if (name == null || mode == null) {
            return;
        }
        try {
            boolean wrong = findings.in(sync.common().file());
            ObjectType object = tool.object(name, false);
            mode(sync, object, Mode.valueOf(mode.toUpperCase(Locale.ROOT)), destination);
            fields(sync, object.fields(), name);
            if (!wrong) {
                match(sync, object);
            }
        } catch (ShadufException e) {
            report(e, sync.place("object"));
        }
    }

    private void mode(Block sync, ObjectType object, Mode mode, String destination) {
        if (!object.modes().contains(mode) && !findings.at(sync.place("mode"))) {
            findings.add(
                    sync.place("mode"),
                    "unsupported_mode",
                    "'" + object.name() + "' of '" + destination + "' cannot " + mode.word(),
                    "it can: " + SyncRules.words(object.modes()));
        }
    }

    private void match(Block sync, ObjectType object) {
        Set<String> match = sync.group("match").members().keySet();
        List<List<String>> keys = object.matchKeys();
        boolean fits = keys.stream().anyMatch(key -> Set.copyOf(key).equals(match));
        if (!match.isEmpty() && !keys.isEmpty() && !fits) {
            List<String> choices = keys.stream().map(key -> String.join(", ", key)).toList();
            findings.add(
                    sync.place("match"),
                    "unknown_field",
                    "'" + object.name() + "' is not matched by " + String.join(", ", match),
                    "it can be matched by " + String.join(" or by ", choices));
        }
    }

    private void fields(Block sync, @Nullable List<ObjectType.Field> known, String object) {
        if (known != null) {
            List<String> names = known.stream().map(ObjectType.Field::name).toList();
            List.of("match", "fields").forEach(part -> fields(sync, part, names, object));
        }
    }

    private void fields(Block sync, String part, List<String> names, String object) {
        for (String field : sync.group(part).members().keySet()) {
            if (!names.contains(field)) {
                String message = "'" + object + "' has no field '" + field + "'";
                String fix = Spelling.advice(field, names);
                findings.add(sync.place(part, field), "unknown_field", message, fix);
            }
        }
    }

    private void report(ShadufException e, Place place) {
        if (findings.at(place)) {
            return;
        }
        findings.add(place, e.code().name().toLowerCase(Locale.ROOT), e.message(), e.fix());
    }

    /** Where the key stands that a message names in quotes; else the first line. */
    private static Place place(Block block, String message) {
        Matcher matcher = KEY.matcher(message);
        Place whole = block.tree().place();
        while (matcher.find()) {
            Place place = block.place(matcher.group(1).split("\\."));
            if (!place.equals(whole)) {
                return place;
            }
        }
        return whole;
    }
}
