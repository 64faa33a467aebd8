package dev.shaduf.engine.similar;

import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.engine.similar.BlockingReport.Key;
import dev.shaduf.engine.similar.BlockingReport.LeftOut;
import dev.shaduf.engine.similar.BlockingReport.Listed;
import dev.shaduf.spi.sql.Column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys of all lists, counted before any pair is made: {@code block0(h, c)…} hold the hash of
 * each key on two records or more and on how many it is.
 */
final class Blocks {

    private static final int LARGEST = 5;

    private final Scratch scratch;
    private final String records;
    private final Design design;
    private final List<Listed> lists = new ArrayList<>();
    private final long all;
    private final long limit;

    Blocks(Scratch scratch, String records, Design design) {
        this.scratch = scratch;
        this.records = records;
        this.design = design;
        this.all = scratch.number("select count(*) from " + records);
        List<String> shown =
                scratch.columns("select * from " + records).stream().map(Column::name).toList();
        for (int list = 0; list < lists(); list++) {
            scratch.make(
                    "block" + list,
                    ("select h, c, v from (select h, cast(count(*) as integer) as c, min(v) as v"
                         + " from (select hash(k%1$d) as h, left(cast(%3$s%1$d as varchar), 100) as"
                         + " v from %2$s where k%1$d is not null) k group by h) g where c > 1")
                            .formatted(list, records, shown.contains("v" + list) ? "v" : "k"));
        }
        this.limit = limit();
        for (int list = 0; list < lists(); list++) {
            lists.add(listed(list));
        }
    }

    private int lists() {
        return design.blocking().size();
    }

    long all() {
        return all;
    }

    /** The most records of a key so that no limit is broken. */
    private long limit() {
        String union =
                String.join(
                        " union all ",
                        IntStream.range(0, lists())
                                .mapToObj(i -> "select c from " + scratch.name("block" + i))
                                .toList());
        long[] pairs = {0};
        long[] limit = {1};
        boolean[] full = {false};
        scratch.each(
                "select c, count(*) from (%s) u where c <= %d group by c order by c"
                        .formatted(union, design.limits().block()),
                row -> {
                    long c = row.whole(0);
                    pairs[0] += c * (c - 1) / 2 * row.whole(1);
                    full[0] |= pairs[0] > design.limits().pairs();
                    limit[0] = full[0] ? limit[0] : c;
                });
        return full[0] ? limit[0] : design.limits().block();
    }

    private Listed listed(int list) {
        String block = scratch.name("block" + list);
        long[] of = new long[6];
        scratch.each(
                ("select count(*) filter (c <= %1$d), coalesce(sum(%3$s) filter (c <= %1$d), 0),"
                     + " count(*) filter (c > %1$d), coalesce(sum(c) filter (c > %1$d), 0),"
                     + " coalesce(sum(%3$s) filter (c > %1$d), 0) from %2$s")
                        .formatted(limit, block, "cast(c as bigint) * (c - 1) // 2"),
                row -> Arrays.setAll(of, i -> i < 5 ? Long.parseLong("" + row.text(i)) : 0));
        List<Key> largest = new ArrayList<>();
        scratch.each(
                "select v, c from %s order by c desc, v limit %d".formatted(block, LARGEST),
                row -> largest.add(new Key("" + row.text(0), row.whole(1))));
        return new Listed(
                design.blocking().get(list).name(),
                scratch.number("select count(k%d) from %s".formatted(list, records)),
                of[0],
                of[1],
                of[1],
                new LeftOut(of[2], of[3], of[4], limit),
                largest);
    }

    private String leftOut() {
        return String.join(
                " union all ",
                IntStream.range(0, lists())
                        .mapToObj(i ->
                                Known.rows(Known.KEY, i, scratch.name("block" + i))
                                        + " where c > "
                                        + limit)
                        .toList());
    }

    /**
     * Makes {@code dirty(n)} of the records of a table, and of those with a key that is left out
     * now and was not, or the other way round: their pairs are others though they did not change.
     *
     * @param changed the table of the records
     */
    void dirty(String changed, Scope scope) {
        String known = scope.alone() ? null : scope.known();
        StringBuilder sql = new StringBuilder("select distinct n from " + changed);
        for (int i = 0; known != null && i < lists(); i++) {
            String now =
                    "select h from %s where c > %d".formatted(scratch.name("block" + i), limit);
            String then = "select h from (%s) k".formatted(Known.read(Known.KEY, i, known));
            scratch.make(
                    "moved" + i,
                    "(%1$s except %2$s) union all (%2$s except %1$s)".formatted(now, then));
            sql.append(
                    " union select n from %1$s where k%2$d is not null and hash(k%2$d) in (select h"
                                    .formatted(records, i)
                            + " from %s)".formatted(scratch.name("moved" + i)));
        }
        scratch.make("dirty", sql.toString());
    }

    /** Makes {@code keyed(n)} of the records that a list could bring up. */
    void keyed() {
        StringBuilder any = new StringBuilder("false");
        for (int i = 0; i < lists(); i++) {
            any.append(" or k%d is not null".formatted(i));
        }
        scratch.make("keyed", "select n from %s where %s".formatted(records, any));
    }

    /**
     * Makes {@code keys(n, k0…)} of the keys that bring up pairs and {@code left_out} of those that
     * do not, as {@link Known} ones, and drops the counts.
     */
    void keys(Scope scope) {
        StringBuilder columns = new StringBuilder("r.n");
        StringBuilder joins = new StringBuilder();
        for (int i = 0; i < lists(); i++) {
            columns.append(", b%1$d.h as k%1$d".formatted(i));
            joins.append(
                    " left join %s b%d on b%d.h = hash(r.k%d) and r.k%d is not null and b%d.c <= %d"
                            .formatted(scratch.name("block" + i), i, i, i, i, i, limit));
            if (scope.alone() && scope.known() != null) {
                joins.append(
                        " and b%d.h not in (select h from (%s) k)"
                                .formatted(i, Known.read(Known.KEY, i, scope.known())));
            }
        }
        scratch.make("keys", "select %s from %s r%s".formatted(columns, records, joins));
        scratch.make("left_out", leftOut());
        IntStream.range(0, lists()).forEach(i -> scratch.drop("block" + i));
    }

    /**
     * The report.
     *
     * @param added the pairs that each list is the first to bring up
     */
    BlockingReport report(long[] added) {
        List<Listed> told = new ArrayList<>();
        for (int i = 0; i < added.length; i++) {
            Listed list = lists.get(i);
            told.add(
                    new Listed(
                            list.name(),
                            list.records(),
                            list.keys(),
                            list.pairs(),
                            added[i],
                            list.leftOut(),
                            list.largest()));
        }
        return new BlockingReport(all, told, Arrays.stream(added).sum());
    }

    /** What is known before pairs are made: a pair counts once for each list. */
    BlockingReport report() {
        return report(lists.stream().mapToLong(Listed::pairs).toArray());
    }
}
