package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.ShadufException;

import java.util.HashMap;
import java.util.Map;

/** Where the values of a file stand, by the keys that lead to them; items of lists by number. */
public final class Places {

    private final String file;
    private final Map<String, Place> all = new HashMap<>();

    private Places(String file) {
        this.file = file;
    }

    /** Of all values of a file. */
    static Places of(Tree tree) {
        Places places = new Places(tree.place().file());
        places.collect("", tree);
        return places;
    }

    private void collect(String path, Tree tree) {
        switch (tree) {
            case Tree.Scalar scalar -> all.put(path, scalar.place());
            case Tree.Unknown unknown -> {}
            case Tree.Items(var items, var place) -> {
                for (int i = 0; i < items.size(); i++) {
                    collect(path + "/" + i, items.get(i));
                }
            }
            case Tree.Keys(var entries, var place) ->
                    entries.forEach(entry -> collect(path + "/" + entry.name(), entry.value()));
        }
    }

    /** Whether there is a single value. */
    public boolean has(String path) {
        return all.containsKey("/" + path);
    }

    /**
     * File, line and column of a value, {@code records/0/key}; the file alone where it has none.
     */
    public String of(String path) {
        Place place = all.get("/" + path);
        return place == null ? file : file + ":" + place.line() + ":" + place.column();
    }

    /** What is wrong with a value, as a problem of the file. */
    public Problem problem(String path, ShadufException wrong) {
        Place place = all.getOrDefault("/" + path, Place.of(file));
        return Problem.at(place, wrong.code().name(), wrong.message(), wrong.fix());
    }
}
