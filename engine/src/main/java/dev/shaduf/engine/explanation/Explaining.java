package dev.shaduf.engine.explanation;

import dev.shaduf.engine.explanation.Explanation.Identifier;
import dev.shaduf.engine.explanation.Explanation.Link;
import dev.shaduf.engine.explanation.Explanation.Merge;
import dev.shaduf.engine.explanation.Explanation.Point;
import dev.shaduf.engine.explanation.Explanation.Seen;
import dev.shaduf.engine.explanation.Explanation.Value;
import dev.shaduf.engine.identity.EntityTables;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Normal;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.record.Phones;
import dev.shaduf.engine.record.Texts;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * Reads why records are one profile from the tables of the last run. A profile is named by its id,
 * by {@code type:value} or by a record {@code source:key}. Not shared between threads.
 */
public final class Explaining {

    private static final String ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private final Session session;
    private final Entity entity;
    private final EntityTables tables;

    /** The profiles of an entity. */
    public Explaining(Session session, OwnTables own, Entity entity) {
        this.session = session;
        this.entity = entity;
        this.tables = new EntityTables(session, own, entity);
        if (!tables.has(EntityTable.RECORDS)) {
            throw new ShadufException(
                    ExplanationFailure.NO_SUCH_PROFILE,
                    "There are no profiles of '" + entity.name() + "' in the warehouse yet.",
                    "Make them: shaduf run " + entity.name());
        }
    }

    /** The profile that is meant. */
    public Explanation explain(String named) {
        return explained(profile(named));
    }

    /** The profile that both mean, with the way from one to the other. */
    public Explanation explain(String a, String b) {
        String id = profile(a);
        String other = profile(b);
        if (!id.equals(other)) {
            throw apart(a, b);
        }
        Explanation whole = explained(id);
        return new Explanation(
                id,
                whole.records(),
                whole.identifiers(),
                whole.attributes(),
                whole.links(),
                whole.merges(),
                new Paths(whole.links()).between(point(a, whole), point(b, whole)));
    }

    /** Whether two names mean one profile. */
    public boolean areOne(String a, String b) {
        return profile(a).equals(profile(b));
    }

    /** What is to be said of two names that mean two profiles. */
    public ShadufException apart(String a, String b) {
        String id = profile(a);
        String other = profile(b);
        return new ShadufException(
                ExplanationFailure.NO_SUCH_PROFILE,
                "%s and %s are two profiles: %s and %s.".formatted(a, b, id, other),
                whyApart(id, other));
    }

    /** What to look at, or to do, where two profiles are not one. */
    private String whyApart(String id, String other) {
        List<String> some = names(id);
        List<String> others = names(other);
        String query =
                "select a, b, decided_by, %s from %s where decision = 'unmerge' order by 1, 2"
                        .formatted(instant("decided_at"), tables.quoted(EntityTable.DECISIONS));
        List<List<String>> decided =
                tables.has(EntityTable.DECISIONS) ? all(query, Explaining::cells) : List.of();
        for (List<String> pair : decided) {
            String a = pair.get(0);
            String b = pair.get(1);
            if (some.contains(a) && others.contains(b) || some.contains(b) && others.contains(a)) {
                return "%s keeps them apart since %s; the opposite: shaduf merge %s %s %s"
                        .formatted(pair.get(2), pair.get(3).substring(0, 10), entity.name(), a, b);
            }
        }
        return "What was refused is in " + entity.name() + "_skipped_identifiers.";
    }

    private static List<String> cells(RowStream row) {
        return List.of(cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3));
    }

    private List<String> names(String id) {
        return records(id).stream().map(Seen::name).toList();
    }

    /**
     * The records that a name means, as {@code source:key}: the one, those with the identifier, or
     * all of the profile; the first of the file first.
     */
    List<String> recordsOf(String named) {
        Explanation whole = explain(named);
        int colon = colon(named);
        boolean all = named.matches(ID) || colon < 0;
        if (!all && isSource(named.substring(0, colon))) {
            return List.of(named);
        }
        Point wanted = point(named, whole);
        return whole.records().stream()
                .map(seen -> new Point(seen.source(), seen.key()))
                .filter(record ->
                        all
                                || whole.links().stream()
                                        .anyMatch(
                                                l -> l.a().equals(record) && l.b().equals(wanted)))
                .map(Point::toString)
                .toList();
    }

    /** The first record that a name means. */
    Seen recordOf(String named) {
        String first = recordsOf(named).getFirst();
        int colon = colon(first);
        return new Seen(first.substring(0, colon), first.substring(colon + 1));
    }

    /** What a name means within its profile: an id means the first record. */
    private Point point(String named, Explanation whole) {
        int colon = colon(named);
        if (named.matches(ID) || colon < 0) {
            Seen first = whole.records().getFirst();
            return new Point(first.source(), first.key());
        }
        String type = named.substring(0, colon);
        String value = named.substring(colon + 1);
        return new Point(type, isSource(type) ? value : normal(type, value));
    }

    private Explanation explained(String id) {
        return new Explanation(
                id, records(id), identifiers(id), attributes(id), links(id), merges(id), List.of());
    }

    /** The id of the profile that a name means now. */
    private String profile(String named) {
        if (named.matches(ID)) {
            return living(named.toLowerCase(Locale.ROOT));
        }
        int colon = colon(named);
        String type = colon < 0 ? "" : named.substring(0, colon);
        String value = named.substring(colon + 1);
        List<String> names = new ArrayList<>(sources());
        entity.identity().identifiers().forEach(each -> names.add(each.type()));
        if (!names.contains(type)) {
            throw new ShadufException(
                    ExplanationFailure.NO_SUCH_PROFILE,
                    "'" + named + "' is neither an id nor type:value nor source:key.",
                    colon < 0
                            ? "Write it as " + names.getLast() + ":" + named + "."
                            : Spelling.advice(type, names));
        }
        List<String> found = isSource(type) ? ofRecord(type, value) : ofValue(type, value);
        if (found.isEmpty()) {
            throw new ShadufException(
                    ExplanationFailure.NO_SUCH_PROFILE,
                    "No profile of %s has %s.".formatted(entity.name(), named),
                    "It may have come after the last run: shaduf run +" + entity.name());
        }
        if (found.size() > 1) {
            throw new ShadufException(
                    ExplanationFailure.NO_SUCH_PROFILE,
                    "%s is on %,d profiles: %s%s."
                            .formatted(
                                    named,
                                    found.size(),
                                    String.join(", ", found.subList(0, Math.min(5, found.size()))),
                                    found.size() > 5 ? ", …" : ""),
                    "Name one by its id; %s_skipped_identifiers says why they were not joined."
                            .formatted(entity.name()));
        }
        return found.getFirst();
    }

    /** The longest source that the name begins with, or else the first colon. */
    private int colon(String named) {
        return sources().stream()
                .filter(source -> named.startsWith(source + ":"))
                .map(String::length)
                .max(Comparator.naturalOrder())
                .orElse(named.indexOf(':'));
    }

    private List<String> sources() {
        return entity.records().stream().map(Entity.Seen::from).toList();
    }

    private boolean isSource(String name) {
        return sources().contains(name);
    }

    private String normal(String type, String value) {
        Normal normal =
                entity.identity().identifiers().stream()
                        .filter(each -> each.type().equals(type))
                        .map(Entity.Identifier::normal)
                        .findFirst()
                        .orElse(new Normal.None());
        String text = value.strip();
        return switch (normal) {
            case Normal.None none -> text;
            case Normal.Lower lower -> text.toLowerCase(Locale.ROOT);
            case Normal.Email email ->
                    first("select " + address(email) + " from (select ? as v) x", text);
            case Normal.Phone(String region) ->
                    Objects.requireNonNullElse(new Phones(region).e164(text), text);
        };
    }

    private String address(Normal.Email email) {
        return new Texts(session.dialect())
                .email("cast(v as " + session.dialect().own(Own.TEXT) + ")", email.gmail());
    }

    private String first(String query, String parameter) {
        return all(query, row -> String.valueOf(row.text(0)), parameter).getFirst();
    }

    /** An id that is there, or the one that absorbed it. */
    private String living(String id) {
        String at = id;
        for (int i = 0; i < 1_000; i++) {
            if (!all(records("1", "1 = 1 limit 1"), row -> "", at).isEmpty()) {
                return at;
            }
            List<String> next =
                    tables.has(EntityTable.MERGES)
                            ? all(
                                    ("select surviving_id from %s where cast(absorbed_id as %s) = ?"
                                         + " order by merged_at desc, run_id desc limit 1")
                                            .formatted(tables.quoted(EntityTable.MERGES), text()),
                                    row -> String.valueOf(row.text(0)),
                                    at)
                            : List.of();
            if (next.isEmpty()) {
                break;
            }
            at = next.getFirst();
        }
        throw new ShadufException(
                ExplanationFailure.NO_SUCH_PROFILE,
                "There is no profile " + id + " of " + entity.name() + ".",
                "shaduf preview " + entity.name() + " shows some.");
    }

    private String records(String columns, String more) {
        return "select %s from %s where %s = ? and %s"
                .formatted(columns, tables.quoted(EntityTable.RECORDS), idText(""), more);
    }

    private String text() {
        return session.dialect().own(Own.TEXT);
    }

    private String instant(String column) {
        String name = session.dialect().own(Own.INSTANT);
        return session.dialect().text(column, Type.of(Type.Kind.TIMESTAMP, name));
    }

    private String idText(String alias) {
        return "cast(" + alias + tables.id() + " as " + text() + ")";
    }

    private List<String> ofRecord(String source, String key) {
        return all(
                "select %s from %s where source = ? and record_key = ?"
                        .formatted(tables.id(), tables.quoted(EntityTable.RECORDS)),
                row -> String.valueOf(row.text(0)),
                source,
                key);
    }

    private List<String> ofValue(String type, String value) {
        return all(
                "select distinct %s from %s where type = ? and value = ? order by 1"
                        .formatted(tables.id(), tables.quoted(EntityTable.IDENTIFIERS)),
                row -> String.valueOf(row.text(0)),
                type,
                normal(type, value));
    }

    private List<Seen> records(String id) {
        List<String> order = sources();
        return all(
                        records("source, record_key", "1 = 1"),
                        row -> new Seen(cell(row, 0), cell(row, 1)),
                        id)
                .stream()
                .sorted(
                        Comparator.comparing((Seen seen) -> order.indexOf(seen.source()))
                                .thenComparing(Seen::key))
                .toList();
    }

    private List<Identifier> identifiers(String id) {
        return all(
                "select type, value, source from %s where %s = ? order by 1, 2, 3"
                        .formatted(tables.quoted(EntityTable.IDENTIFIERS), idText("")),
                row -> new Identifier(cell(row, 0), cell(row, 1), cell(row, 2)),
                id);
    }

    private List<Value> attributes(String id) {
        return all(
                "select attribute, value, source, record_key, %s from %s where %s = ?"
                        .formatted(
                                instant("updated_at"),
                                tables.quoted(EntityTable.ATTRIBUTES),
                                idText("")),
                row ->
                        new Value(
                                cell(row, 0),
                                cell(row, 1),
                                cell(row, 2),
                                cell(row, 3),
                                row.text(4)),
                id);
    }

    private List<Link> links(String id) {
        String record = "(r.source = l.left_type and r.record_key = l.left_value)";
        return all(
                ("select l.left_type, l.left_value, l.right_type, l.right_value, l.rule, l.source,"
                     + " l.score from %s l join %s r on %s where %s = ? order by 1, 2, 3, 4")
                        .formatted(
                                tables.quoted(EntityTable.LINKS),
                                tables.quoted(EntityTable.RECORDS),
                                record,
                                idText("r.")),
                row ->
                        new Link(
                                new Point(cell(row, 0), cell(row, 1)),
                                new Point(cell(row, 2), cell(row, 3)),
                                row.text(4),
                                cell(row, 5),
                                row.isNull(6) ? null : Double.valueOf(cell(row, 6))),
                id);
    }

    private List<Merge> merges(String id) {
        return tables.has(EntityTable.MERGES)
                ? all(
                        ("select absorbed_id, rule, evidence, %s from %s where "
                                        + "cast(surviving_id as %s) = ? order by merged_at, 1")
                                .formatted(
                                        instant("merged_at"),
                                        tables.quoted(EntityTable.MERGES),
                                        text()),
                        row -> new Merge(cell(row, 0), row.text(1), row.text(2), cell(row, 3)),
                        id)
                : List.of();
    }

    private static String cell(RowStream row, int column) {
        return String.valueOf(row.text(column));
    }

    private <T> List<T> all(String query, Function<RowStream, T> read, @Nullable Object... values) {
        List<T> all = new ArrayList<>();
        try (RowStream rows = session.rows(Sql.of(query, values))) {
            while (rows.next()) {
                all.add(read.apply(rows));
            }
        }
        return all;
    }
}
