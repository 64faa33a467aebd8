package dev.shaduf.engine.identity;

import dev.shaduf.engine.identity.Resolution.Joint;
import dev.shaduf.engine.identity.Resolution.Refusal;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Vector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts the records of {@code rec} into profiles: raw components by union-find over the links, and
 * those that break a rule once more by the {@link Resolver}. Leaves {@code parts(n, p, s)}: record,
 * first record of its profile, records of the profile; and {@code joints(n, f, list)}: the links
 * that hold.
 */
final class Partition {

    private static final int CHUNK = 1 << 17;

    private final Session session;
    private final Scratch scratch;
    private final Entity entity;
    private final Matching matching;
    private final Rules rules;
    private final Forest forest;
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<long[]> resolved = new ArrayList<>();
    private final List<int[]> together = new ArrayList<>();
    private final List<int[]> apart = new ArrayList<>();
    private boolean broken;

    Partition(Session session, Scratch scratch, Entity entity, Matching matching, long records) {
        this.session = session;
        this.scratch = scratch;
        this.entity = entity;
        this.matching = matching;
        this.rules = Rules.of(entity.identity());
        this.forest = new Forest(Math.toIntExact(records));
    }

    /** What rules refused. */
    List<Skipped> skipped() {
        return skipped;
    }

    /**
     * Takes the decisions of persons into account.
     *
     * @param source the SQL of a record's source
     */
    void decisions(String table, String source) {
        String record = source + " || ':' || r.k";
        scratch.make(
                "decided",
                ("select d.decision, d.a, d.b, r.n, 0 as side from %2$s d join %3$s r on %1$s = d.a"
                                + " union all select d.decision, d.a, d.b, r.n, 1 as side from"
                                + " %2$s d join %3$s r on %1$s = d.b")
                        .formatted(record, table, scratch.name(Records.TABLE)));
        scratch.each(
                "select x.decision, x.n, y.n from %1$s x join %1$s y on y.a = x.a and y.b = x.b"
                                .formatted(scratch.name("decided"))
                        + " and y.decision = x.decision where x.side = 0 and y.side = 1"
                        + " order by 1, 2, 3",
                row -> {
                    int[] pair = {(int) row.whole(1), (int) row.whole(2)};
                    ("merge".equals(row.text(0)) ? together : apart).add(pair);
                });
    }

    /** Makes the tables; gives the records of each profile, at the place of its first record. */
    int[] make() {
        scratch.each(
                "select n, f from " + scratch.name("links"),
                row -> forest.join((int) row.whole(0), (int) row.whole(1)));
        together.forEach(pair -> forest.join(pair[0], pair[1]));
        int[] sizes = forest.sizes();
        load(sizes);
        if (resolve(sizes)) {
            sizes = forest.sizes();
            load(sizes);
        }
        joints();
        return sizes;
    }

    private void load(int[] sizes) {
        List<Column> columns = List.of(scratch.whole("n"), scratch.whole("p"), scratch.whole("s"));
        TableName table = scratch.empty("parts", columns);
        for (int from = 0; from < forest.size(); from += CHUNK) {
            int rows = Math.min(CHUNK, forest.size() - from);
            long[][] values = new long[3][rows];
            for (int i = 0; i < rows; i++) {
                int first = forest.find(from + i);
                values[0][i] = (long) from + i;
                values[1][i] = first;
                values[2][i] = sizes[first];
            }
            long[] valid = new long[(rows + 63) / 64];
            java.util.Arrays.fill(valid, -1L);
            List<Vector> vectors = new ArrayList<>();
            for (int c = 0; c < 3; c++) {
                vectors.add(new Vector.Whole(columns.get(c), rows, valid, values[c]));
            }
            session.append(table, vectors);
        }
    }

    /** Resolves the components that break a rule; whether there are any. */
    private boolean resolve(int[] sizes) {
        Set<Integer> suspects = new HashSet<>();
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] > rules.largest()) {
                suspects.add(i);
            }
        }
        for (int type = 0; type < rules.limits().length; type++) {
            if (rules.limits()[type] > 0) {
                scratch.each(breaking(type), row -> suspects.add((int) row.whole(0)));
            }
        }
        together.forEach(pair -> suspects.add(forest.find(pair[0])));
        apart.stream()
                .filter(pair -> forest.find(pair[0]) == forest.find(pair[1]))
                .forEach(pair -> suspects.add(forest.find(pair[0])));
        broken = !suspects.isEmpty();
        if (broken) {
            loadSuspects(suspects);
            clusters();
        }
        return broken;
    }

    /** The components with more values of a type than its limit. */
    private String breaking(int type) {
        int limit = rules.limits()[type];
        String test = limit == 1 ? "min(v) <> max(v)" : "count(distinct v) > " + limit;
        return ("select p from (select t.p, %s as v from %s t join %s r on r.n = t.n where t.s >"
                        + " %d) x where v is not null group by p having %s")
                .formatted(
                        matching.value(type),
                        scratch.name("parts"),
                        scratch.name(Records.TABLE),
                        limit,
                        test);
    }

    private void loadSuspects(Set<Integer> suspects) {
        List<Column> columns = List.of(scratch.whole("p"));
        TableName table = scratch.empty("suspects", columns);
        try (Loader loader = session.load(table, columns)) {
            suspects.stream()
                    .sorted()
                    .forEach(p -> {
                        loader.value(p.longValue());
                        loader.endRow();
                    });
            loader.finish();
        }
    }

    private void clusters() {
        List<Identifier> types = entity.identity().identifiers();
        StringBuilder columns = new StringBuilder("t.p, r.n");
        for (int i = 0; i < types.size(); i++) {
            columns.append(", ").append(matching.value(i)).append(" as v").append(i);
        }
        for (int list = 0; list < matching.lists(); list++) {
            columns.append(", ").append(matching.key(list)).append(" as e").append(list);
        }
        String query =
                ("select %s from %s r join %s t on t.n = r.n where t.p in (select p "
                                + "from %s) order by t.p, r.n")
                        .formatted(
                                columns,
                                scratch.name(Records.TABLE),
                                scratch.name("parts"),
                                scratch.name("suspects"));
        ClusterReader reader = new ClusterReader(types.size(), matching.lists());
        long[] open = {-1};
        scratch.each(
                query,
                row -> {
                    if (open[0] != row.whole(0)) {
                        settle(reader);
                        open[0] = row.whole(0);
                    }
                    read(reader, row);
                });
        settle(reader);
    }

    private void read(ClusterReader reader, RowStream row) {
        reader.record((int) row.whole(1));
        for (int i = 0; i < reader.types() + reader.lists(); i++) {
            reader.value(i, row.text(2 + i));
        }
    }

    private void settle(ClusterReader reader) {
        if (reader.isEmpty()) {
            return;
        }
        Cluster cluster = reader.cluster(together, apart);
        Resolution resolution = Resolver.resolve(rules, cluster);
        for (int record : cluster.records()) {
            forest.free(record);
        }
        for (int i = 0; i < cluster.size(); i++) {
            forest.join(cluster.records()[resolution.first()[i]], cluster.records()[i]);
        }
        for (Joint joint : resolution.accepted()) {
            resolved.add(
                    new long[] {
                        cluster.records()[joint.right()],
                        cluster.records()[joint.left()],
                        joint.list()
                    });
        }
        for (Refusal refusal : resolution.refused()) {
            skipped.add(
                    new Skipped(
                            matching.name(refusal.list()),
                            reader.key(refusal.list(), refusal.key()),
                            refusal.degree(),
                            Skipped.Reason.valueOf(refusal.reason().name())));
        }
        reader.clear();
    }

    /** The links that hold: those of components that broke no rule, and what was accepted. */
    private void joints() {
        String links = "select n, f, list from " + scratch.name("links");
        if (!broken) {
            scratch.make("joints", links);
            return;
        }
        List<Column> columns =
                List.of(scratch.whole("n"), scratch.whole("f"), scratch.whole("list"));
        TableName table = scratch.empty("resolved", columns);
        try (Loader loader = session.load(table, columns)) {
            for (long[] joint : resolved) {
                loader.value(joint[0]);
                loader.value(joint[1]);
                loader.value(joint[2]);
                loader.endRow();
            }
            loader.finish();
        }
        scratch.make(
                "joints",
                ("select l.n, l.f, l.list from %1$s l join %2$s t on t.n = l.f join %2$s u on u.n ="
                                + " l.n where t.p = u.p union all select x.n, x.f, x.list from %3$s"
                                + " x where not exists (select 1 from %1$s l where l.n = x.n and"
                                + " l.f = x.f and l.list = x.list)")
                        .formatted(
                                scratch.name("links"),
                                scratch.name("parts"),
                                scratch.name("resolved")));
    }
}
