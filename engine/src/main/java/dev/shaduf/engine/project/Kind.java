package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Shape;

import java.util.List;
import java.util.Map;

/**
 * A kind of file: its folder, its schema, what is checked beyond that, what it refers to, and the
 * object it becomes. All of them stand in {@link Kinds}; nothing else knows which there are.
 */
interface Kind<T> {

    /** The word before the colon: {@code model}. */
    String name();

    /** The directory its files are in. */
    String folder();

    /** One sentence of what it is. */
    String title();

    /** Whether its objects share the one name space of relations. */
    default boolean isRelation() {
        return false;
    }

    /** Other tables that an object of that name brings into the name space of relations. */
    default List<String> derived(String name) {
        return List.of();
    }

    /** Whether its objects are nodes of a run; others are only referred to. */
    default boolean runs() {
        return true;
    }

    /** What its files look like. */
    Shape shape(Catalog catalog);

    /** Reports what a schema cannot say. Values that were wrong are missing in the block. */
    void check(Block block, Draft draft);

    /** The names in a file that mean other objects. */
    List<Reference> references(Block block, Draft draft);

    /** The object of a file without problems. */
    T build(Block block, Draft draft);

    /** The objects of this kind. */
    Map<String, T> objects(Project project);

    /** What every object has. */
    Common common(T object);

    /** What must be up to date before an object. */
    List<Graph.Node> needs(T object, Project project);
}
