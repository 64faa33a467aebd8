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

    List<TestResult> run(Model model) {
        Relation relation = models.relation(model);
        List<TestResult> results = new ArrayList<>();
        for (ModelTest test : model.tests()) {
            results.add(run(model, relation, test));
        }
        return results;
    }

    private TestResult run(Model model, Relation relation, ModelTest test) {
        List<Column> columns =
                test.columns().stream().map(name -> column(model, relation, name)).toList();
        return switch (test.kind()) {
            case UNIQUE -> unique(relation, test, columns);
            case NOT_NULL -> notNull(relation, test, columns);
            case ACCEPTED_VALUES -> accepted(relation, test, columns.getFirst());
            case RELATIONSHIPS -> relationships(model, relation, test, columns.getFirst());
            case FRESHNESS -> freshness(relation, test, columns.getFirst());
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

    private TestResult unique(Relation relation, ModelTest test, List<Column> columns) {
        String names = names(columns);
        String present =
                columns.stream()
                        .map(c -> dialect.quote(c.name()) + " is not null")
                        .collect(Collectors.joining(" and "));
        String counted = dialect.quote("_occurrences");
        Sql failing =
                Sql.of(
                        ("(select m.*, count(*) over (partition by %s) as %s from (\n%s\n) "
                                        + "m where %s) f where %s > 1")
                                .formatted(
                                        names, counted, relation.query().text(), present, counted));
        return result("unique", relation, test, failing, "have a value that occurs more than once");
    }

    private TestResult notNull(Relation relation, ModelTest test, List<Column> columns) {
        String absent =
                columns.stream()
                        .map(c -> dialect.quote(c.name()) + " is null")
                        .collect(Collectors.joining(" or "));
        return result("not_null", relation, test, where(relation, absent), "have no value");
    }

    private TestResult accepted(Relation relation, ModelTest test, Column column) {
        List<String> values = new ArrayList<>();
        Json given = test.settings().raw("values");
        List<Json> items =
                given instanceof Json.Arr(List<Json> all)
                        ? all
                        : given == null ? List.of() : List.of(given);
        for (Json item : items) {
            String value = plain(item);
            if (value != null) {
                values.add("'" + value.replace("'", "''") + "'");
            }
        }
        String name = dialect.quote(column.name());
        String refused =
                values.isEmpty()
                        ? ""
                        : " and %s not in (%s)"
                                .formatted(
                                        dialect.text(name, column.type()),
                                        String.join(", ", values));
        return result(
                "accepted_values",
                relation,
                test,
                where(relation, name + " is not null" + refused),
                "have another value");
    }

    /** A value as canonical text, as the warehouse gives it. */
    private static @Nullable String plain(Json value) {
        if (value instanceof Json.Num(String digits)) {
            BigDecimal number = new BigDecimal(digits).stripTrailingZeros();
            return number.signum() == 0 ? "0" : number.toPlainString();
        }
        return value.asText();
    }

    private TestResult relationships(
            Model model, Relation relation, ModelTest test, Column column) {
        String field = test.settings().text("field", column.name());
        String other = other(model, test.settings().text("to"), field);
        String name = dialect.quote(column.name());
        String condition =
                "%s is not null and not exists (select 1 from %s where o.%s = m.%s)"
                        .formatted(name, other, dialect.quote(field), name);
        return result(
                "relationships",
                relation,
                test,
                where(relation, condition),
                "have a value that is not in " + test.settings().text("to") + "." + field);
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
        String name = name("freshness", test);
        if (age.within(Lengths.duration(test.settings().text("within")))) {
            return new TestResult(name, test.warn(), 0, List.of(), "");
        }
        Json.Obj row = Json.object().with(column.name(), found);
        return new TestResult(name, test.warn(), 1, List.of(row), "The newest row " + age + ".");
    }

    private Sql where(Relation relation, String condition) {
        return Sql.of("(\n" + relation.query().text() + "\n) m where " + condition);
    }

    private TestResult result(
            String word, Relation relation, ModelTest test, Sql failing, String what) {
        long count;
        try (RowStream rows = session.rows(Sql.of("select count(*) from ").plus(failing))) {
            count = rows.next() ? rows.whole(0) : 0;
        }
        if (count == 0) {
            return new TestResult(name(word, test), test.warn(), 0, List.of(), "");
        }
        String message =
                "%,d row%s %s: %s."
                        .formatted(
                                count,
                                count == 1 ? "" : "s",
                                count == 1 ? what.replaceFirst("^have", "has") : what,
                                String.join(", ", test.columns()));
        return new TestResult(
                name(word, test), test.warn(), count, examples(relation, failing), message);
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

    private String names(List<Column> columns) {
        return columns.stream().map(c -> dialect.quote(c.name())).collect(Collectors.joining(", "));
    }

    private static String name(String word, ModelTest test) {
        return word.toLowerCase(Locale.ROOT) + " " + String.join(", ", test.columns());
    }
}
