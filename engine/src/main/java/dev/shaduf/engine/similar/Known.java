package dev.shaduf.engine.similar;

/**
 * Numbers that scores need beside the weights, as rows {@code what, place, value_hash, records}: of
 * a comparison the values on many records when the weights were learnt ({@value #VALUE}), and of a
 * blocking list the keys that brought up no pairs since they were on too many ({@value #KEY}). The
 * hashes are DuckDB's as signed numbers.
 */
public final class Known {

    /** A value of a comparison. */
    public static final String VALUE = "value";

    /** A key of a blocking list. */
    public static final String KEY = "key";

    private static final String HALF = "9223372036854775808";

    private Known() {}

    /** Rows of a table of {@code h, c}. */
    static String rows(String what, int place, String from) {
        return ("select '%s' as what, cast(%d as bigint) as place, cast(cast(h as hugeint) - %s as"
                        + " bigint) as value_hash, cast(c as bigint) as records from %s")
                .formatted(what, place, HALF, from);
    }

    /** The {@code h, c} of such rows. */
    static String read(String what, int place, String table) {
        return ("select cast(cast(value_hash as hugeint) + %s as ubigint) as h, records as c from"
                        + " %s where what = '%s' and place = %d")
                .formatted(HALF, table, what, place);
    }
}
