package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Survival;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The golden record: which record each surviving value comes from. Leaves {@code ranked}: the
 * records with their place by each way to choose; and {@code picks}: of each profile the place of
 * the best record for each attribute. Texts of nothing but spaces do not survive.
 */
final class Survivors {

    private final Scratch scratch;
    private final Dialect dialect;
    private final Texts texts;
    private final Entity entity;
    private final List<Sighting> sightings;
    private final List<String> attributes;
    private final List<Type> types;

    Survivors(
            Scratch scratch,
            Dialect dialect,
            Entity entity,
            Records records,
            List<String> attributes) {
        this.scratch = scratch;
        this.dialect = dialect;
        this.texts = new Texts(dialect);
        this.entity = entity;
        this.sightings = records.sightings();
        this.attributes = attributes;
        this.types = records.attributeTypes();
    }

    void make() {
        Set<String> ranks = new LinkedHashSet<>();
        List<String> picks = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        for (int a = 0; a < attributes.size(); a++) {
            if (survival(a) instanceof Survival.MostFrequent) {
                joins.append(frequent(a));
                picks.add("min(f%d.n) as w%d".formatted(a, a));
            } else {
                String order = order(a);
                if (!order.isEmpty()) {
                    ranks.add(order + " as " + rank(a));
                }
                picks.add(
                        "min(case when %s then r.%s end) as w%d".formatted(present(a), rank(a), a));
            }
        }
        scratch.make(
                "ranked",
                "select r.*"
                        + String.join("", ranks.stream().map(r -> ", " + r).toList())
                        + " from "
                        + scratch.name(Records.TABLE)
                        + " r");
        scratch.make(
                "picks",
                "select t.p, min(r.seen_first) as first_seen, max(r.seen_last) as last_seen"
                        + String.join("", picks.stream().map(p -> ", " + p).toList())
                        + " from %s r join %s t on t.n = r.n%s group by t.p"
                                .formatted(scratch.name("ranked"), scratch.name("parts"), joins));
    }

    private Survival survival(int attribute) {
        return entity.survive().getOrDefault(attributes.get(attribute), new Survival.MostRecent());
    }

    /** The column of an attribute's ranks. */
    private String rank(int attribute) {
        return switch (survival(attribute)) {
            case Survival.MostRecent recent -> "recent";
            case Survival.MostFrequent frequent -> "n";
            case Survival.Longest longest -> "longest" + attribute;
            case Survival.From from -> "best" + attribute;
        };
    }

    private String order(int attribute) {
        return switch (survival(attribute)) {
            case Survival.MostRecent recent ->
                    "row_number() over (order by r.seen_last desc nulls last, r.n)";
            case Survival.MostFrequent frequent -> "";
            case Survival.Longest longest ->
                    "row_number() over (order by length(%s) desc nulls last, r.n)"
                            .formatted(text("r.", attribute));
            case Survival.From(List<String> sources) ->
                    "row_number() over (order by %s, r.n)".formatted(preference(sources));
        };
    }

    private String preference(List<String> sources) {
        StringBuilder sql = new StringBuilder("case r.part");
        for (int i = 0; i < sightings.size(); i++) {
            String name = sightings.get(i).name();
            int dot = name.indexOf('.');
            int place = sources.indexOf(name);
            place = place < 0 && dot > 0 ? sources.indexOf(name.substring(0, dot)) : place;
            sql.append(" when %d then %d".formatted(i, place < 0 ? sources.size() : place));
        }
        return sql + " end";
    }

    private String frequent(int attribute) {
        String value = text("r.", attribute);
        return (" left join (select p, n from (select p, n, row_number() over (partition by p order"
                    + " by c desc, n) as place from (select t.p, count(*) as c, min(r.n) as n from"
                    + " %1$s r join %2$s t on t.n = r.n where %3$s group by t.p, %4$s) g) h where"
                    + " place = 1) f%5$d on f%5$d.p = t.p")
                .formatted(
                        scratch.name(Records.TABLE),
                        scratch.name("parts"),
                        present(attribute),
                        value,
                        attribute);
    }

    private String text(String alias, int attribute) {
        return dialect.text(alias + "a" + attribute, types.get(attribute));
    }

    private String present(int attribute) {
        boolean text = types.get(attribute).kind() == Type.Kind.TEXT;
        return text
                ? texts.trimmed(text("r.", attribute)) + " is not null"
                : "r.a" + attribute + " is not null";
    }

    /** The query of the profiles. */
    String profiles() {
        StringBuilder columns = new StringBuilder("i.id as " + dialect.quote(entity.idColumn()));
        StringBuilder from =
                new StringBuilder(
                        " from %s i join %s k on k.p = i.p"
                                .formatted(scratch.name("ids"), scratch.name("picks")));
        for (int a = 0; a < attributes.size(); a++) {
            columns.append(", v%d.a%d as %s".formatted(a, a, dialect.quote(attributes.get(a))));
            from.append(
                    " left join %s v%d on v%d.%s = k.w%d"
                            .formatted(scratch.name("ranked"), a, a, rank(a), a));
        }
        return "select " + columns + ", k.first_seen, k.last_seen" + from;
    }

    /** The query of where each surviving value comes from. */
    String provenance() {
        String source = Ids.source(texts, sightings, "v.part");
        List<String> all = new ArrayList<>();
        for (int a = 0; a < attributes.size(); a++) {
            all.add(
                    ("select i.id as %s, cast(%s as %s) as attribute, %s as value, %s as source,"
                                    + " v.k as record_key, v.seen_last as updated_at from %s i join"
                                    + " %s k on k.p = i.p join %s v on v.%s = k.w%d")
                            .formatted(
                                    dialect.quote(entity.idColumn()),
                                    texts.literal(attributes.get(a)),
                                    scratch.text("").type().name(),
                                    text("v.", a),
                                    source,
                                    scratch.name("ids"),
                                    scratch.name("picks"),
                                    scratch.name("ranked"),
                                    rank(a),
                                    a));
        }
        return all.isEmpty()
                ? ("select i.id as %s, k.attribute, k.value, k.source, k.record_key, k.updated_at"
                       + " from %s i join (select cast(null as %s) as attribute, cast(null as %s)"
                       + " as value, cast(null as %s) as source, cast(null as %s) as record_key,"
                       + " cast(null as %s) as updated_at) k on 1 = 0")
                        .formatted(
                                dialect.quote(entity.idColumn()),
                                scratch.name("ids"),
                                scratch.text("").type().name(),
                                scratch.text("").type().name(),
                                scratch.text("").type().name(),
                                scratch.text("").type().name(),
                                dialect.own(Dialect.Own.INSTANT))
                : String.join("\nunion all\n", all);
    }
}
