package dev.shaduf.engine.similar;

/** Where the values of some records come from. */
public interface Values {

    /**
     * Gives the quoted name of a table {@code n, c0, c1…}, as {@link Design} describes it.
     *
     * @param met the quoted name of a table of the {@code n} that are wanted
     */
    String of(String met);
}
