package dev.shaduf.engine.record;

import dev.shaduf.engine.model.RowValues.Value;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.project.Entity.Normal;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The records of an entity in one temporary table {@code rec}: {@code n} counts them by their order
 * in the file and their key; {@code part} is the place in the file, {@code k} the key, {@code i0…}
 * the identifiers brought to one form and without blocked values, {@code b0…} the blocked ones,
 * {@code a0…} the attributes, {@code h} a hash of all as it was read.
 */
public final class Records {

    /** The temporary table of all records. */
    public static final String TABLE = "rec";

    private final Session session;
    private final Dialect dialect;
    private final Scratch scratch;
    private final Texts texts;
    private final Entity entity;
    private final List<Identifier> types;
    private final List<Sighting> sightings;
    private final List<Type> attributeTypes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long keyless;

    /** Of these sightings; {@link #prepare} comes first. */
    public Records(Session session, Scratch scratch, Entity entity, List<Sighting> sightings) {
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
    public List<Sighting> sightings() {
        return sightings;
    }

    /** The types of the attributes: one that has the values of all places, or else text. */
    public List<Type> attributeTypes() {
        return attributeTypes;
    }

    /** What people should know. */
    public List<String> notes() {
        return notes;
    }

    private Type attributeType(int attribute) {
        List<Type> all =
                sightings.stream()
                        .map(s -> s.attributes().get(attribute))
                        .filter(Objects::nonNull)
                        .map(Value::type)
                        .distinct()
                        .toList();
        return all.size() == 1 ? all.getFirst() : new CommonType(dialect).of(all);
    }

    /** Evaluates what is costly once, before anything else. */
    public void prepare() {
        for (int part = 0; part < sightings.size(); part++) {
            if (!sightings.get(part).plain()) {
                scratch.make("raw" + part, seen(part, null));
            }
        }
    }

    /** The query of all rows as they are there: {@code part, k, h} and their values. */
    public String contents() {
        List<String> all = new ArrayList<>();
        for (int part = 0; part < sightings.size(); part++) {
            all.add(raw(part, null));
        }
        return String.join("\nunion all\n", all);
    }

    /** Says how many rows of all have no key, where only some are looked up. */
    public void keyless(long rows) {
        this.keyless = rows;
    }

    /**
     * Makes a table of records and gives how many there are.
     *
     * @param wanted a table of their {@code part, k}; null: all
     */
    public long make(String table, @Nullable String wanted) {
        notes.clear();
        settle(table, rows(wanted));
        long without =
                wanted == null
                        ? session.execute(
                                Sql.of("delete from " + scratch.name(table) + " where k is null"))
                        : keyless;
        if (without > 0) {
            notes.add(
                    without == 1
                            ? "1 row without a key is left out"
                            : "%,d rows without a key are left out".formatted(without));
        }
        once(table);
        return scratch.number("select count(*) from " + scratch.name(table));
    }

    /** Makes a table of records out of rows of {@link #contents}: all that there are of a key. */
    public void take(String table, String rows) {
        List<String> all = new ArrayList<>();
        for (int part = 0; part < sightings.size(); part++) {
            all.add("select * from (" + rows + ") r where part = " + part);
        }
        settle(table, all);
        once(table);
    }

    private void settle(String table, List<String> rows) {
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).normal() instanceof Normal.Phone(String region)) {
                phones(i, new Phones(region), rows);
            }
        }
        scratch.make(table, numbered("(" + settled(rows) + ")"));
    }

    /** The queries of the rows by place. A few of many are looked up once and kept. */
    private List<String> rows(@Nullable String wanted) {
        List<String> all = new ArrayList<>();
        for (int part = 0; part < sightings.size(); part++) {
            String rows = raw(part, wanted);
            if (wanted != null) {
                scratch.make("found" + part, rows);
                rows = "select * from " + scratch.name("found" + part);
            }
            all.add(rows);
        }
        return all;
    }

    /** The rows of one place, those of a table or all. */
    private String raw(int part, @Nullable String wanted) {
        if (sightings.get(part).plain()) {
            return seen(part, wanted);
        }
        String all = "select * from " + scratch.name("raw" + part);
        return wanted == null ? all : all + " r where r.k in " + keys(part, wanted);
    }

    private static String keys(int part, String wanted) {
        return "(select w.k from %s w where w.part = %d)".formatted(wanted, part);
    }

    /** The query of the rows of one place. */
    private String seen(int part, @Nullable String wanted) {
        Sighting sighting = sightings.get(part);
        Type text = scratch.text("").type();
        List<String> columns = new ArrayList<>();
        List<String> formed = new ArrayList<>();
        formed.add(
                dialect.hashes()
                        .formed("cast(" + part + " as " + place() + ")", scratch.place("").type()));
        add(columns, formed, sighting.key(), text, "k");
        add(columns, formed, sighting.first(), scratch.instant(), "seen_first");
        add(columns, formed, sighting.last(), scratch.instant(), "seen_last");
        for (int i = 0; i < types.size(); i++) {
            String says = sighting.identifiers().get(i);
            add(columns, formed, says == null ? nothing(text) : says, text, "t" + i);
        }
        for (int a = 0; a < attributeTypes.size(); a++) {
            Type type = attributeTypes.get(a);
            add(columns, formed, attribute(sighting.attributes().get(a), type), type, "a" + a);
        }
        String rows = "(\n" + sighting.rows() + "\n) r";
        if (wanted != null) {
            String chosen = sighting.key() + " in " + keys(part, wanted);
            rows = "(select * from " + rows + " where " + chosen + ") r";
        }
        return "select %d as part, %s, %s as h from %s"
                .formatted(part, String.join(", ", columns), dialect.hashes().of(formed), rows);
    }

    private String place() {
        return scratch.place("").type().name();
    }

    private void add(
            List<String> columns, List<String> formed, String value, Type type, String name) {
        columns.add(value + " as " + name);
        formed.add(dialect.hashes().formed(value, type));
    }

    private static String nothing(Type type) {
        return "cast(null as " + type.name() + ")";
    }

    private String attribute(@Nullable Value value, Type wanted) {
        return value == null
                ? nothing(wanted)
                : value.type().equals(wanted)
                        ? value.sql()
                        : wanted.kind() == Type.Kind.TEXT
                                ? dialect.text(value.sql(), value.type())
                                : "cast(" + value.sql() + " as " + wanted.name() + ")";
    }

    private String normal(int type) {
        String trimmed = texts.trimmed("r.t" + type);
        return switch (types.get(type).normal()) {
            case Normal.None none -> trimmed;
            case Normal.Phone phone -> trimmed;
            case Normal.Lower lower -> "lower(" + trimmed + ")";
            case Normal.Email email -> texts.email(trimmed, email.gmail());
        };
    }

    private String isBlocked(String text) {
        return texts.blocked(text, entity.identity().block());
    }

    /** Brings each distinct text to E.164 and keeps the pairs. */
    private void phones(int type, Phones phones, List<String> rows) {
        List<String> all = new ArrayList<>();
        for (int part = 0; part < sightings.size(); part++) {
            if (sightings.get(part).identifiers().get(type) != null) {
                all.add("select %s as v from (%s) r".formatted(normal(type), rows.get(part)));
            }
        }
        List<Column> columns = List.of(scratch.text("written"), scratch.text("number"));
        PhoneTable numbers = new PhoneTable(phones, columns.get(0), columns.get(1));
        if (!all.isEmpty()) {
            scratch.each(
                    "select distinct v from (%s) p where v is not null and not %s"
                            .formatted(String.join(" union all ", all), isBlocked("v")),
                    row -> numbers.add(Objects.requireNonNull(row.text(0))));
        }
        numbers.load(session, scratch.empty("phones" + type, columns));
        if (numbers.wrong() > 0) {
            notes.add(
                    "%,d values of %s are no phone numbers and identify nobody%s"
                            .formatted(
                                    numbers.wrong(),
                                    types.get(type).type(),
                                    phones.isWithoutRegion()
                                            ? " (numbers without a country need 'region: US')"
                                            : ""));
        }
    }

    /** All rows with their values brought to one form. */
    private String settled(List<String> rows) {
        List<String> normal = new ArrayList<>();
        List<String> tested = new ArrayList<>();
        List<String> settled = new ArrayList<>();
        StringBuilder from = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            normal.add(", " + normal(i) + " as i" + i);
            tested.add(", " + isBlocked("r.i" + i) + " as x" + i);
            String value = "r.i" + i;
            if (types.get(i).normal() instanceof Normal.Phone) {
                value = "p" + i + ".number";
                from.append(
                        " left join %s p%d on p%d.written = r.i%d"
                                .formatted(scratch.name("phones" + i), i, i, i));
            }
            settled.add(", case when r.x%1$d then null else %2$s end as i%1$d".formatted(i, value));
            settled.add(", case when r.x%1$d then r.i%1$d end as b%1$d".formatted(i));
        }
        StringBuilder rest = new StringBuilder("r.part, r.k, r.h, r.seen_first, r.seen_last");
        for (int a = 0; a < attributeTypes.size(); a++) {
            rest.append(", r.a").append(a);
        }
        return "select %s%s from (select r.*%s from (select %1$s%s from (%s) r) r) r%s"
                .formatted(
                        rest,
                        String.join("", settled),
                        String.join("", tested),
                        String.join("", normal),
                        String.join("\nunion all\n", rows),
                        from);
    }

    /** The rows of a query in order, those without a key at the end. */
    private String numbered(String rows) {
        List<String> columns =
                new ArrayList<>(List.of("part", "k", "h", "seen_first", "seen_last"));
        for (int i = 0; i < types.size(); i++) {
            columns.add("i" + i);
            columns.add("b" + i);
        }
        for (int a = 0; a < attributeTypes.size(); a++) {
            columns.add("a" + a);
        }
        return ("select cast(row_number() over () - 1 as %s) as n, case when lag(k) over () = k and"
                    + " lag(part) over () = part then 1 end as again, %s from (select * from %s r"
                    + " order by case when k is null then 1 else 0 end, part, k collate \"C\") r")
                .formatted(scratch.place("").type().name(), String.join(", ", columns), rows);
    }

    /** Of rows with the same key leaves that which changed last. */
    private void once(String table) {
        String some = "select count(again) from " + scratch.name(table);
        String exactly =
                ("select count(*) from (select part, k from %s d group by part, k having count(*)"
                                + " > 1) d")
                        .formatted(scratch.name(table));
        long twice = scratch.number(some) == 0 ? 0 : scratch.number(exactly);
        if (twice == 0) {
            return;
        }
        notes.add(
                "%,d %s more than once: the row that changed last counts"
                        .formatted(twice, twice == 1 ? "key occurs" : "keys occur"));
        StringBuilder order = new StringBuilder("seen_last desc nulls last");
        for (int i = 0; i < types.size(); i++) {
            order.append(", i%1$d collate \"C\", b%1$d collate \"C\"".formatted(i));
        }
        for (int a = 0; a < attributeTypes.size(); a++) {
            order.append(", ").append(dialect.text("a" + a, attributeTypes.get(a)));
            order.append(" collate \"C\"");
        }
        scratch.make(
                "once",
                ("select * from (select d.*, row_number() over (partition by part, k order by %s)"
                                + " as pick from %s d) d where pick = 1")
                        .formatted(order, scratch.name(table)));
        scratch.make(table, numbered(scratch.name("once")));
    }
}
