package dev.shaduf.engine.similar;

import dev.shaduf.engine.project.Similar.Comparison;
import dev.shaduf.engine.scratch.Scratch;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes pairs and compares them: {@code pairs0…(a, b, lists, known, pattern)} hold the pairs that
 * each list is the first to bring up; one more table holds those that persons decided and no list
 * brings up.
 */
final class Pairing {

    private final Scratch scratch;
    private final Design design;
    private final Scope scope;
    private final Patterns patterns;
    private final List<String> made = new ArrayList<>();

    Pairing(Scratch scratch, Design design, Scope scope) {
        this.scratch = scratch;
        this.design = design;
        this.scope = scope;
        this.patterns = new Patterns(design.compare());
    }

    /** Makes all pairs and gives how many each list adds. */
    long[] make() {
        if (scope.decided() != null) {
            scratch.make(
                    "decided",
                    ("select a, b, cast(case when bool_and(same) then 1 else 2 end as tinyint) as"
                                    + " known from (select cast(least(a, b) as integer) as a,"
                                    + " cast(greatest(a, b) as integer) as b, same from %s where a"
                                    + " <> b) d group by a, b")
                            .formatted(scope.decided()));
        }
        long[] added = new long[design.blocking().size()];
        for (int list = 0; list < added.length; list++) {
            added[list] = scratch.make("ids", ids(list));
            compare("pairs" + list, scratch.name("ids"));
            made.add("pairs" + list);
        }
        if (scope.decided() != null) {
            scratch.make("ids", "select d.a, d.b, 0 as lists from " + decidedAlone());
            compare("pairs", scratch.name("ids"));
            made.add("pairs");
        }
        scratch.drop("ids");
        return added;
    }

    private String decidedAlone() {
        StringBuilder sql = new StringBuilder(scratch.name("decided") + " d where ");
        sql.append(
                scope.changed() == null
                        ? "true"
                        : "(d.a in %1$s or d.b in %1$s)".formatted(dirty()));
        for (String table : made) {
            sql.append(
                    " and not exists (select 1 from %s p where p.a = d.a and p.b = d.b)"
                            .formatted(scratch.name(table)));
        }
        return sql.toString();
    }

    private String dirty() {
        return "(select n from " + scratch.name("dirty") + ")";
    }

    /** Makes a table of the {@code n} of the records that can be in a pair of these. */
    String met() {
        String keys = scratch.name("keys");
        StringBuilder sql = new StringBuilder("select n from " + dirty());
        for (int i = 0; i < design.blocking().size(); i++) {
            sql.append(
                    (" union select n from %1$s where k%2$d in"
                                    + " (select k%2$d from %1$s where n in %3$s)")
                            .formatted(keys, i, dirty()));
        }
        if (scope.decided() != null) {
            sql.append(
                    " union select a from %1$s union select b from %1$s"
                            .formatted(scope.decided()));
        }
        scratch.make("met", sql.toString());
        return scratch.name("met");
    }

    /** The pairs that a list is the first to bring up. */
    private String ids(int list) {
        String keys = scratch.name("keys");
        List<String> bits = new ArrayList<>(List.of(Integer.toString(1 << list)));
        StringBuilder first = new StringBuilder();
        for (int i = 0; i < design.blocking().size(); i++) {
            String equal = "coalesce(a.k%1$d = b.k%1$d, false)".formatted(i);
            if (i < list) {
                first.append(" and not ").append(equal);
            } else if (i > list) {
                bits.add("case when " + equal + " then " + (1 << i) + " else 0 end");
            }
        }
        String lists = "cast(" + String.join(" + ", bits) + " as integer) as lists";
        String on = " on a.k%1$d = b.k%1$d".formatted(list);
        if (scope.changed() == null) {
            return "select a.n as a, b.n as b, %s from %s a join %s b%s and a.n < b.n where true%s"
                    .formatted(lists, keys, keys, on, first);
        }
        String changed = dirty();
        return ("select least(a.n, b.n) as a, greatest(a.n, b.n) as b, %s from (select * from %s"
                        + " where n in %s) a join (select k.*, n in %s as new from %s k) b%s and"
                        + " (a.n < b.n or not b.new) and a.n <> b.n where true%s")
                .formatted(lists, keys, changed, changed, keys, on, first);
    }

    /** Makes a table of pairs with their patterns. */
    void compare(String table, String ids) {
        List<String> pair = new ArrayList<>(List.of("i.a", "i.b", "i.lists"));
        List<String> levels = new ArrayList<>(List.of("a", "b", "lists"));
        for (int i = 0; i < design.compare().size(); i++) {
            Comparison comparison = design.compare().get(i);
            pair.addAll(Forms.pair(comparison, i));
            levels.add(Forms.level(comparison, i) + " as g" + i);
        }
        String forms = scratch.name("forms");
        String compared =
                "select %s from (select %s from %s i join %s a on a.n = i.a join %s b on b.n = i.b)"
                        .formatted(
                                String.join(", ", levels),
                                String.join(", ", pair),
                                ids,
                                forms,
                                forms);
        boolean known = scope.decided() != null;
        scratch.make(
                table,
                "select l.a, l.b, l.lists, %s as known, %s as pattern from (%s) l%s"
                        .formatted(
                                known ? "coalesce(d.known, 0::tinyint)" : "0::tinyint",
                                patterns.packed(),
                                compared,
                                known
                                        ? " left join %s d on d.a = l.a and d.b = l.b"
                                                .formatted(scratch.name("decided"))
                                        : ""));
    }

    /** The query of all pairs. */
    String all() {
        return String.join(
                " union all ",
                made.stream()
                        .map(t -> "select a, b, lists, known, pattern from " + scratch.name(t))
                        .toList());
    }

    /** The patterns of a query of pairs. */
    Patterns patterns(String pairs) {
        Patterns read = new Patterns(design.compare());
        scratch.each(
                "select pattern, lists, known, count(*) from (%s) p group by all order by all"
                        .formatted(pairs),
                read::add);
        return read;
    }

    /** Draws pairs of the records at random and gives their patterns; all where there are few. */
    Patterns strangers(long records) {
        int sample = design.limits().sample();
        String ids =
                records * (records - 1) / 2 <= sample
                        ? ("(select a.n as a, b.n as b, 0 as lists from %1$s a, %1$s b"
                                        + " where a.n < b.n)")
                                .formatted(scratch.name("forms"))
                        : ("(select a, b, 0 as lists from (select cast(hash(%1$d, 2 * i) %% %2$d as"
                                        + " integer) as a, cast(hash(%1$d, 2 * i + 1) %% %2$d as"
                                        + " integer) as b from range(%3$d) r(i)) d where a <> b)")
                                .formatted(design.seed(), records, sample);
        compare("strangers", ids);
        Patterns drawn = patterns("select * from " + scratch.name("strangers"));
        scratch.drop("strangers");
        return drawn;
    }
}
