package dev.shaduf.engine.identity;

import dev.shaduf.engine.identity.Sighting.Value;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.project.Entity.Normal;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The records of an entity in one temporary table {@code rec}: {@code n} counts them by their order
 * in the file and their key; {@code part} is the place in the file, {@code k} the key, {@code i0…}
 * the identifiers brought to one form and without blocked values, {@code a0…} the attributes.
 */
final class Records {

    static final String TABLE = "rec";

    private static final String RAW = "raw";

    private final Session session;
    private final Dialect dialect;
    private final Scratch scratch;
    private final Texts texts;
    private final Entity entity;
    private final List<Identifier> types;
    private final List<Sighting> sightings;
    private final List<Type> attributeTypes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();

    Records(Session session, Scratch scratch, Entity entity, List<Sighting> sightings) {
        this.session = session;
        this.dialect = session.dialect();
        this.scratch = scratch;
        this.texts = new Texts(dialect);
        this.entity = entity;
        this.types = entity.identity().identifiers();
        this.sightings = sightings;
        for (int a = 0; a < sightings.getFirst().attributes().size(); a++) {
            attributeTypes.add(attributeType(a));
        }
    }

    /** Where the entity is seen. */
    List<Sighting> sightings() {
        return sightings;
    }

    /** The types of the attributes: that of all places, or text where they differ. */
    List<Type> attributeTypes() {
        return attributeTypes;
    }

    /** What people should know. */
    List<String> notes() {
        return notes;
    }

    /** The blocked values. */
    List<Skipped> skipped() {
        return skipped;
    }

    private Type attributeType(int attribute) {
        List<Type> all =
                sightings.stream()
                        .map(s -> s.attributes().get(attribute))
                        .filter(Objects::nonNull)
                        .map(Value::type)
                        .distinct()
                        .toList();
        return all.size() == 1 ? all.getFirst() : scratch.text("").type();
    }

    /** Makes the table and gives how many records there are. */
    long make() {
        scratch.make(
                RAW,
                String.join(
                        "\nunion all\n",
                        IntStream.range(0, sightings.size()).mapToObj(this::seen).toList()));
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).normal() instanceof Normal.Phone(String region)) {
                phones(i, new Phones(region));
            }
            blocked(i);
        }
        long without =
                scratch.number("select count(*) from " + scratch.name(RAW) + " where k is null");
        if (without > 0) {
            notes.add("%,d rows without a key are left out".formatted(without));
        }
        return scratch.make(TABLE, numbered());
    }

    private String seen(int part) {
        Sighting sighting = sightings.get(part);
        List<String> columns = new ArrayList<>();
        columns.add(part + " as part");
        columns.add(sighting.key() + " as k");
        columns.add(sighting.first() + " as seen_first");
        columns.add(sighting.last() + " as seen_last");
        for (int i = 0; i < types.size(); i++) {
            String says = sighting.identifiers().get(i);
            columns.add(
                    (says == null ? nothing(scratch.text("").type()) : normal(i, says))
                            + " as i"
                            + i);
        }
        for (int a = 0; a < attributeTypes.size(); a++) {
            columns.add(
                    attribute(sighting.attributes().get(a), attributeTypes.get(a)) + " as a" + a);
        }
        return "select " + String.join(", ", columns) + " from (\n" + sighting.rows() + "\n) r";
    }

    private static String nothing(Type type) {
        return "cast(null as " + type.name() + ")";
    }

    private String attribute(@org.jspecify.annotations.Nullable Value value, Type wanted) {
        return value == null
                ? nothing(wanted)
                : value.type().equals(wanted)
                        ? value.sql()
                        : dialect.text(value.sql(), value.type());
    }

    private String normal(int type, String text) {
        String trimmed = texts.trimmed(text);
        return switch (types.get(type).normal()) {
            case Normal.None none -> trimmed;
            case Normal.Phone phone -> trimmed;
            case Normal.Lower lower -> "lower(" + trimmed + ")";
            case Normal.Email email -> texts.email(trimmed, email.gmail());
        };
    }

    /** Brings each distinct text to E.164 and keeps the pairs. */
    private void phones(int type, Phones phones) {
        List<String[]> pairs = new ArrayList<>();
        int[] none = new int[1];
        String column = "i" + type;
        scratch.each(
                "select distinct "
                        + column
                        + " from "
                        + scratch.name(RAW)
                        + " where "
                        + column
                        + " is not null",
                row -> {
                    String text = Objects.requireNonNull(row.text(0));
                    String number = phones.e164(text);
                    none[0] += number == null ? 1 : 0;
                    if (number != null) {
                        pairs.add(new String[] {text, number});
                    }
                });
        List<Column> columns = List.of(scratch.text("written"), scratch.text("number"));
        TableName table = scratch.empty("phones" + type, columns);
        try (Loader loader = session.load(table, columns)) {
            for (String[] pair : pairs) {
                loader.value(pair[0]);
                loader.value(pair[1]);
                loader.endRow();
            }
            loader.finish();
        }
        if (none[0] > 0) {
            notes.add(
                    "%,d values of %s are no phone numbers and identify nobody%s"
                            .formatted(
                                    none[0],
                                    types.get(type).type(),
                                    phones.isWithoutRegion()
                                            ? " (numbers without a country need 'region: US')"
                                            : ""));
        }
    }

    private void blocked(int type) {
        String column = "i" + type;
        scratch.each(
                "select %s, count(*) from %s where %s group by 1"
                        .formatted(column, scratch.name(RAW), isBlocked(column)),
                row ->
                        skipped.add(
                                new Skipped(
                                        types.get(type).type(),
                                        Objects.requireNonNull(row.text(0)),
                                        row.whole(1),
                                        Skipped.Reason.BLOCKED)));
    }

    private String isBlocked(String text) {
        return texts.blocked(text, entity.identity().block());
    }

    private String numbered() {
        List<String> columns = new ArrayList<>();
        StringBuilder from = new StringBuilder(" from " + once() + " r");
        for (int i = 0; i < types.size(); i++) {
            String column = "r.i" + i;
            String value = column;
            if (types.get(i).normal() instanceof Normal.Phone) {
                value = "p" + i + ".number";
                from.append(
                        " left join %s p%d on p%d.written = %s"
                                .formatted(scratch.name("phones" + i), i, i, column));
            }
            columns.add(
                    "case when %s then null else %s end as i%d"
                            .formatted(isBlocked(column), value, i));
        }
        for (int a = 0; a < attributeTypes.size(); a++) {
            columns.add("r.a" + a);
        }
        return "select row_number() over (order by r.part, r.k collate \"C\") - 1 as n, r.part,"
                + " r.k, r.seen_first, r.seen_last"
                + String.join("", columns.stream().map(c -> ",\n " + c).toList())
                + from;
    }

    /** The rows with a key; of those with the same one that which changed last. */
    private String once() {
        String raw = "(select * from " + scratch.name(RAW) + " where k is not null)";
        long twice =
                scratch.number(
                        ("select count(*) from (select part, k from %s d group by "
                                        + "part, k having count(*) > 1) d")
                                .formatted(raw));
        if (twice == 0) {
            return raw;
        }
        notes.add(
                "%,d keys occur more than once: the row that changed last counts".formatted(twice));
        List<String> order = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            order.add("i" + i);
        }
        for (int a = 0; a < attributeTypes.size(); a++) {
            order.add(dialect.text("a" + a, attributeTypes.get(a)));
        }
        return "(select * from (select d.*, row_number() over (partition by part, k order by"
                + " seen_last desc nulls last"
                + String.join("", order.stream().map(o -> ", " + o).toList())
                + ") as pick from "
                + raw
                + " d) d where pick = 1)";
    }
}
