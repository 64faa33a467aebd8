package dev.shaduf.engine.project;

import java.util.Locale;

/** The tables that an entity has beside that of its profiles, all of them. */
public enum EntityTable {
    IDENTIFIERS,
    RECORDS,
    LINKS,
    MERGES,
    SPLITS,
    DECISIONS,
    REVIEWS,
    SKIPPED_IDENTIFIERS,
    ATTRIBUTES,
    TRANSACTIONS,
    EVENTS,
    /** What facts and traits were last made of. */
    MADE,
    /** Whose facts changed, by the version that changed them. */
    TOUCHED,
    /** A hash of what the traits of each profile were. */
    VALUED,
    /** The records as the last run saw them. */
    STATE,
    /** What joined nobody, as the last run saw it. */
    STATE_SKIPPED,
    /** The weights that were learnt. */
    SIMILARITY,
    SIMILAR_PAIRS,
    SIMILAR_VALUES,
    SIMILAR_KEYS;

    /** The one that a project's files call so. */
    public static EntityTable called(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** What stands behind the entity's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of an entity's table. */
    public String of(String entity) {
        return entity + "_" + word();
    }
}
