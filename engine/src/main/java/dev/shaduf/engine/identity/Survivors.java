package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Survival;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sighting;
import dev.shaduf.engine.record.Texts;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;

import java.util.ArrayList;
import java.util.List;

/**
 * The golden record: which record each surviving value comes from. Leaves {@code picks}: of each
 * profile the best record for each attribute. Texts of nothing but spaces do not survive.
 */
final class Survivors {

    private final Scratch scratch;
    private final Dialect dialect;
    private final Texts texts;
    private final Choices choices;
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
        this.choices = new Choices(dialect);
        this.entity = entity;
        this.sightings = records.sightings();
        this.attributes = attributes;
        this.types = records.attributeTypes();
    }

    void make() {
        List<String> picks = new ArrayList<>();
        List<String> tests = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        String recent = choices.mixed(choices.late("r.seen_last"), "r.n") + " as recent";
        for (int a = 0; a < attributes.size(); a++) {
            if (survival(a) instanceof Survival.MostFrequent) {
                joins.append(frequent(a));
                picks.add("min(f%d.n) as w%d".formatted(a, a));
            } else {
                tests.add(", case when %s then %s end as c%d".formatted(present(a), choice(a), a));
                picks.add("%s as w%d".formatted(choices.place("min(r.c%d)".formatted(a)), a));
            }
        }
        scratch.make(
                "picks",
                "select r.p, min(r.seen_first) as first_seen, max(r.seen_last) as last_seen"
                        + String.join("", picks.stream().map(p -> ", " + p).toList())
                        + (" from (select r.p, r.seen_first, r.seen_last%s from (select r.*, t.p,"
                                        + " %s from %s r join %s t on t.n = r.n) r) r%s group by"
                                        + " r.p")
                                .formatted(
                                        String.join("", tests),
                                        recent,
                                        scratch.name(Records.TABLE),
                                        scratch.name("parts"),
                                        joins));
    }

    private Survival survival(int attribute) {
        return entity.survive().getOrDefault(attributes.get(attribute), new Survival.MostRecent());
    }

    /** What is least for the record that an attribute is taken from, and tells its place. */
    private String choice(int attribute) {
        return switch (survival(attribute)) {
            case Survival.MostRecent recent -> "r.recent";
            case Survival.MostFrequent frequent -> "r.n";
            case Survival.Longest longest ->
                    choices.mixed("-length(" + text("r.", attribute) + ")", "r.n");
            case Survival.From(List<String> sources) -> choices.mixed(preference(sources), "r.n");
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
                    + " place = 1) f%5$d on f%5$d.p = r.p")
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
        return text ? texts.isPresent(text("r.", attribute)) : "r.a" + attribute + " is not null";
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
                    " left join %s v%d on v%d.n = k.w%d"
                            .formatted(scratch.name(Records.TABLE), a, a, a));
        }
        return "select " + columns + ", k.first_seen, k.last_seen" + from;
    }

    /** The query of where each surviving value comes from. */
    String provenance() {
        String source = Sighting.source(dialect, sightings, "v.part");
        List<String> all = new ArrayList<>();
        for (int a = 0; a < attributes.size(); a++) {
            all.add(
                    ("select i.id as %s, cast(%s as %s) as attribute, %s as value, %s as source,"
                                    + " v.k as record_key, v.seen_last as updated_at from %s i join"
                                    + " %s k on k.p = i.p join %s v on v.n = k.w%d")
                            .formatted(
                                    dialect.quote(entity.idColumn()),
                                    texts.literal(attributes.get(a)),
                                    scratch.text("").type().name(),
                                    text("v.", a),
                                    source,
                                    scratch.name("ids"),
                                    scratch.name("picks"),
                                    scratch.name(Records.TABLE),
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
