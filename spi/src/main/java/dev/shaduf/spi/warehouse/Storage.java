package dev.shaduf.spi.warehouse;

import org.jspecify.annotations.Nullable;

/**
 * How Shaduf's own tables are best kept in a product.
 *
 * @param passing what follows the type of a text that lives as long as a run
 * @param lasting what follows the type of a text that stays
 * @param indexed whether rows are found by an index; elsewhere one costs more than it gives
 * @param emptied whether a table that is filled again is emptied before; elsewhere it is made again
 * @param place a column of every table that counts its rows from 0 in the order in which they went
 *     in, as long as none is deleted; null where there is none
 */
public record Storage(
        String passing, String lasting, boolean indexed, boolean emptied, @Nullable String place) {}
