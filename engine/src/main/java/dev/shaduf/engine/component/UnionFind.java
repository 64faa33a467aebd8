package dev.shaduf.engine.component;

import dev.shaduf.engine.resolution.Forest;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.TableName;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.IntConsumer;

/** Links are fetched and joined in this process; takes 8 bytes a record, and none a link. */
public final class UnionFind implements Components {

    private final Scratch scratch;
    private final Forest forest;
    private int @Nullable [] before;
    private int[] sizes = {};

    /** Of so many records. */
    public UnionFind(Scratch scratch, long records) {
        this.scratch = scratch;
        this.forest = new Forest(Math.toIntExact(records));
    }

    @Override
    public void join(String stars, List<String> others) {
        join("select n, f from " + scratch.name(stars));
        others.forEach(table -> join("select n, f from " + scratch.name(table)));
    }

    private void join(String links) {
        scratch.each(links, row -> forest.join((int) row.whole(0), (int) row.whole(1)));
    }

    @Override
    public void extend(String links) {
        before = forest.sizes();
        join(links);
    }

    @Override
    public void make() {
        sizes = forest.sizes();
        List<Column> columns = List.of(scratch.place("n"), scratch.place("p"), scratch.place("s"));
        TableName table = scratch.empty(TABLE, columns);
        scratch.load(
                table,
                columns,
                List.of(i -> i, forest::find, i -> sizes[forest.find(i)]),
                forest.size());
    }

    @Override
    public void larger(long most, long mostExtended, IntConsumer first) {
        for (int i = 0; i < sizes.length; i++) {
            boolean extended = before != null && before[i] != sizes[i];
            if (sizes[i] > (extended ? mostExtended : most)) {
                first.accept(i);
            }
        }
    }
}
