package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.scratch.Scratch;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The records that changes reach: those that are new, changed, gone or decided about, and all of
 * the components that they were in or are linked to now. Two records of which neither changed are
 * linked as they were, unless a value of both came into quarantine or out of it: its records are
 * reached too. So the function over the records reached gives what it gives over all.
 *
 * <p>Values are compared by their hashes here: equal hashes of different values only reach more.
 */
final class Reach implements Scope {

    private final Scratch scratch;
    private final EntityTables tables;
    private final Differences differences;
    private final Matching matching;
    private final State state;
    private final List<Identifier> types;
    private long changes;
    private boolean moved;

    Reach(Scratch scratch, EntityTables tables, Records records, Matching matching, State state) {
        this.scratch = scratch;
        this.tables = tables;
        this.differences = new Differences(scratch, tables, records, state);
        this.matching = matching;
        this.state = state;
        this.types = tables.entity().identity().identifiers();
    }

    /** Finds the records that changed; false: none did. */
    boolean find(boolean decided) {
        changes = differences.find(decided);
        return changes > 0;
    }

    /**
     * Finds what they reach.
     *
     * @param more a query of the {@code part, k} of others that are reached; null: none
     */
    void spread(@Nullable String more) {
        scratch.make("gone", gone());
        if (changes > 0) {
            differences.read("fresh", "gone");
            for (int i = 0; i < types.size(); i++) {
                hubs(i);
            }
            scratch.make("reached", reached() + (more == null ? "" : "\nunion " + touched(more)));
        } else {
            scratch.make("reached", "select component from " + scratch.name("gone"));
        }
        scratch.make(
                "former",
                "select o.part, o.record_key as k, o.%s as id, o.size from %s o where %s"
                        .formatted(tables.id(), state.table(), isReached("o.component")));
        scratch.make(
                "wanted",
                "select part, k from %s union select part, k from %s"
                        .formatted(scratch.name("former"), scratch.name(Differences.CHANGED)));
    }

    private String touched(String more) {
        return "select o.component from %s o join (%s) m on m.k = o.record_key and m.part = o.part"
                .formatted(state.table(), more);
    }

    /** Whether a component is computed anew. */
    String isReached(String component) {
        return "%s in (select component from %s)".formatted(component, scratch.name("reached"));
    }

    private String gone() {
        StringBuilder columns = new StringBuilder("o.component, o.content");
        for (int i = 0; i < types.size(); i++) {
            columns.append(", o.v").append(i);
        }
        return "select %s from %s o join %s c on c.k = o.record_key and c.part = o.part"
                .formatted(columns, state.table(), scratch.name(Differences.CHANGED));
    }

    /** The hashes of a type's values in a table of records. */
    private String hashes(int type, String table) {
        return "select %s as v from %s r where r.i%d is not null"
                .formatted(state.hash("r.i" + type), scratch.name(table), type);
    }

    private String goneHashes(int type) {
        return "select v%1$d as v from %2$s where v%1$d is not null"
                .formatted(type, scratch.name("gone"));
    }

    /** Values in quarantine, before or now, that changed records have or had. */
    private void hubs(int type) {
        Long most = types.get(type).quarantine();
        if (most == null) {
            return;
        }
        scratch.make("met" + type, hashes(type, "fresh") + " union " + goneHashes(type));
        scratch.make(
                "hubs" + type,
                ("select v, sum(was) as was, sum(degree) as degree from (%s) d group by v"
                                + " having sum(was) > %2$d or sum(degree) > %2$d")
                        .formatted(degrees(type, "met" + type), most));
        String some = "select count(*) from %s where %s";
        moved |= scratch.number(some.formatted(scratch.name("hubs" + type), isMoved(most))) > 0;
    }

    /** Whether a value came into quarantine or out of it. */
    private static String isMoved(long most) {
        return "(was > %1$d) <> (degree > %1$d)".formatted(most);
    }

    /**
     * Whether a record of those reached has other identifiers now, or they join it by other rules.
     *
     * @param record the alias of what has its {@code part} and {@code k}
     */
    String isOther(String record) {
        return moved
                ? "1 = 1"
                : "exists (select 1 from %1$s c where c.part = %2$s.part and c.k = %2$s.k)"
                        .formatted(scratch.name(Differences.CHANGED), record);
    }

    /** How many records have the values of a table, before and now: {@code v, was, degree}. */
    private String degrees(int type, String table) {
        return ("select v%1$d as v, count(*) as was, count(*) as degree from %2$s where v%1$d in"
                    + " (select v from %3$s) group by 1 union all select v, 0, -count(*) from"
                    + " (%4$s) g where v in (select v from %3$s) group by 1 union all select v, 0,"
                    + " count(*) from (%5$s) f where v in (select v from %3$s) group by 1")
                .formatted(
                        type,
                        state.table(),
                        scratch.name(table),
                        goneHashes(type),
                        hashes(type, "fresh"));
    }

    private String reached() {
        List<String> all = new ArrayList<>();
        all.add("select component from " + scratch.name("gone"));
        String form = "select o.component from " + state.table() + " o where o.%s in (%s)";
        for (int i = 0; i < types.size(); i++) {
            Long most = types.get(i).quarantine();
            String hubs = "select v from " + scratch.name("hubs" + i) + " where ";
            if (matching.listOf(i) >= 0) {
                String met = hashes(i, "fresh");
                if (most != null) {
                    met =
                            "select v from (%s) m where v not in (%s was > %d and degree > %3$d)"
                                    .formatted(met, hubs, most);
                }
                all.add(form.formatted("v" + i, met));
            }
            if (most != null) {
                all.add(form.formatted("v" + i, hubs + isMoved(most)));
            }
        }
        for (int list : state.composite()) {
            String key = "(" + matching.rawKey(list) + ")";
            String met =
                    "select %s from %s r where %s is not null"
                            .formatted(state.hash(key), scratch.name("fresh"), key);
            all.add(form.formatted("e" + list, met));
        }
        return String.join("\nunion ", all);
    }

    @Override
    public @Nullable String wanted() {
        return scratch.name("wanted");
    }

    @Override
    public String former() {
        return "select part, k, id from " + scratch.name("former");
    }

    /** Values of which no record changed are in quarantine if they were. */
    private String quarantined(int type, long most) {
        String hubs = scratch.name("hubs" + type);
        return ("select v, degree from %1$s where degree > %2$d union all select v, degree from"
                        + " %3$s where reason = 'degree' and type = %4$s and v not in (select v"
                        + " from %1$s)")
                .formatted(
                        hubs,
                        most,
                        tables.quoted(EntityTable.STATE_SKIPPED),
                        state.literal(types.get(type).type()));
    }

    private String counted(int type, long most) {
        return "select v, sum(degree) as degree from (%s) d group by v having sum(degree) > %d"
                .formatted(degrees(type, "values" + type), most);
    }

    @Override
    public long frequent(String table, int type, long most) {
        scratch.make(
                "values" + type,
                "select distinct r.i%1$d as value, %2$s as v from %3$s r where r.i%1$d is not null"
                        .formatted(type, state.hash("r.i" + type), scratch.name(Records.TABLE)));
        return scratch.make(
                table,
                "select l.value, cast(d.degree as %s) as degree from %s l join (%s) d on d.v = l.v"
                        .formatted(
                                state.bigint(),
                                scratch.name("values" + type),
                                types.get(type).quarantine() == null
                                        ? counted(type, most)
                                        : quarantined(type, most)));
    }

    @Override
    public String others() {
        return "select o.part, o.record_key as k, o.%s as id from %s o where not (%s)"
                .formatted(tables.id(), state.table(), isReached("o.component"));
    }

    @Override
    public String known() {
        return "select " + tables.id() + " as id from " + state.table() + " where size is not null";
    }

    /** The ids that a record of theirs left, for another profile or for good. */
    String left() {
        return ("select f.id from (select id, count(*) as c from %s group by id) f left join"
                        + " (select s.id, sum(s.shared) as c from %s s join %s i on i.p = s.p and"
                        + " i.id = s.id group by s.id) k on k.id = f.id where k.c is distinct from"
                        + " f.c")
                .formatted(scratch.name("former"), scratch.name("shared"), scratch.name("ids"));
    }

    /**
     * The query of the {@code part, k} of records that have no profile yet, or were in one of
     * those.
     *
     * @param left a table of ids
     */
    String newcomers(String left) {
        return ("select c.part, c.k from %1$s c left join %2$s f on f.k = c.k and f.part = c.part"
                        + " where f.k is null union select part, k from %2$s where id in (select id"
                        + " from %3$s)")
                .formatted(
                        scratch.name(Differences.CHANGED),
                        scratch.name("former"),
                        scratch.name(left));
    }

    @Override
    public long otherRecords() {
        return scratch.number("select count(*) from " + state.table())
                - scratch.number("select count(*) from " + scratch.name("former"));
    }

    @Override
    public long otherProfiles() {
        return scratch.number("select count(size) from " + state.table())
                - scratch.number("select count(size) from " + scratch.name("former"));
    }

    @Override
    public String largest(int most) {
        return ("select o.%s as id, o.size as s, o.part, o.record_key as k from %s o where o.size"
                    + " is not null and not (%s) order by o.size desc, o.part, o.record_key collate"
                    + " \"C\" limit %d")
                .formatted(tables.id(), state.table(), isReached("o.component"), most);
    }
}
