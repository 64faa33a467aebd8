package dev.shaduf.engine.component;

import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.warehouse.Dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * By statements of the warehouse; no link leaves it. Stars are trees as they are, so all other
 * links are written anew as links between the firsts of these, and most are of one tree then. In
 * each round a first hooks onto the smallest of those before it that it is linked to; then all jump
 * to what their own hook hangs on until each knows the first of its tree; then the links between
 * different trees are written anew. Rounds end when no link is left: after two of them each tree
 * has hooked or has taken all that it was linked to, so there are at most twice as many as records
 * can be halved.
 *
 * <p>A round leaves a table of what hooked in it: {@code n}, the first of its tree {@code p}, the
 * last record before it that it was linked to where that is another, {@code q}, and whether there
 * may be {@code more} between the two. All that ever hooked is in one table afterwards.
 */
public final class HookAndJump implements Components {

    private static final String ADDED = "added";

    private final Scratch scratch;
    private final Dialect dialect;
    private final long records;
    private Trees trees = new Trees("", "");
    private String combined = "";
    private boolean extended;
    private int tables;

    /** Of so many records. */
    public HookAndJump(Scratch scratch, Dialect dialect, long records) {
        this.scratch = scratch;
        this.dialect = dialect;
        this.records = records;
    }

    @Override
    public void join(String table, List<String> others) {
        trees = new Trees(scratch.name(table), "");
        counted(table);
        if (!others.isEmpty()) {
            contract(
                    "joined",
                    others.stream()
                            .map(other -> "select n, f from " + scratch.name(other))
                            .collect(Collectors.joining(" union all ")));
        }
    }

    @Override
    public void extend(String links) {
        extended = contract(ADDED, links);
    }

    /** Joins what a query links, of which a table keeps what is between trees; whether any is. */
    private boolean contract(String table, String links) {
        boolean any = make(table, ordered(trees.firsts(links))) > 0;
        List<String> rounds = new ArrayList<>(combined.isEmpty() ? List.of() : List.of(combined));
        String open = table;
        for (String hooks = hooked(open); !hooks.isEmpty(); hooks = hooked(open)) {
            rounds.add(hooks);
            String left = "left" + ++tables;
            make(left, "select distinct a, b from (" + ordered(between(open, hooks)) + ") o");
            open = left;
        }
        combined = combined(rounds);
        trees = new Trees(trees.stars(), combined.isEmpty() ? "" : scratch.name(combined));
        return any;
    }

    private static String ordered(String pairs) {
        return "select greatest(x, y) as a, least(x, y) as b from (" + pairs + ") d where x <> y";
    }

    /** The table in which what hooks hangs on the first of its tree; "": nothing hooks. */
    private String hooked(String open) {
        String hooks = "hooks" + ++tables;
        long rows =
                make(
                        hooks,
                        ("select a as n, min(b) as p, case when max(b) > min(b) then max(b) end as"
                                        + " q, count(*) > 2 as more, 1 = 1 as open from %s e group"
                                        + " by a")
                                .formatted(scratch.name(open)));
        if (rows == 0) {
            return "";
        }
        while (rows > 0) {
            String next = "hooks" + ++tables;
            make(next, jumped(scratch.name(hooks)));
            scratch.drop(hooks);
            hooks = next;
            rows = scratch.number("select count(*) from " + scratch.name(hooks) + " where open");
        }
        return hooks;
    }

    /** What hangs on something closed hangs on the first of its tree then, and is closed itself. */
    private static String jumped(String hooks) {
        return ("select h.n, coalesce(g.p, h.p) as p, h.q, h.more, coalesce(g.open, 1 = 0) as open"
                        + " from %1$s h left join %1$s g on g.n = h.p")
                .formatted(hooks);
    }

    /** The links between trees, some of them twice. */
    private String between(String open, String hooks) {
        return ("select h.p as x, coalesce(g.p, h.q) as y from %2$s h left join %2$s g on g.n = h.q"
                        + " where h.q is not null union all select h.p as x, coalesce(g.p, e.b) as"
                        + " y from %1$s e join %2$s h on h.n = e.a and h.more left join %2$s g on"
                        + " g.n = e.b")
                .formatted(scratch.name(open), scratch.name(hooks));
    }

    /** The table of all that hooked in these rounds, on the first that it came to in the end. */
    private String combined(List<String> rounds) {
        String all = "";
        for (String round : rounds.reversed()) {
            String later = all;
            all = round;
            if (!later.isEmpty()) {
                all = "trees" + ++tables;
                make(
                        all,
                        ("select h.n, coalesce(g.p, h.p) as p from %1$s h left join %2$s g on g.n ="
                                        + " h.p union all select n, p from %2$s")
                                .formatted(scratch.name(round), scratch.name(later)));
                scratch.drop(round);
                scratch.drop(later);
            }
        }
        return all;
    }

    @Override
    public void make() {
        String place = scratch.place("").type().name();
        String all = dialect.functions().series("0", Long.toString(records - 1));
        String table = scratch.name(TABLE);
        scratch.make(
                TABLE,
                ("select unnest(array_append(ns, p)) as n, p, s from (select p, array_agg(n) as ns,"
                                + " cast(count(*) + 1 as %s) as s from (%s) m group by p) c")
                        .formatted(place, trees.members()));
        scratch.execute(
                ("insert into %1$s select n, n, 1 from (select cast(%2$s as %3$s) as n) r where not"
                                + " exists (select 1 from %1$s t where t.n = r.n)")
                        .formatted(table, all, place));
    }

    @Override
    public void larger(long most, long mostExtended, IntConsumer first) {
        scratch.each(
                (extended
                                ? "select t.p from %1$s t left join (select distinct g.p from %2$s"
                                        + " e join %1$s g on g.n = e.a) g on g.p = t.p where t.n ="
                                        + " t.p and t.s > case when g.p is null then %3$d else %4$d"
                                        + " end"
                                : "select p from %1$s where n = p and s > %3$d")
                        .formatted(scratch.name(TABLE), scratch.name(ADDED), most, mostExtended),
                row -> first.accept((int) row.whole(0)));
    }

    private long make(String table, String query) {
        long rows = scratch.make(table, query);
        if (rows > 0) {
            counted(table);
        }
        return rows;
    }

    private void counted(String table) {
        String counted = dialect.execution().counted();
        if (!counted.isEmpty()) {
            scratch.execute(counted + scratch.name(table));
        }
    }
}
