package dev.shaduf.engine.component;

import dev.shaduf.engine.record.Scratch;
import dev.shaduf.spi.warehouse.Dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * By statements of the warehouse; no link leaves it. In each round a record hooks onto the smallest
 * of those before it that it is linked to; then all jump to what their own hook hangs on until each
 * knows the first of its tree; then the links between different trees are written anew as links of
 * their firsts. Rounds end when no link is left: after two of them each tree has hooked or has
 * taken all that it was linked to, so there are at most twice as many as records can be halved.
 *
 * <p>A round leaves a table of what hooked in it: {@code n}, the first of its tree {@code p}, the
 * last record before it that it was linked to where that is another, {@code q}, and whether there
 * may be {@code more} between the two.
 */
public final class HookAndJump implements Components {

    private static final String EXTENDED = "extended";
    private static final int FEW = 8;

    private final Scratch scratch;
    private final Dialect dialect;
    private final long records;
    private final List<String> rounds = new ArrayList<>();
    private int joined;

    /** Of so many records. */
    public HookAndJump(Scratch scratch, Dialect dialect, long records) {
        this.scratch = scratch;
        this.dialect = dialect;
        this.records = records;
    }

    @Override
    public void join(String links) {
        contract(links);
        joined = rounds.size();
    }

    @Override
    public void extend(String links) {
        contract(
                "select %s as n, %s as f from (%s) l%s%s"
                        .formatted(
                                first("l.n", "a", 0),
                                first("l.f", "b", 0),
                                links,
                                joins("l.n", "a", 0),
                                joins("l.f", "b", 0)));
        if (rounds.size() > joined) {
            List<String> all = new ArrayList<>();
            for (int round = joined; round < rounds.size(); round++) {
                all.add(
                        "select %s as p from %s h%s"
                                .formatted(
                                        first("h.p", "a", round + 1),
                                        scratch.name(rounds.get(round)),
                                        joins("h.p", "a", round + 1)));
            }
            make(EXTENDED, "select distinct p from (" + String.join(" union all ", all) + ") e");
        }
    }

    /** The first of the component of a record, over {@link #joins} of the rounds from one on. */
    private String first(String record, String alias, int from) {
        return first(record, alias, from, rounds.size());
    }

    private static String first(String record, String alias, int from, int to) {
        StringBuilder sql = new StringBuilder("coalesce(");
        for (int round = to - 1; round >= from; round--) {
            sql.append(alias).append(round).append(".p, ");
        }
        return from == to ? record : sql + record + ")";
    }

    private String joins(String record, String alias, int from) {
        StringBuilder sql = new StringBuilder();
        for (int round = from; round < rounds.size(); round++) {
            sql.append(
                    " left join %1$s %2$s on %2$s.n = %3$s"
                            .formatted(
                                    scratch.name(rounds.get(round)),
                                    alias + round,
                                    first(record, alias, from, round)));
        }
        return sql.toString();
    }

    private void contract(String links) {
        String open =
                "select greatest(n, f) as a, least(n, f) as b from (" + links + ") l where n <> f";
        while (true) {
            String hooks = "hooks" + rounds.size();
            long rows =
                    make(
                            hooks,
                            ("select a as n, min(b) as p, case when max(b) > min(b) then max(b) end"
                                            + " as q, count(*) > 2 as more, 1 = 1 as open from (%s)"
                                            + " e group by a")
                                    .formatted(open));
            if (rows == 0) {
                return;
            }
            String trees = jumped(hooks, rows);
            String left = "left" + rounds.size();
            make(left, between(open, scratch.name(trees)));
            rounds.add(trees);
            open = "select a, b from " + scratch.name(left);
        }
    }

    /** The name of the table in which everything hangs on the first of its tree. */
    private String jumped(String hooks, long rows) {
        String made = hooks;
        long open = rows;
        for (int step = 1; open > 0; step++) {
            String next = hooks + "_" + step;
            String name = scratch.name(made);
            if (open < rows / FEW) {
                make(next, jump(name));
                scratch.execute("delete from " + name + " where open");
                scratch.execute("insert into " + name + " select * from " + scratch.name(next));
                scratch.drop(next);
            } else {
                make(next, "select * from " + name + " where not open union all " + jump(name));
                scratch.drop(made);
                made = next;
            }
            open = scratch.number("select count(*) from " + scratch.name(made) + " where open");
        }
        return made;
    }

    /** What hangs on something closed hangs on the first of its tree then, and is closed itself. */
    private static String jump(String hooks) {
        return ("select h.n, coalesce(g.p, h.p) as p, h.q, h.more, coalesce(g.open, 1 = 0) as open"
                        + " from %1$s h left join %1$s g on g.n = h.p where h.open")
                .formatted(hooks);
    }

    /** The links between trees. */
    private static String between(String open, String trees) {
        return ("select distinct greatest(x, y) as a, least(x, y) as b from (select h.p as x,"
                        + " coalesce(g.p, h.q) as y from %2$s h left join %2$s g on g.n = h.q where"
                        + " h.q is not null union all select h.p as x, coalesce(g.p, e.b) as y from"
                        + " (%1$s) e join %2$s h on h.n = e.a and h.more left join %2$s g on g.n ="
                        + " e.b) d where x <> y")
                .formatted(open, trees);
    }

    @Override
    public void make() {
        String place = scratch.place("").type().name();
        String all = dialect.functions().series("0", Long.toString(records - 1));
        scratch.make(
                TABLE,
                ("select n, p, cast(count(*) over (partition by p) as %1$s) as s from (select r.n,"
                                + " %3$s as p from (select cast(%2$s as %1$s) as n) r%4$s) t")
                        .formatted(place, all, first("r.n", "h", 0), joins("r.n", "h", 0)));
    }

    @Override
    public void larger(long most, long mostExtended, IntConsumer first) {
        String parts = scratch.name(TABLE);
        scratch.each(
                rounds.size() > joined
                        ? ("select t.p from %s t left join %s g on g.p = t.p where t.n = t.p and"
                                        + " t.s > case when g.p is null then %d else %d end")
                                .formatted(parts, scratch.name(EXTENDED), most, mostExtended)
                        : "select p from %s where n = p and s > %d".formatted(parts, most),
                row -> first.accept((int) row.whole(0)));
    }

    private long make(String table, String query) {
        long rows = scratch.make(table, query);
        String counted = dialect.execution().counted();
        if (rows > 0 && !counted.isEmpty()) {
            scratch.execute(counted + scratch.name(table));
        }
        return rows;
    }
}
