package dev.shaduf.engine.similar;

/**
 * A temporary table of scored pairs. Columns: {@code a, b} INTEGER (records, a &lt; b, each pair
 * once), {@code probability, bits} DOUBLE, {@code lists} INTEGER (a bit for each blocking list that
 * brings the pair up), {@code g0, g1…} INTEGER (the level of each comparison, 0 is equal, -1 where
 * a value is missing) and {@code t0, t1…} DOUBLE (the bits that the rarity of an equal value adds,
 * less those that go with the key: strangers of one name have alike addresses). It lives until its
 * {@link Candidates} are closed or score again.
 *
 * @param table its quoted name
 * @param rows how many pairs it has
 */
public record Scores(String table, long rows) {}
