package dev.shaduf.engine.identity;

import dev.shaduf.engine.identity.IdentityReport.Largest;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Everything from the records to the profiles with their ids, in temporary tables. Used once. */
final class Computation {

    private static final int LARGEST = 5;

    private final Session session;
    private final Scratch scratch;
    private final EntityTables tables;
    private final Entity entity;
    private final List<Sighting> sightings;
    private final List<String> attributes;
    private final Records records;
    private final Matching matching;
    private final List<Skipped> skipped = new ArrayList<>();
    private @Nullable Partition partition;
    private boolean decided;

    Computation(
            Session session, Scratch scratch, EntityTables tables, Entity entity, Sightings meant) {
        this.session = session;
        this.scratch = scratch;
        this.tables = tables;
        this.entity = entity;
        this.sightings = meant.all();
        this.attributes = meant.attributes();
        this.records = new Records(session, scratch, entity, sightings);
        this.matching =
                new Matching(
                        scratch, session.dialect(), entity, attributes, records.attributeTypes());
    }

    IdentityReport make() {
        long total = records.make();
        matching.quarantine();
        matching.links();
        Partition made = new Partition(session, scratch, entity, matching, total);
        partition = made;
        decided =
                tables.has("decisions")
                        && scratch.number(
                                        "select count(*) from "
                                                + tables.quoted(tables.table("decisions")))
                                > 0;
        if (decided) {
            made.decisions(
                    tables.quoted(tables.table("decisions")),
                    Ids.source(new Texts(session.dialect()), sightings, "r.part"));
        }
        made.make();
        new Ids(session, scratch, tables, sightings).make();
        Changes changes = new Changes(scratch, tables);
        Change change = changes.count();
        skipped.addAll(records.skipped());
        skipped.addAll(matching.skipped());
        skipped.addAll(made.skipped());
        List<String> notes = new ArrayList<>(records.notes());
        widest(notes);
        return new IdentityReport(
                entity.name(),
                total,
                change,
                changes.byHand(decided),
                largest(),
                skipped.size(),
                notes);
    }

    List<Skipped> skipped() {
        return skipped;
    }

    /** What became of the records; only once it is made. */
    Partition partition() {
        return Objects.requireNonNull(partition);
    }

    /** Whether persons decided anything. */
    boolean isDecided() {
        return decided;
    }

    Matching matching() {
        return matching;
    }

    List<Sighting> sightings() {
        return sightings;
    }

    Survivors survivors() {
        return new Survivors(scratch, session.dialect(), entity, records, attributes);
    }

    private List<Largest> largest() {
        List<Largest> all = new ArrayList<>();
        scratch.each(
                ("select i.id, t.s, r.part, r.k from %s t join %s i on i.p = t.p join %s r on r.n ="
                                + " t.p where t.n = t.p order by t.s desc, t.p limit %d")
                        .formatted(
                                scratch.name("parts"),
                                scratch.name("ids"),
                                scratch.name(Records.TABLE),
                                LARGEST),
                row ->
                        all.add(
                                new Largest(
                                        Objects.requireNonNull(row.text(0)),
                                        row.whole(1),
                                        sightings.get((int) row.whole(2)).name()
                                                + " "
                                                + row.text(3))));
        return all;
    }

    /** Of the highest identifier without a quarantine: the value on most records. */
    private void widest(List<String> notes) {
        List<Identifier> types = entity.identity().identifiers();
        if (types.isEmpty() || types.getFirst().quarantine() != null) {
            return;
        }
        scratch.each(
                ("select i0, count(*) from %s where i0 is not null group by i0 having "
                                + "count(*) > %d order by 2 desc, 1 limit 1")
                        .formatted(scratch.name(Records.TABLE), Identifier.QUARANTINE),
                row ->
                        notes.add(
                                ("%s %s is on %,d records; 'quarantine' would keep it "
                                                + "from joining them")
                                        .formatted(
                                                types.getFirst().type(),
                                                row.text(0),
                                                row.whole(1))));
    }
}
