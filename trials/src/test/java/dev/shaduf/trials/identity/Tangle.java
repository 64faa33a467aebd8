package dev.shaduf.trials.identity;

import dev.shaduf.engine.component.Components;
import dev.shaduf.engine.resolution.Forest;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.testkit.warehouse.Texts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Records that are linked in some way, and others that are linked later. */
final class Tangle {

    private final int size;
    private final List<int[]> stars = new ArrayList<>();
    private final List<int[]> links = new ArrayList<>();
    private final List<int[]> more = new ArrayList<>();

    Tangle(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    /** A record with one before it, which is in the middle of a star. */
    Tangle star(int n, int f) {
        stars.add(new int[] {n, f});
        return this;
    }

    Tangle link(int a, int b) {
        links.add(new int[] {a, b});
        return this;
    }

    /** Stars, and links of any two, some of them twice, some of a record with itself. */
    static Tangle random(Random random) {
        Tangle tangle = new Tangle(1 + random.nextInt(80));
        List<Integer> middles = new ArrayList<>();
        int alone = 1 + random.nextInt(4);
        for (int i = 0; i < tangle.size; i++) {
            int kind = random.nextInt(4);
            if (kind == 0) {
                middles.add(i);
            } else if (kind >= alone && !middles.isEmpty()) {
                tangle.star(i, middles.get(random.nextInt(middles.size())));
            }
        }
        int many = random.nextInt(2 * tangle.size);
        for (int i = 0; i < many; i++) {
            int[] pair = {random.nextInt(tangle.size), random.nextInt(tangle.size)};
            (random.nextInt(4) == 0 ? tangle.more : tangle.links).add(pair);
            if (random.nextInt(5) == 0) {
                tangle.links.add(new int[] {pair[1], pair[0]});
            }
        }
        return tangle;
    }

    /** Each with the next one, where the numbers of the records are in this order. */
    static Tangle chain(List<Integer> order) {
        Tangle tangle = new Tangle(order.size());
        for (int i = 1; i < order.size(); i++) {
            tangle.link(order.get(i - 1), order.get(i));
        }
        return tangle;
    }

    /** Numbers from 0, in their order or in none. */
    static List<Integer> numbers(int size, boolean shuffled) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(i);
        }
        if (shuffled) {
            Collections.shuffle(all, new Random(7));
        }
        return all;
    }

    /** The rows of {@code parts}, and behind them what is larger than 3, or 5 where it grew. */
    static List<String> made(
            Session session, Scratch scratch, Components components, boolean extended) {
        components.join("tangle_stars", List.of("tangle"));
        if (extended) {
            components.extend("select n, f from " + scratch.name("tangle_more"));
        }
        components.make();
        String all = "select n, p, s from " + scratch.name(Components.TABLE) + " order by n";
        List<String> rows = new ArrayList<>(Texts.rows(session, all));
        List<Integer> larger = new ArrayList<>();
        components.larger(3, 5, larger::add);
        rows.add("larger: " + larger.stream().sorted().toList());
        return rows;
    }

    /** The same by sets in memory. */
    List<String> expected(boolean extended) {
        Forest forest = new Forest(size);
        stars.forEach(pair -> forest.join(pair[0], pair[1]));
        links.forEach(pair -> forest.join(pair[0], pair[1]));
        int[] before = forest.sizes();
        if (extended) {
            more.forEach(pair -> forest.join(pair[0], pair[1]));
        }
        int[] sizes = forest.sizes();
        List<String> rows = new ArrayList<>();
        List<Integer> larger = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int first = forest.find(i);
            rows.add(i + "|" + first + "|" + sizes[first]);
            if (sizes[i] > (sizes[i] == before[i] ? 3 : 5)) {
                larger.add(i);
            }
        }
        rows.add("larger: " + larger);
        return rows;
    }

    /** Puts the links into the warehouse. */
    void load(Scratch scratch) {
        load(scratch, "tangle_stars", stars);
        load(scratch, "tangle", links);
        load(scratch, "tangle_more", more);
    }

    private static void load(Scratch scratch, String table, List<int[]> pairs) {
        List<Column> columns = List.of(scratch.place("n"), scratch.place("f"));
        TableName name = scratch.empty(table, columns);
        scratch.load(
                name, columns, List.of(i -> pairs.get(i)[0], i -> pairs.get(i)[1]), pairs.size());
    }
}
