package dev.shaduf.engine.project;

import org.jspecify.annotations.Nullable;

/** What the SQL of a model must be, judged before a warehouse sees it. */
@FunctionalInterface
public interface SqlRule {

    /** Takes every text. */
    SqlRule NONE = (text, warehouse) -> null;

    /**
     * What is wrong with a text in which every brace means something, or null.
     *
     * @param warehouse the type of the warehouse
     */
    @Nullable Objection objection(SqlText text, String warehouse);

    /**
     * What is wrong.
     *
     * @param what goes on after "the SQL of model 'x'"
     * @param start where in the text, from 0
     * @param end behind its last character
     */
    record Objection(String what, int start, int end, String fix) {}
}
