package dev.shaduf.engine.identity;

/**
 * What becomes of the profiles there were.
 *
 * @param before how many there were
 * @param profiles how many there will be
 * @param appear new ids
 * @param vanish ids whose records are gone
 * @param merge ids that go because their records belong to another profile
 * @param split profiles that break up
 * @param move records that change their profile
 */
public record Change(
        long before, long profiles, long appear, long vanish, long merge, long split, long move) {}
