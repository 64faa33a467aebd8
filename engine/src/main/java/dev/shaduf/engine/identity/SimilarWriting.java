package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Similar;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Session;

import java.util.List;

/** The rows that similarity adds to the tables of an entity. For one computation. */
final class SimilarWriting {

    static final String REVIEWS = "reviews";

    private static final int PAIR_ID = 16;

    private final Dialect dialect;
    private final Texts texts;
    private final Scratch scratch;
    private final EntityTables tables;
    private final List<Sighting> sightings;
    private final Similarity similarity;

    SimilarWriting(
            Session session,
            Scratch scratch,
            EntityTables tables,
            List<Sighting> sightings,
            Similarity similarity) {
        this.dialect = session.dialect();
        this.texts = new Texts(dialect);
        this.scratch = scratch;
        this.tables = tables;
        this.sightings = sightings;
        this.similarity = similarity;
    }

    private String source(String alias) {
        return Ids.source(texts, sightings, alias + ".part");
    }

    private String text(String literal) {
        return "cast(" + texts.literal(literal) + " as " + dialect.own(Own.TEXT) + ")";
    }

    private String nothing(Own type) {
        return "cast(null as " + dialect.own(type) + ")";
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
                        text("similar"),
                        source("f"),
                        source("r"),
                        similarity.evidence().sql("s"),
                        nothing(Own.INSTANT),
                        pairs(),
                        profiles(),
                        similarity.settings().mergeAt());
    }

    /**
     * The condition of the pairs {@code s} that wait for a person: not sure, not in one profile,
     * and nobody decided about them or keeps their profiles apart.
     *
     * @param decided whether there are decisions
     */
    private String waiting(boolean decided) {
        Similar settings = similarity.settings();
        String where =
                "s.score >= %s and s.score < %s and t.p <> u.p"
                        .formatted(settings.reviewAt(), settings.mergeAt());
        return decided
                ? where
                        + (" and not exists (select 1 from %1$s d where d.a = s.f and d.b = s.n)"
                               + " and not exists (select 1 from %2$s d where d.a = least(t.p, u.p)"
                               + " and d.b = greatest(t.p, u.p))")
                                .formatted(scratch.name(Decided.PAIRS), scratch.name("strangers"))
                : where;
    }

    /** How many pairs wait. */
    long waiting(Decided decided) {
        if (!decided.isEmpty()) {
            scratch.make(
                    "strangers",
                    ("select distinct least(x.p, y.p) as a, greatest(x.p, y.p) as b from %1$s d"
                         + " join %2$s x on x.n = d.a join %2$s y on y.n = d.b where not d.same")
                            .formatted(scratch.name(Decided.PAIRS), scratch.name("parts")));
        }
        return scratch.number(
                "select count(*) from %s s%s where %s"
                        .formatted(
                                scratch.name(Likenesses.TABLE),
                                profiles(),
                                waiting(!decided.isEmpty())));
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
                        tables.quoted(tables.table(REVIEWS)),
                        tables.quoted(tables.table("decisions")),
                        "o.a_source || ':' || o.a_key",
                        "o.b_source || ':' || o.b_key");
    }

    /** Puts what waits, and what was decided ever, into the reviews. */
    void reviews(Decided decided) {
        String columns =
                "pair_id, a_source, a_key, b_source, b_key, score, weights, decision, decided_by,"
                        + " decided_at";
        String pending =
                ("select substr(%s, 1, %d) as pair_id, %s as a_source, f.k as a_key, %s as"
                     + " b_source, r.k as b_key, s.score, cast(%s as %s) as weights, %s as"
                     + " decision, %7$s as decided_by, %s as decided_at from %s%s where %s")
                        .formatted(
                                texts.sha256(List.of(source("f"), "f.k", source("r"), "r.k")),
                                PAIR_ID,
                                source("f"),
                                source("r"),
                                similarity.evidence().sql("s"),
                                dialect.own(Own.JSON),
                                nothing(Own.TEXT),
                                nothing(Own.INSTANT),
                                pairs(),
                                profiles(),
                                waiting(!decided.isEmpty()));
        if (tables.has(REVIEWS)) {
            pending =
                    ("%s union all select * from (%s) p where not exists (select 1 from %s o where"
                                    + " o.decision is not null and o.pair_id = p.pair_id)")
                            .formatted(
                                    decidedEver(), pending, tables.quoted(tables.table(REVIEWS)));
        }
        scratch.make(REVIEWS, pending);
        tables.replace(
                tables.table(REVIEWS),
                "select %s from %s".formatted(columns, scratch.name(REVIEWS)));
    }
}
