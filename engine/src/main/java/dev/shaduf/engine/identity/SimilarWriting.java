package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sighting;
import dev.shaduf.engine.record.Texts;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Session;

import java.util.List;

/** The rows that similarity adds to the tables of an entity. For one computation. */
final class SimilarWriting {

    /** So many pairs that wait are kept: more than anybody goes through. */
    static final long MOST = 10_000;

    private static final int PAIR_ID = 16;
    private static final String WAITING = "waiting";
    private static final String REVIEWS = "reviews";

    private final Dialect dialect;
    private final Texts texts;
    private final Scratch scratch;
    private final EntityTables tables;
    private final List<Sighting> sightings;
    private final Scope scope;
    private final Similarity similarity;

    SimilarWriting(
            Session session,
            Scratch scratch,
            EntityTables tables,
            Scope scope,
            Similarity similarity) {
        this.dialect = session.dialect();
        this.texts = new Texts(dialect);
        this.scratch = scratch;
        this.tables = tables;
        this.sightings = similarity.sightings();
        this.scope = scope;
        this.similarity = similarity;
    }

    private String source(String alias) {
        return Sighting.source(dialect, sightings, alias + ".part");
    }

    private String pairs() {
        return "%1$s s join %2$s f on f.n = s.f join %2$s r on r.n = s.n"
                .formatted(scratch.name(Likenesses.TABLE), scratch.name(Records.TABLE));
    }

    private String profiles() {
        return " join %1$s t on t.n = s.f join %1$s u on u.n = s.n"
                .formatted(scratch.name("parts"));
    }

    /** The query of the links that join, or agree with what else joined. */
    String links() {
        return ("select %s as kind, %s as left_type, f.k as left_value, %s as right_type, r.k as"
                    + " right_value, %1$s as rule, %2$s as source, s.score, %s as evidence, %s as"
                    + " first_seen, %5$s as last_seen from %s%s where s.score >= %s and t.p = u.p")
                .formatted(
                        texts.text("similar"),
                        source("f"),
                        source("r"),
                        similarity.evidence().sql("s"),
                        texts.nothing(Own.INSTANT),
                        pairs(),
                        profiles(),
                        similarity.settings().mergeAt());
    }

    /** The records of all profiles, with their ids. */
    private String members() {
        String own =
                "select r.part, r.k, i.id from %s r join %s t on t.n = r.n join %s i on i.p = t.p"
                        .formatted(
                                scratch.name(Records.TABLE),
                                scratch.name("parts"),
                                scratch.name("ids"));
        String others = scope.others();
        return "(" + own + (others.isEmpty() ? "" : " union all " + others) + ")";
    }

    /**
     * Makes {@code waiting} of the pairs that wait for a person: not sure, not in one profile, and
     * nobody decided about them or keeps their profiles apart.
     *
     * @param decided whether there are decisions
     * @return how many they are
     */
    long waiting(boolean decided) {
        Similar settings = similarity.settings();
        String open =
                ("select p.*, x.id as a_id, y.id as b_id from (%s) p join %s x on x.k = p.a_key and"
                     + " x.part = p.a_part join %2$s y on y.k = p.b_key and y.part = p.b_part where"
                     + " p.score >= %s and p.score < %s and x.id <> y.id")
                        .formatted(
                                similarity.pairs(),
                                members(),
                                settings.reviewAt(),
                                settings.mergeAt());
        if (!decided) {
            return scratch.make(WAITING, open);
        }
        String decisions = tables.quoted(EntityTable.DECISIONS);
        String names =
                "select a as x, b as y%2$s from %1$s%3$s union select b, a%2$s from %1$s%3$s";
        scratch.make("said", names.formatted(decisions, "", ""));
        scratch.make(
                "strangers",
                ("select distinct x.id as x, y.id as y from (%s) d join (select m.*, %s as name"
                     + " from %s m) x on x.name = d.x join (select m.*, %2$s as name from %3$s m) y"
                     + " on y.name = d.y")
                        .formatted(
                                names.formatted(decisions, "", " where decision <> 'merge'"),
                                name("m.part", "m.k"),
                                members()));
        return scratch.make(
                WAITING,
                ("select p.* from (%s) p where not exists (select 1 from %s d where d.x = %s and"
                     + " d.y = %s) and not exists (select 1 from %s d where d.x = p.a_id and d.y ="
                     + " p.b_id)")
                        .formatted(
                                open,
                                scratch.name("said"),
                                name("p.a_part", "p.a_key"),
                                name("p.b_part", "p.b_key"),
                                scratch.name("strangers")));
    }

    private String name(String part, String key) {
        return Sighting.record(dialect, sightings, part, key);
    }

    /** The query of the pairs that were decided, with what was said about them last. */
    private String decidedEver() {
        return ("select o.pair_id, o.a_source, o.a_key, o.b_source, o.b_key, o.score, o.weights,"
                    + " coalesce(d.said, o.decision) as decision, coalesce(d.said_by, o.decided_by)"
                    + " as decided_by, coalesce(d.said_at, o.decided_at) as decided_at from %s o"
                    + " left join (select least(a, b) as x, greatest(a, b) as y, max(case decision"
                    + " when 'merge' then 'accept' else 'reject' end) as said, max(decided_by) as"
                    + " said_by, max(decided_at) as said_at from %s group by 1, 2 having"
                    + " count(distinct decision) = 1) d on d.x = least(%3$s, %4$s) and d.y ="
                    + " greatest(%3$s, %4$s) where o.decision is not null")
                .formatted(
                        tables.quoted(EntityTable.REVIEWS),
                        tables.quoted(EntityTable.DECISIONS),
                        "o.a_source || ':' || o.a_key",
                        "o.b_source || ':' || o.b_key");
    }

    /** Puts what waits, the most uncertain, and what was decided ever, into the reviews. */
    void reviews() {
        String columns =
                "pair_id, a_source, a_key, b_source, b_key, score, weights, decision, decided_by,"
                        + " decided_at";
        String a = Sighting.source(dialect, sightings, "s.a_part");
        String b = Sighting.source(dialect, sightings, "s.b_part");
        String pending =
                ("select substr(%s, 1, %d) as pair_id, %s as a_source, s.a_key, %s as b_source,"
                     + " s.b_key, s.score, cast(%s as %s) as weights, %s as decision, %7$s as"
                     + " decided_by, %s as decided_at from (select * from %s order by abs(score -"
                     + " 0.5), a_part, a_key, b_part, b_key limit %d) s")
                        .formatted(
                                dialect.functions().sha256(List.of(a, "s.a_key", b, "s.b_key")),
                                PAIR_ID,
                                a,
                                b,
                                similarity.evidence().sql("s"),
                                dialect.own(Own.JSON),
                                texts.nothing(Own.TEXT),
                                texts.nothing(Own.INSTANT),
                                scratch.name(WAITING),
                                MOST);
        if (tables.has(EntityTable.REVIEWS)) {
            pending =
                    ("%s union all select * from (%s) p where not exists (select 1 from %s o where"
                                    + " o.decision is not null and o.pair_id = p.pair_id)")
                            .formatted(decidedEver(), pending, tables.quoted(EntityTable.REVIEWS));
        }
        scratch.make(REVIEWS, pending);
        tables.replace(
                tables.table(EntityTable.REVIEWS),
                "select %s from %s".formatted(columns, scratch.name(REVIEWS)));
    }
}
