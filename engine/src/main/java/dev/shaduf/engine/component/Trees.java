package dev.shaduf.engine.component;

/**
 * What hangs on what: records on the first of their star, and these on what they hooked onto.
 *
 * @param stars the quoted name of the table of stars, {@code n, f}
 * @param hooked that of what hooked, {@code n, p}; "": nothing did
 */
record Trees(String stars, String hooked) {

    /** The pairs of a query of {@code n, f} as those of the firsts of their trees, {@code x, y}. */
    String firsts(String links) {
        return "select %s as x, %s as y from (%s) l%s%s"
                .formatted(
                        first("l.n", "a"),
                        first("l.f", "b"),
                        links,
                        joins("l.n", "a"),
                        joins("l.f", "b"));
    }

    private String first(String record, String alias) {
        String star = star(record, alias);
        return hooked.isEmpty() ? star : "coalesce(%s.p, %s)".formatted(alias, star);
    }

    private static String star(String record, String alias) {
        return "coalesce(%s0.f, %s)".formatted(alias, record);
    }

    private String joins(String record, String alias) {
        String sql = " left join %s %s0 on %2$s0.n = %s".formatted(stars, alias, record);
        return hooked.isEmpty()
                ? sql
                : "%s left join %s %s on %3$s.n = %s"
                        .formatted(sql, hooked, alias, star(record, alias));
    }

    /**
     * The query of all records that are not the first of their tree, with that one: {@code n, p}.
     */
    String members() {
        return hooked.isEmpty()
                ? "select n, f as p from " + stars
                : ("select h.n, coalesce(t.p, h.f) as p from %1$s h left join %2$s t on t.n = h.f"
                                + " union all select n, p from %2$s")
                        .formatted(stars, hooked);
    }
}
