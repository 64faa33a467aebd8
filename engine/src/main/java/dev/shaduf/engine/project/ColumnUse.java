package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.destination.Templates;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A column of the model that a sync's file names, and where. */
public record ColumnUse(String column, Place place) {

    /**
     * Every column that {@code match} and {@code fields} name, in templates too, in the order of
     * the file.
     */
    static List<ColumnUse> in(Tree sync, Templates templates) {
        List<ColumnUse> all = new ArrayList<>();
        collect(sync.at("match"), all);
        all.addAll(of(sync.at("fields")));
        filled(sync.at("fields"), templates, all);
        all.sort(
                Comparator.comparingInt((ColumnUse use) -> use.place().line())
                        .thenComparing(use -> use.place().column()));
        return List.copyOf(all);
    }

    /** Every column, or path of an event, that a map of fields names. */
    static List<ColumnUse> of(@Nullable Tree fields) {
        List<ColumnUse> all = new ArrayList<>();
        collect(fields, all);
        return all;
    }

    private static void collect(@Nullable Tree fields, List<ColumnUse> into) {
        if (fields instanceof Tree.Keys keys) {
            keys.entries().forEach(entry -> mapped(entry.value(), into));
        }
    }

    private static void mapped(Tree field, List<ColumnUse> into) {
        named(field, into);
        named(field.at("column"), into);
        if (field.at("list") instanceof Tree list) {
            if (list instanceof Tree.Items items) {
                items.items().forEach(item -> named(item, into));
            } else {
                named(list, into);
            }
        }
        collect(field.at("fields"), into);
    }

    private static void filled(@Nullable Tree fields, Templates templates, List<ColumnUse> into) {
        if (!(fields instanceof Tree.Keys keys)) {
            return;
        }
        for (Tree.Entry entry : keys.entries()) {
            if (entry.value().at("template") instanceof Tree.Scalar template) {
                for (String name : templates.compile(template.text()).variables()) {
                    into.add(new ColumnUse(name, template.place()));
                }
            }
            filled(entry.value().at("fields"), templates, into);
        }
    }

    private static void named(@Nullable Tree column, List<ColumnUse> into) {
        if (column instanceof Tree.Scalar scalar) {
            into.add(new ColumnUse(scalar.text(), scalar.place()));
        }
    }
}
