package dev.shaduf.engine.identity;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run of an entity did, or would do.
 *
 * @param records how many records there are
 * @param byHand how much of the change a person decided; guards do not count it
 * @param largest the profiles with the most records
 * @param skipped identifier values that joined nobody, or not all of their records
 * @param notes what people should know
 * @param similar what similarity found out; null where nothing was compared
 */
public record IdentityReport(
        String entity,
        long records,
        Change change,
        ByHand byHand,
        List<Largest> largest,
        long skipped,
        List<String> notes,
        @Nullable SimilarReport similar) {

    /** Keeps its own copies. */
    public IdentityReport {
        largest = List.copyOf(largest);
        notes = List.copyOf(notes);
    }

    /** The same with the place of the page about its similarity. */
    public IdentityReport shownAt(Path place) {
        return new IdentityReport(
                entity,
                records,
                change,
                byHand,
                largest,
                skipped,
                notes,
                similar == null ? null : similar.shownAt(place));
    }

    /** Profiles that break up or are merged away since a person said so. */
    public record ByHand(long split, long merge) {}

    /**
     * A large profile.
     *
     * @param first its first record, for people
     */
    public record Largest(String id, long records, String first) {}
}
