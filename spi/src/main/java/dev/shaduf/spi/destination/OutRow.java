package dev.shaduf.spi.destination;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One row as it goes to a tool. Values are canonical JSON text, so that they travel without being
 * typed again.
 *
 * @param ordinal the row's place in its run, from 1; identifies it in answers
 * @param rowId the model's key as text
 * @param match JSON texts of the match values in the order of the target's match fields
 * @param fields the JSON object of the other destination fields; null for delete and remove
 */
public record OutRow(long ordinal, String rowId, List<String> match, @Nullable String fields) {

    /** Bytes the row takes in a request, about. */
    public int size() {
        int size = fields == null ? 16 : fields.length();
        for (String value : match) {
            size += value.length() + 8;
        }
        return size;
    }
}
