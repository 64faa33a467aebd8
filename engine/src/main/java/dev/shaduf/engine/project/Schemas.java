package dev.shaduf.engine.project;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Shape;

import java.util.ArrayList;
import java.util.List;

/** JSON Schemas (draft 2020-12) of every kind of file, for editors. */
public final class Schemas {

    /** The kind of {@code shaduf.yml}. */
    public static final String PROJECT = "project";

    private Schemas() {}

    /** The kinds there are a schema of. */
    public static List<String> kinds() {
        List<String> all = new ArrayList<>();
        all.add(PROJECT);
        Kinds.ALL.forEach(kind -> all.add(kind.name()));
        return List.copyOf(all);
    }

    /**
     * The schema of a kind with the types that are installed; throws where there is no such kind.
     */
    public static Json.Obj of(String kind) {
        return of(kind, Catalog.installed());
    }

    /** The schema of a kind with these types. */
    public static Json.Obj of(String kind, Catalog catalog) {
        if (kind.equals(PROJECT)) {
            return document("shaduf.yml", "Project settings.", SettingsShape.of(catalog));
        }
        for (Kind<?> each : Kinds.ALL) {
            if (each.name().equals(kind)) {
                return document(each.folder() + "/*.yml", each.title(), each.shape(catalog));
            }
        }
        throw new IllegalArgumentException("no kind " + kind);
    }

    private static Json.Obj document(String files, String title, Shape shape) {
        return new ShapeSchema()
                .document(
                        shape,
                        Json.object()
                                .with(
                                        "$schema",
                                        Json.of("https://json-schema.org/draft/2020-12/schema"))
                                .with("title", Json.of("Shaduf: " + files))
                                .with("description", Json.of(title)));
    }
}
