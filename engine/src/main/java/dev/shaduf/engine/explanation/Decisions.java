package dev.shaduf.engine.explanation;

import dev.shaduf.engine.explanation.Explanation.Seen;
import dev.shaduf.engine.identity.EntityLease;
import dev.shaduf.engine.identity.EntityTables;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What persons decide about profiles, as pairs of records in {@code <entity>_decisions}: joined, or
 * kept apart. A decision holds until the opposite is said; the next run applies it. Not shared
 * between threads.
 */
public final class Decisions {

    private static final int MOST_PAIRS = 100_000;
    private static final String MERGE = "merge";
    private static final String UNMERGE = "unmerge";

    private final Session session;
    private final OwnTables own;
    private final Entity entity;
    private final EntityTables tables;
    private final Explaining explaining;
    private final String decidedBy;
    private final Instant now;

    /** Decisions of one person. */
    public Decisions(Session session, OwnTables own, Entity entity, String decidedBy, Instant now) {
        this.session = session;
        this.own = own;
        this.entity = entity;
        this.tables = new EntityTables(session, own, entity);
        this.explaining = new Explaining(session, own, entity);
        this.decidedBy = decidedBy;
        this.now = now;
    }

    /** Joins two profiles. */
    public void merge(String a, String b) {
        List<String> some = explaining.recordsOf(a);
        List<String> others = explaining.recordsOf(b);
        if (some.getFirst().equals(others.getFirst())) {
            throw new ShadufException(
                    ExplanationFailure.NO_SUCH_PROFILE,
                    "%s and %s are the same record, %s.".formatted(a, b, some.getFirst()),
                    "Name two records, source:key, or two profiles.");
        }
        inTransaction(() -> {
            forget(UNMERGE, whole(a), whole(b));
            forget(MERGE, some.subList(0, 1), others.subList(0, 1));
            write(MERGE, List.<String[]>of(new String[] {some.getFirst(), others.getFirst()}));
        });
    }

    /** Takes a record out of its profile. */
    public void unmerge(String record) {
        List<String> named = explaining.recordsOf(record);
        List<String> others = whole(record);
        others.removeAll(named);
        if (others.isEmpty()) {
            throw new ShadufException(
                    ExplanationFailure.NO_SUCH_PROFILE,
                    record + " is all there is of its profile: nothing is to be taken apart.",
                    "Name a record, source:key, of a profile with more of them.");
        }
        apart(named, others);
    }

    /** Keeps the records of two names apart. */
    public void unmerge(String a, String b) {
        List<String> some = explaining.recordsOf(a);
        List<String> others = explaining.recordsOf(b);
        List<String> both = new ArrayList<>(some);
        both.retainAll(others);
        if (!both.isEmpty()) {
            throw new ShadufException(
                    ExplanationFailure.NO_SUCH_PROFILE,
                    "%s has both, %s and %s.".formatted(both.getFirst(), a, b),
                    "A record is never taken apart: name two records, source:key.");
        }
        apart(some, others);
    }

    private void apart(List<String> some, List<String> others) {
        if ((long) some.size() * others.size() > MOST_PAIRS) {
            throw new ShadufException(
                    ExplanationFailure.NO_SUCH_PROFILE,
                    "%,d and %,d records are too many to keep apart one by one."
                            .formatted(some.size(), others.size()),
                    "A rule does better: 'limit', 'block' or 'quarantine' of what joined them.");
        }
        List<String[]> pairs = new ArrayList<>();
        some.forEach(a -> others.forEach(b -> pairs.add(new String[] {a, b})));
        inTransaction(() -> {
            forget(MERGE, some, others);
            forget(UNMERGE, some, others);
            write(UNMERGE, pairs);
        });
    }

    private List<String> whole(String named) {
        List<String> all = new ArrayList<>();
        for (Seen seen : explaining.explain(named).records()) {
            all.add(seen.name());
        }
        return all;
    }

    /** Refuses while a run is at work, which would not know the decision. */
    private void inTransaction(Runnable work) {
        EntityLease.mustBeFree(own, session, entity.name());
        session.begin(Session.Mode.WRITE);
        try {
            tables.makeHistory();
            work.run();
            session.commit();
        } finally {
            session.rollback();
        }
    }

    /** Drops decisions of a kind between the ones and the others. */
    private void forget(String decision, List<String> some, List<String> others) {
        try (Scratch scratch = new Scratch(session, "identity")) {
            List<Column> columns = List.of(scratch.text("name"), scratch.whole("side"));
            String names = scratch.name("named");
            try (Loader loader = session.load(scratch.empty("named", columns), columns)) {
                load(loader, some, 0);
                load(loader, others, 1);
                loader.finish();
            }
            String in = "%s in (select name from " + names + " where side = %d)";
            session.execute(
                    Sql.of(
                            "delete from %s where decision = ? and (%s and %s or %s and %s)"
                                    .formatted(
                                            tables.quoted(EntityTable.DECISIONS),
                                            in.formatted("a", 0),
                                            in.formatted("b", 1),
                                            in.formatted("a", 1),
                                            in.formatted("b", 0)),
                            decision));
        }
    }

    private static void load(Loader loader, List<String> names, long side) {
        for (String name : names) {
            loader.value(name);
            loader.value(side);
            loader.endRow();
        }
    }

    private void write(String decision, List<String[]> pairs) {
        Type text = Type.of(Type.Kind.TEXT, session.dialect().own(Own.TEXT));
        Type instant = Type.of(Type.Kind.TIMESTAMP, session.dialect().own(Own.INSTANT));
        List<Column> columns =
                List.of(
                        new Column("a", text),
                        new Column("b", text),
                        new Column("decision", text),
                        new Column("decided_by", text),
                        new Column("decided_at", instant));
        try (Loader loader = session.load(tables.table(EntityTable.DECISIONS), columns)) {
            for (String[] pair : pairs) {
                loader.value(pair[0]);
                loader.value(pair[1]);
                loader.value(decision);
                loader.value(decidedBy);
                loader.value(now.toString());
                loader.endRow();
            }
            loader.finish();
        }
    }
}
