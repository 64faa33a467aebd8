package dev.shaduf.engine.model;

import dev.shaduf.engine.load.Age;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Model.ModelTest;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Lengths;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Runs the tests of models. */
final class ModelTests {

    private static final int EXAMPLES = 5;

    private final Models models;
    private final Session session;
    private final Dialect dialect;
    private final Project project;
    private final Instant now;

    ModelTests(Models models, Session session, Project project, Instant now) {
        this.models = models;
        this.session = session;
        this.dialect = session.dialect();
        this.project = project;
        this.now = now;
    }

    /**
     * What fails a test of rows.
     *
     * @param rows the failing rows, as what follows FROM
     * @param count the query of how many there are; null where {@code condition} tells
     * @param condition what makes a row of the model {@code m} fail, whatever others there are
     * @param join what the condition reads beside {@code m}
     * @param what what failing rows do: they "have …"
     */
    private record Check(
            ModelTest test,
            Sql rows,
            @Nullable Sql count,
            String condition,
            String join,
            String what) {}

    /** Reads the model once for all tests that look at each of its rows alone. */
    Tested run(Model model) {
        Relation relation = models.relation(model);
        List<Check> checks = new ArrayList<>();
        for (ModelTest test : model.tests()) {
            checks.add(check(model, relation, test, "o" + checks.size()));
        }
        List<Check> joint = checks.stream().filter(c -> !c.condition.isEmpty()).toList();
        List<Long> counts = joint.isEmpty() ? List.of() : counts(relation, joint);
        Iterator<Long> next = counts.iterator();
        Long rows = next.hasNext() ? next.next() : null;
        List<TestResult> results = new ArrayList<>();
        for (Check check : checks) {
            if (check.test.kind() == ModelTest.Kind.FRESHNESS) {
                results.add(
                        freshness(
                                relation,
                                check.test,
                                column(model, relation, check.test.columns().getFirst())));
            } else {
                long count = check.count == null ? next.next() : session.number(check.count);
                results.add(result(relation, check, count));
            }
        }
        return new Tested(results, rows);
    }

    /** How many rows there are, and how many fail each check. */
    private List<Long> counts(Relation relation, List<Check> checks) {
        StringBuilder counts = new StringBuilder("select count(*)");
        StringBuilder from = new StringBuilder(" from (\n" + relation.query().text() + "\n) m");
        for (Check check : checks) {
            counts.append(", count(case when ").append(check.condition).append(" then 1 end)");
            from.append(check.join);
        }
        Sql query = Sql.of(counts.append(from).toString());
        List<Long> found = new ArrayList<>();
        try (RowStream rows = session.rows(query)) {
            rows.next();
            for (int i = 0; i <= checks.size(); i++) {
                found.add(rows.whole(i));
            }
        }
        return found;
    }

    private Check check(Model model, Relation relation, ModelTest test, String other) {
        List<Column> columns =
                test.columns().stream().map(name -> column(model, relation, name)).toList();
        return switch (test.kind()) {
            case UNIQUE -> unique(relation, test, columns);
            case NOT_NULL -> notNull(relation, test, columns);
            case ACCEPTED_VALUES -> accepted(relation, test, columns.getFirst());
            case RELATIONSHIPS -> relationships(model, relation, test, columns.getFirst(), other);
            case FRESHNESS -> new Check(test, Sql.of(""), null, "", "", "");
        };
    }

    private static Column column(Model model, Relation relation, String name) {
        return relation.columns().stream()
                .filter(c -> c.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new ShadufException(
                                ModelFailure.NO_SUCH_COLUMN,
                                "%s: a test of '%s' names the column '%s', which is not there."
                                        .formatted(model.common().file(), model.name(), name),
                                Spelling.advice(
                                        name,
                                        relation.columns().stream().map(Column::name).toList())));
    }

    private Check unique(Relation relation, ModelTest test, List<Column> columns) {
        String names = columns.stream().map(this::name).collect(Collectors.joining(", "));
        String present =
                columns.stream()
                        .map(column -> name(column) + " is not null")
                        .collect(Collectors.joining(" and "));
        String from = "(\n" + relation.query().text() + "\n) m where " + present;
        String counted = dialect.quote("_occurrences");
        Sql failing =
                Sql.of(
                        "(select m.*, count(*) over (partition by %s) as %s from %s) f where %s > 1"
                                .formatted(names, counted, from, counted));
        Sql count =
                Sql.of(
                        ("select cast(sum(n) as bigint) from (select count(*) as n from %s"
                                        + " group by %s having count(*) > 1) r")
                                .formatted(from, names));
        String what = "have a value that occurs more than once";
        return new Check(test, failing, count, "", "", what);
    }

    private Check notNull(Relation relation, ModelTest test, List<Column> columns) {
        String absent =
                columns.stream()
                        .map(column -> name(column) + " is null")
                        .collect(Collectors.joining(" or "));
        return new Check(test, where(relation, absent), null, absent, "", "have no value");
    }

    private Check accepted(Relation relation, ModelTest test, Column column) {
        List<String> values = new ArrayList<>();
        Json given = test.settings().raw("values");
        List<Json> items =
                given instanceof Json.Arr(List<Json> all)
                        ? all
                        : given == null ? List.of() : List.of(given);
        for (Json item : items) {
            String value = plain(item);
            if (value != null) {
                values.add(dialect.literal(value));
            }
        }
        String name = name(column);
        String refused =
                values.isEmpty()
                        ? ""
                        : " and %s not in (%s)"
                                .formatted(
                                        dialect.text(name, column.type()),
                                        String.join(", ", values));
        String another = name + " is not null" + refused;
        return new Check(test, where(relation, another), null, another, "", "have another value");
    }

    /** A value as canonical text, as the warehouse gives it. */
    private static @Nullable String plain(Json value) {
        if (value instanceof Json.Num(String digits)) {
            BigDecimal number = new BigDecimal(digits).stripTrailingZeros();
            return number.signum() == 0 ? "0" : number.toPlainString();
        }
        return value.asText();
    }

    private Check relationships(
            Model model, Relation relation, ModelTest test, Column column, String alias) {
        String to = test.settings().text("to");
        String field = test.settings().text("field", column.name());
        String other = other(model, to, field);
        String name = name(column);
        String quoted = dialect.quote(field);
        String missing =
                "%s is not null and not exists (select 1 from %s where o.%s = %s)"
                        .formatted(name, other, quoted, name);
        String join =
                " left join (select distinct o.%s as v from %s) %s on %s.v = %s"
                        .formatted(quoted, other, alias, alias, name);
        return new Check(
                test,
                where(relation, missing),
                null,
                "%s is not null and %s.v is null".formatted(name, alias),
                join,
                "have a value that is not in " + to + "." + field);
    }

    /** The other side of a relationship: a model, or a table of a source. */
    private String other(Model model, String to, String field) {
        int dot = to.indexOf('.');
        Source source = dot < 0 ? null : project.sources().get(to.substring(0, dot));
        if (source != null && !project.models().containsKey(to)) {
            TableName table = new TableName(source.schema(), to.substring(dot + 1));
            return OwnTables.quoted(dialect, table) + " o";
        }
        Relation relation = models.relation(to);
        column(model, relation, field);
        return "(\n" + relation.query().text() + "\n) o";
    }

    private TestResult freshness(Relation relation, ModelTest test, Column column) {
        String newest = "max(" + dialect.quote(column.name()) + ")";
        Sql query =
                Sql.of(
                        "select %s from (\n%s\n) m"
                                .formatted(
                                        dialect.text(newest, column.type()),
                                        relation.query().text()));
        String found;
        try (RowStream rows = session.rows(query)) {
            found = rows.next() ? rows.text(0) : null;
        }
        Age age = Age.of(found, now);
        String name = title(test);
        if (age.within(Lengths.duration(test.settings().text("within")))) {
            return new TestResult(name, test.warn(), 0, List.of(), "");
        }
        Json.Obj row = Json.object().with(column.name(), found);
        return new TestResult(name, test.warn(), 1, List.of(row), "The newest row " + age + ".");
    }

    private Sql where(Relation relation, String condition) {
        return Sql.of("(\n" + relation.query().text() + "\n) m where " + condition);
    }

    private TestResult result(Relation relation, Check check, long count) {
        ModelTest test = check.test;
        if (count == 0) {
            return new TestResult(title(test), test.warn(), 0, List.of(), "");
        }
        String what = count == 1 ? check.what.replaceFirst("^have", "has") : check.what;
        String message =
                "%,d row%s %s: %s."
                        .formatted(
                                count,
                                count == 1 ? "" : "s",
                                what,
                                String.join(", ", test.columns()));
        return new TestResult(
                title(test), test.warn(), count, examples(relation, check.rows), message);
    }

    private List<Json.Obj> examples(Relation relation, Sql failing) {
        List<Dialect.Member> members = new ArrayList<>();
        for (Column column : relation.columns()) {
            String json = dialect.json(dialect.quote(column.name()), column.type());
            members.add(new Dialect.Member(column.name(), json));
        }
        String order =
                relation.key().isEmpty()
                        ? ""
                        : relation.key().stream()
                                .map(dialect::quote)
                                .collect(Collectors.joining(", ", " order by ", ""));
        Sql query =
                Sql.of("select " + dialect.jsonObject(members) + " from ")
                        .plus(failing)
                        .plus(order + " limit " + EXAMPLES);
        List<Json.Obj> rows = new ArrayList<>();
        try (RowStream stream = session.rows(query)) {
            while (stream.next()) {
                if (Json.parse(String.valueOf(stream.text(0))) instanceof Json.Obj row) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** A column of the model {@code m}. */
    private String name(Column column) {
        return "m." + dialect.quote(column.name());
    }

    private static String title(ModelTest test) {
        String kind = test.kind().name().toLowerCase(Locale.ROOT);
        return kind + " " + String.join(", ", test.columns());
    }
}
