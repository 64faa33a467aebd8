package dev.shaduf.engine.identity;

import dev.shaduf.engine.identity.IdentityReport.Largest;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.record.Blame;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sighting;
import dev.shaduf.engine.record.Sightings;
import dev.shaduf.engine.record.Texts;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
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
    private final State state;
    private final @Nullable Similarity similarity;
    private Scope scope;
    private @Nullable Reach reach;
    private @Nullable Partition partition;
    private long first;
    private boolean decided;
    private Decided decisions = Decided.NOTHING;

    /** How much is computed. */
    enum Extent {
        /** What changes reach. */
        CHANGES,
        /** Everything, by the weights that are known. */
        ALL,
        /** Everything, and weights are learnt anew. */
        ANEW
    }

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
        this.state = new State(session, scratch, tables, records, matching);
        Similar similar = entity.identity().similar();
        this.similarity =
                similar == null ? null : new Similarity(session, scratch, tables, meant, similar);
        this.scope = new Whole(scratch, tables, session.dialect(), sightings);
    }

    /** Whether there is matching by similarity. */
    boolean isSimilar() {
        return similarity != null;
    }

    /** Computes everything anew, or what changes reach. */
    IdentityReport make(Extent extent) {
        records.prepare();
        decided =
                tables.has(EntityTable.DECISIONS)
                        && scratch.number("select count(*) from " + decisions()) > 0;
        if (decided) {
            state.name(decisions());
        }
        if (extent == Extent.CHANGES && state.isUsable()) {
            Reach reached = new Reach(scratch, tables, records, matching, state);
            boolean some = reached.find(decided || wasDecided());
            String more = some ? similarly() : null;
            if (!some || more != null || similarity == null) {
                reached.spread(more);
                reach = reached;
                scope = reached;
                first = 1 + scratch.number("select max(component) from " + state.table());
            }
            if (!some) {
                return unchanged();
            }
        }
        return compute(extent == Extent.ANEW);
    }

    /** A failure of the warehouse with the name of what the rows made fail; outside of its work. */
    ShadufException blamed(ShadufException failure) {
        return new Blame(session, entity, attributes, sightings).of(failure);
    }

    /** Scores the pairs of what changed, and gives the records that these join or part. */
    private @Nullable String similarly() {
        return similarity == null ? null : similarity.update(records, decided ? decisions() : null);
    }

    private String decisions() {
        return tables.quoted(EntityTable.DECISIONS);
    }

    private boolean wasDecided() {
        boolean was = scratch.number("select count(decided) from " + state.table()) > 0;
        if (was) {
            state.name(decisions());
        }
        return was;
    }

    private IdentityReport compute(boolean anew) {
        long total = records.make(Records.TABLE, scope.wanted());
        matching.quarantine(scope);
        if (decided) {
            String record = Sighting.record(session.dialect(), sightings, "r.part", "r.k");
            decisions = Decided.read(scratch, decisions(), record, Records.TABLE);
        }
        Partition made =
                new Partition(
                        scratch,
                        matching,
                        matching.components(total),
                        decisions,
                        similarity == null ? null : similarity.likenesses());
        partition = made;
        List<SimilarReport.Outcome> outcomes =
                similarity == null ? List.of() : outcomes(similarity, made, total, anew);
        if (outcomes.isEmpty()) {
            made.make();
        }
        new Ids(session, scratch, tables, sightings, scope).make();
        Changes changes = new Changes(scratch, tables, scope);
        Change change = changes.count();
        long skipped =
                new Skips(session, scratch, tables, state, reach).make(made.skipped(), first);
        List<String> notes = new ArrayList<>(records.notes());
        widest(notes);
        List<Largest> largest = largest();
        return new IdentityReport(
                entity.name(),
                scope.otherRecords() + total,
                change,
                changes.byHand(decided),
                largest,
                skipped,
                notes,
                similarity == null ? null : similar(similarity, outcomes, change, largest));
    }

    private SimilarReport similar(
            Similarity by,
            List<SimilarReport.Outcome> outcomes,
            Change change,
            List<Largest> largest) {
        return by.report(
                by.isUpdate()
                        ? List.of(
                                by.outcome(
                                        change.profiles(),
                                        largest.isEmpty() ? 0 : largest.getFirst().records()))
                        : outcomes,
                similarWriting(by).waiting(decided));
    }

    /** Empty where only the profiles are computed that changes reach. */
    private List<SimilarReport.Outcome> outcomes(
            Similarity by, Partition made, long total, boolean anew) {
        by.weigh(records, decisions, anew);
        if (by.isUpdate()) {
            return List.of();
        }
        String truth = by.settings().truth();
        Outcomes outcomes =
                new Outcomes(
                        scratch,
                        matching,
                        decisions,
                        total,
                        truth == null ? null : matching.truth(truth));
        return by.outcomes(outcomes, made::make);
    }

    private SimilarWriting similarWriting(Similarity by) {
        return new SimilarWriting(session, scratch, tables, scope, by);
    }

    /** The query of the links by similarity; "": there are none. */
    String similarLinks() {
        return similarity == null ? "" : similarWriting(similarity).links();
    }

    /** Keeps what similarity found out beside the profiles. */
    void keepSimilar(long runId, Instant now) {
        if (similarity != null) {
            similarWriting(similarity).reviews();
            similarity.keep(runId, now);
        }
    }

    private IdentityReport unchanged() {
        long profiles = scope.otherProfiles();
        List<Largest> largest = new ArrayList<>();
        scratch.each(
                "select id, s, part, k from (" + scope.largest(LARGEST) + ") l",
                row -> largest.add(largest(row)));
        return new IdentityReport(
                entity.name(),
                scope.otherRecords(),
                new Change(profiles, profiles, 0, 0, 0, 0, 0),
                new IdentityReport.ByHand(0, 0),
                largest,
                scratch.number(
                        "select count(*) from " + tables.quoted(EntityTable.SKIPPED_IDENTIFIERS)),
                standing(),
                null);
    }

    /** What changes reach; null: everything was computed. */
    @Nullable Reach reach() {
        return reach;
    }

    /** Whether there is nothing to write. */
    boolean isUnchanged() {
        return partition == null;
    }

    Scope scope() {
        return scope;
    }

    /** The query of the rows of the state. */
    String state() {
        return state.rows(first, decided);
    }

    /** The query of the records with their profiles, once the state is written. */
    String records() {
        return state.records(first);
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
        String own =
                ("select i.id, cast(t.s as %s) as s, r.part, r.k from %s "
                                + "t join %s i on i.p = t.p join %s r on r.n = t.p where "
                                + "t.n = t.p")
                        .formatted(
                                state.bigint(),
                                scratch.name("parts"),
                                scratch.name("ids"),
                                scratch.name(Records.TABLE));
        String others = scope.largest(LARGEST);
        scratch.each(
                ("select id, s, part, k from (%s%s) l order by s desc, "
                                + "part, k collate \"C\" limit %d")
                        .formatted(
                                own,
                                others.isEmpty()
                                        ? ""
                                        : " union all select * from (" + others + ") o",
                                LARGEST),
                row -> all.add(largest(row)));
        return all;
    }

    private Largest largest(RowStream row) {
        return new Largest(
                Objects.requireNonNull(row.text(0)),
                row.whole(1),
                sightings.get((int) row.whole(2)).name() + " " + row.text(3));
    }

    /** Of the highest identifier without a quarantine: the value on most records. */
    private void widest(List<String> notes) {
        if (isOpen() && scope.frequent("widest", 0, Identifier.QUARANTINE) > 0) {
            notes.addAll(widest("select value, degree from " + scratch.name("widest")));
        }
    }

    /** The same of the records as they were when they were written. */
    private List<String> standing() {
        String often =
                "select v0 as v, count(*) as degree from %s where v0 is not null group by 1"
                        + " having count(*) > %d";
        if (!isOpen()
                || scratch.make("widest", often.formatted(state.table(), Identifier.QUARANTINE))
                        == 0) {
            return List.of();
        }
        return widest(
                ("select l.value, d.degree from (select distinct right_value as value from %s where"
                     + " kind = 'record_identifier' and right_type = %s) l join %s d on d.v = %s")
                        .formatted(
                                tables.quoted(EntityTable.LINKS),
                                new Texts(session.dialect())
                                        .literal(entity.identity().identifiers().getFirst().type()),
                                scratch.name("widest"),
                                state.hash("l.value")));
    }

    /**
     * Whether nothing keeps values of the highest identifier from joining any number of records.
     */
    private boolean isOpen() {
        List<Identifier> types = entity.identity().identifiers();
        return !types.isEmpty() && types.getFirst().quarantine() == null;
    }

    private List<String> widest(String values) {
        List<String> notes = new ArrayList<>();
        String form = "%s %s is on %,d records; 'quarantine' would keep it from joining them";
        String type = entity.identity().identifiers().getFirst().type();
        scratch.each(
                values + " order by 2 desc, 1 limit 1",
                row -> notes.add(form.formatted(type, row.text(0), row.whole(1))));
        return notes;
    }
}
