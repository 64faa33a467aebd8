package dev.shaduf.engine.identity;

import dev.shaduf.engine.component.Components;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.resolution.Cluster;
import dev.shaduf.engine.resolution.Resolution;
import dev.shaduf.engine.resolution.Resolution.Joint;
import dev.shaduf.engine.resolution.Resolution.Refusal;
import dev.shaduf.engine.resolution.Resolver;
import dev.shaduf.engine.resolution.Rules;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.RowStream;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Puts the records of {@code rec} into profiles: raw components of the links, and those that break
 * a rule once more by the {@link Resolver}. Leaves {@code parts(n, p, s)}: record, first record of
 * its profile, records of the profile; and {@code broken(n, c)}: the records of components that
 * broke a rule, with the first record of the component. Only those are held here.
 */
final class Partition {

    private final Scratch scratch;
    private final Entity entity;
    private final Matching matching;
    private final Rules rules;
    private final Components components;
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<int[]> resolved = new ArrayList<>();
    private final List<int[]> together;
    private final List<int[]> apart;
    private final Broken broken = new Broken();
    private final @Nullable Likenesses similar;
    private @Nullable String joints;

    /**
     * @param components of all records
     * @param similar links by similarity; null: none
     */
    Partition(
            Scratch scratch,
            Matching matching,
            Components components,
            Decided decided,
            @Nullable Likenesses similar) {
        this.scratch = scratch;
        this.entity = matching.entity();
        this.matching = matching;
        this.similar = similar;
        this.rules = Rules.of(entity.identity());
        this.components = components;
        this.together = decided.together();
        this.apart = decided.apart();
    }

    /** The records of components that broke a rule, with what became of them. */
    private static final class Broken {
        private final Places records = new Places();
        private final Places components = new Places();
        private final Places firsts = new Places();
        private final Places sizes = new Places();

        void add(int component, Cluster cluster, int[] first) {
            int[] sizes = new int[cluster.size()];
            for (int place : first) {
                sizes[place]++;
            }
            for (int i = 0; i < cluster.size(); i++) {
                records.add(cluster.records()[i]);
                components.add(component);
                firsts.add(cluster.records()[first[i]]);
                this.sizes.add(sizes[first[i]]);
            }
        }
    }

    /** What rules refused. */
    List<Skipped> skipped() {
        return skipped;
    }

    /** Makes the tables. */
    void make() {
        join();
        if (similar != null) {
            components.extend(similar.links());
        }
        components.make();
        resolve(suspects());
        List<Column> columns = List.of(scratch.place("n"), scratch.place("c"));
        TableName table = scratch.empty("broken", columns);
        int rows = broken.records.size();
        if (rows > 0) {
            scratch.load(table, columns, List.of(broken.records::at, broken.components::at), rows);
            scratch.execute(
                    "delete from %s where n in (select n from %s)"
                            .formatted(scratch.name(Components.TABLE), scratch.name("broken")));
            scratch.load(
                    scratch.table(Components.TABLE),
                    List.of(scratch.place("n"), scratch.place("p"), scratch.place("s")),
                    List.of(broken.records::at, broken.firsts::at, broken.sizes::at),
                    rows);
        }
    }

    /** Joins what is linked otherwise than by similarity. */
    private void join() {
        List<String> tables = new ArrayList<>(matching.links().tables());
        if (!together.isEmpty()) {
            load("together", List.of(scratch.place("n"), scratch.place("f")), together);
            tables.add("together");
        }
        components.join(tables.getFirst(), tables.subList(1, tables.size()));
    }

    /** The components that break a rule, or about whose records persons decided. */
    private Set<Integer> suspects() {
        Set<Integer> suspects = new TreeSet<>();
        components.larger(rules.largest(), rules.largestSimilar(), suspects::add);
        for (int type = 0; type < rules.limits().length; type++) {
            if (rules.limits()[type] > 0) {
                scratch.each(breaking(type), row -> suspects.add((int) row.whole(0)));
            }
        }
        decided(suspects);
        return suspects;
    }

    /** Components with both records of a pair that persons decided about. */
    private void decided(Set<Integer> suspects) {
        List<int[]> pairs = Stream.concat(together.stream(), apart.stream()).toList();
        if (!pairs.isEmpty()) {
            List<Column> columns = List.of(scratch.place("a"), scratch.place("b"));
            load("decisive", columns, pairs);
            scratch.each(
                    "select t.p from %2$s d join %1$s t on t.n = d.a join %1$s u on u.n = d.b"
                                    .formatted(
                                            scratch.name(Components.TABLE),
                                            scratch.name("decisive"))
                            + " where t.p = u.p",
                    row -> suspects.add((int) row.whole(0)));
        }
    }

    /** Fills a table of pairs. */
    private void load(String table, List<Column> columns, List<int[]> pairs) {
        scratch.load(
                scratch.empty(table, columns),
                columns,
                List.of(i -> pairs.get(i)[0], i -> pairs.get(i)[1]),
                pairs.size());
    }

    /** Resolves components. */
    private void resolve(Set<Integer> suspects) {
        if (suspects.isEmpty()) {
            return;
        }
        int[] sorted = suspects.stream().mapToInt(p -> p).toArray();
        List<Column> columns = List.of(scratch.place("p"));
        TableName table = scratch.empty("suspects", columns);
        scratch.load(table, columns, List.of(i -> sorted[i]), sorted.length);
        if (similar != null) {
            similar.readSuspects();
        }
        clusters();
    }

    /** The components with more values of a type than its limit. */
    private String breaking(int type) {
        int limit = rules.limits()[type];
        String test = limit == 1 ? "min(v) <> max(v)" : "count(distinct v) > " + limit;
        return ("select p from (select t.p, %s as v from %s t join %s r on r.n = t.n where t.s >"
                        + " %d) x where v is not null group by p having %s")
                .formatted(
                        matching.value(type),
                        scratch.name(Components.TABLE),
                        scratch.name(Records.TABLE),
                        limit,
                        test);
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
                                scratch.name(Components.TABLE),
                                scratch.name("suspects"));
        ClusterReader reader = new ClusterReader(types.size(), matching.lists());
        long[] open = {-1};
        scratch.each(
                query,
                row -> {
                    if (open[0] != row.whole(0)) {
                        settle(reader, (int) open[0]);
                        open[0] = row.whole(0);
                    }
                    read(reader, row);
                });
        settle(reader, (int) open[0]);
    }

    private void read(ClusterReader reader, RowStream row) {
        reader.record((int) row.whole(1));
        for (int i = 0; i < reader.types() + reader.lists(); i++) {
            reader.value(i, row.text(2 + i));
        }
    }

    private void settle(ClusterReader reader, int component) {
        if (reader.isEmpty()) {
            return;
        }
        Cluster cluster =
                reader.cluster(
                        together, apart, similar == null ? List.of() : similar.of(component));
        Resolution resolution = Resolver.resolve(rules, cluster);
        if (similar != null) {
            similar.settled(resolution);
        }
        broken.add(component, cluster, resolution.first());
        for (Joint joint : resolution.accepted()) {
            if (joint.list() == Resolution.SIMILAR) {
                continue; // those that hold are known by their profile
            }
            resolved.add(
                    new int[] {
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
                            refusal.reason(),
                            component));
        }
        reader.clear();
    }

    /** The query of the links that hold: those of components that broke no rule, and accepted. */
    String joints() {
        String made = joints;
        if (made == null) {
            made = broken.records.size() == 0 ? matching.links().all() : holding();
            if (similar != null) {
                scratch.make(
                        "all_joints",
                        made + " union all " + similar.joints(matching.similarList()));
                made = "select n, f, list from " + scratch.name("all_joints");
            }
            joints = made;
        }
        return made;
    }

    private String holding() {
        List<Column> columns =
                List.of(scratch.place("n"), scratch.place("f"), scratch.place("list"));
        TableName table = scratch.empty("resolved", columns);
        scratch.load(
                table,
                columns,
                List.of(i -> resolved.get(i)[0], i -> resolved.get(i)[1], i -> resolved.get(i)[2]),
                resolved.size());
        scratch.make(
                "joints",
                ("select l.n, l.f, l.list from (%1$s) l where not exists (select 1 from %4$s b"
                     + " where b.n = l.n) union all select l.n, l.f, l.list from (%1$s) l join %4$s"
                     + " b on b.n = l.n join %2$s t on t.n = l.f join %2$s u on u.n = l.n where t.p"
                     + " = u.p union all select x.n, x.f, x.list from %3$s x where not exists"
                     + " (select 1 from (%1$s) l where l.n = x.n and l.f = x.f and l.list ="
                     + " x.list)")
                        .formatted(
                                matching.links().all(),
                                scratch.name(Components.TABLE),
                                scratch.name("resolved"),
                                scratch.name("broken")));
        return "select n, f, list from " + scratch.name("joints");
    }
}
