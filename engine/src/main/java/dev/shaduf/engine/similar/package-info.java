/**
 * The same person spelled differently: pairs of records that share a key are compared value by
 * value, what agreement and disagreement weigh is estimated from the records themselves, and each
 * pair gets the probability that both are one (Fellegi and Sunter). Everything runs in a DuckDB
 * session, in temporary tables; nothing here knows of profiles, links or projects on disk.
 */
@NullMarked
package dev.shaduf.engine.similar;

import org.jspecify.annotations.NullMarked;
