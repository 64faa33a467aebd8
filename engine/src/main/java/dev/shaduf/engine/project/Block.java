package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/**
 * An object's file after its shape was checked: values that were wrong are missing in it.
 *
 * @param tree where everything stands, variables filled in
 */
record Block(Common common, String kind, Tree tree, Json.Obj values) {

    String name() {
        return common.name();
    }

    /** How messages call it. */
    String title() {
        return kind + " '" + name() + "'";
    }

    /** What errors at run time say of it: {@code destination crm}. */
    String where() {
        return kind + " " + name();
    }

    Settings settings() {
        return new Settings(where(), values);
    }

    @Nullable String text(String key) {
        Json value = values.get(key);
        return value == null ? null : value.asText();
    }

    /** The object under a key; empty where there is none. */
    Json.Obj group(String key) {
        return values.get(key) instanceof Json.Obj group ? group : Json.object();
    }

    boolean has(String key) {
        return tree.at(key) != null;
    }

    /** Where a value stands, or the innermost thing around it that is there. */
    Place place(String... path) {
        Tree at = tree;
        for (String key : path) {
            Tree next = at.at(key);
            if (next == null) {
                return at.place();
            }
            at = next;
        }
        return at.place();
    }

    /** The texts of a list with their places; a single text counts as a list of one. */
    List<Tree.Scalar> texts(String... path) {
        Tree at = tree;
        for (String key : path) {
            at = at == null ? null : at.at(key);
        }
        return texts(at);
    }

    /** The same of what stands somewhere; none where nothing does. */
    static List<Tree.Scalar> texts(@Nullable Tree at) {
        return Stream.ofNullable(at)
                .flatMap(found ->
                        found instanceof Tree.Items(var items, var place)
                                ? items.stream()
                                : Stream.of(found))
                .filter(Tree.Scalar.class::isInstance)
                .map(Tree.Scalar.class::cast)
                .toList();
    }

    /** Where a key stands. */
    Place keyPlace(String key) {
        Tree.Entry entry = tree instanceof Tree.Keys keys ? keys.entry(key) : null;
        return entry == null ? tree.place() : entry.place();
    }
}
