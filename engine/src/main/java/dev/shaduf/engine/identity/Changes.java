package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.scratch.Scratch;

/**
 * Compares the profiles to be with those there were. Leaves {@code heirs(id, p)}: of each old
 * profile that did not simply stay, the profile that goes on with it.
 */
final class Changes {

    private final Scratch scratch;
    private final EntityTables tables;
    private final Scope scope;

    Changes(Scratch scratch, EntityTables tables, Scope scope) {
        this.scratch = scratch;
        this.tables = tables;
        this.scope = scope;
    }

    Change count() {
        long profiles = scratch.number("select count(*) from " + scratch.name("ids"));
        if (!tables.has(EntityTable.RECORDS)) {
            return new Change(0, profiles, profiles, 0, 0, 0, 0);
        }
        heirs();
        String shared = scratch.name("shared");
        String ids = scratch.name("ids");
        long was = scratch.make("old", "select distinct id from (" + scope.former() + ") o");
        String old = scratch.name("old");
        long others = scope.otherProfiles();
        return new Change(
                others + was,
                others + profiles,
                scratch.number(
                        ("select count(*) from %s i where not exists (select 1 from "
                                        + "%s o where o.id = i.id)")
                                .formatted(ids, old)),
                scratch.number(
                        ("select count(*) from %s o where not exists (select 1 from %s s where s.id"
                             + " = o.id) and not exists (select 1 from %s i where i.id = o.id)")
                                .formatted(old, shared, ids)),
                scratch.number("select count(*) from (" + merged() + ") m"),
                scratch.number("select count(distinct id) from " + shared + " where profiles > 1"),
                scratch.number(
                        ("select coalesce(cast(sum(s.shared) as bigint), 0) from %s s "
                                        + "join %s i on i.p = s.p where i.id <> s.id")
                                .formatted(shared, ids)));
    }

    /** How many profiles break up, or are merged away, that a decision is about. */
    IdentityReport.ByHand byHand(boolean decided) {
        if (!decided || !tables.has(EntityTable.RECORDS)) {
            return new IdentityReport.ByHand(0, 0);
        }
        scratch.make(
                "touched",
                "select distinct s.id from %s d join %s t on t.n = d.n join %s s on s.p = t.p"
                        .formatted(
                                scratch.name("decided"),
                                scratch.name("parts"),
                                scratch.name("shared")));
        String touched = "in (select id from " + scratch.name("touched") + ")";
        return new IdentityReport.ByHand(
                scratch.number(
                        "select count(distinct id) from %s where profiles > 1 and id %s"
                                .formatted(scratch.name("shared"), touched)),
                scratch.number(
                        "select count(*) from (%s) m where absorbed_id %s"
                                .formatted(merged(), touched)));
    }

    private void heirs() {
        scratch.make(
                "heirs",
                ("select id, p from (select s.id, s.p, row_number() over (partition by s.id order"
                     + " by case when i.id = s.id then 0 else 1 end, s.shared desc, s.first) as"
                     + " place from %s s join %s i on i.p = s.p where s.ids > 1 or s.profiles > 1)"
                     + " h where place = 1")
                        .formatted(scratch.name("shared"), scratch.name("ids")));
    }

    /** Old ids that go, with the id that their records have then. */
    String merged() {
        return ("select h.id as absorbed_id, i.id as surviving_id, i.p from %s h join %s i "
                        + "on i.p = h.p where i.id <> h.id")
                .formatted(scratch.name("heirs"), scratch.name("ids"));
    }

    /** Old ids that break up, with the ids of the parts that are on their own then. */
    String split() {
        return ("select s.id as from_id, i.id as new_id from %1$s s join %2$s i on i.p = s.p join"
                    + " %3$s h on h.id = s.id where s.profiles > 1 and h.p <> s.p and not exists"
                    + " (select 1 from %4$s o where o.id = i.id)")
                .formatted(
                        scratch.name("shared"),
                        scratch.name("ids"),
                        scratch.name("heirs"),
                        scratch.name("old"));
    }
}
