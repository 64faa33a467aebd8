package dev.shaduf.engine.trait;

import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.project.Trait.Aggregate;
import dev.shaduf.engine.project.Trait.Expression;
import dev.shaduf.engine.project.Trait.Query;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Computes some traits of an entity into temporary tables and adds those to a sheet. Used once. */
final class Batch {

    /** Where a driver's message goes on about the query that it was given. */
    private static final Pattern ASIDE =
            Pattern.compile(
                    "\\n\\s*(?:LINE \\d+:|Position:)|\\s+Candidate functions:"
                            + "|\\s+when casting from source column (?![^\\n(]*(?:\\n|$))");

    private final Facts facts;
    private final TraitRun.Wanted wanted;
    private final Scratch scratch;
    private final Models models;
    private final Entity entity;
    private final Sheet sheet;
    private final Map<String, ShadufException> failed;
    private final Touched.@Nullable Some some;
    private final Idiom idiom;
    private final Dialect dialect;

    /**
     * @param failed gets what is wrong with a trait, by its name
     * @param some the profiles for which alone some traits are computed
     */
    Batch(
            Facts facts,
            TraitRun.Wanted wanted,
            Sheet sheet,
            Map<String, ShadufException> failed,
            Touched.@Nullable Some some) {
        this.some = some;
        this.facts = facts;
        this.entity = facts.entity();
        this.wanted = wanted;
        this.scratch = facts.scratch();
        this.models = facts.models();
        this.sheet = sheet;
        this.failed = failed;
        this.dialect = scratch.session().dialect();
        this.idiom = Idiom.of(dialect);
    }

    /** In this order, aggregates first. */
    void compute(List<Trait> traits) {
        Map<String, List<Trait>> ofAll = new LinkedHashMap<>();
        Map<String, List<Trait>> ofSome = new LinkedHashMap<>();
        for (Trait trait : traits) {
            if (trait.rule() instanceof Aggregate rule) {
                boolean few = some != null && some.traits().contains(trait.name());
                (few ? ofSome : ofAll)
                        .computeIfAbsent(rule.of(), of -> new ArrayList<>())
                        .add(trait);
            }
        }
        ofAll.forEach((of, alike) -> aggregates(of, alike, null));
        ofSome.forEach((of, alike) -> aggregates(of, alike, Objects.requireNonNull(some).table()));
        for (Trait trait : traits) {
            if (trait.rule() instanceof Query rule) {
                one(trait, () -> query(trait, rule));
            } else if (trait.rule() instanceof Expression rule) {
                one(trait, () -> expression(trait, rule));
            }
        }
    }

    private void one(Trait trait, Runnable work) {
        try {
            work.run();
        } catch (ShadufException e) {
            failed.put(trait.name(), e);
        }
    }

    /**
     * @param ids a table of the profiles for which they are computed; null: all
     */
    private void aggregates(String of, List<Trait> traits, @Nullable String ids) {
        Map<String, List<Pass.Column>> columns = new LinkedHashMap<>();
        try {
            Fact all = facts.of(of);
            Fact fact = ids == null ? all : all.of(ids);
            Pass pass = new Pass(fact, wanted.now(), wanted.until(), facts.kinds(fact, traits));
            for (Trait trait : traits) {
                one(
                        trait,
                        () -> {
                            Pass.Column column = pass.column(trait, (Aggregate) trait.rule());
                            columns.computeIfAbsent(column.over(), o -> new ArrayList<>())
                                    .add(column);
                        });
            }
            columns.values().forEach(alike -> attempt(alike, pass::query, ids));
        } catch (ShadufException e) {
            traits.forEach(trait -> failed.putIfAbsent(trait.name(), e));
        }
    }

    /** All in one query; where the warehouse refuses it, each alone, to know which is wrong. */
    private void attempt(
            List<Pass.Column> columns,
            Function<List<Pass.Column>, String> query,
            @Nullable String ids) {
        try {
            String table = scratch.tableOf(query.apply(columns));
            Map<String, String> fallbacks = new LinkedHashMap<>();
            columns.forEach(c -> fallbacks.put(c.trait().name(), fallback(c)));
            if (ids == null) {
                sheet.add(table, fallbacks);
            } else {
                sheet.add(table, fallbacks, ids);
            }
        } catch (ShadufException e) {
            if (e.code() != Failure.SQL_FAILED) {
                throw e;
            }
            if (columns.size() == 1) {
                Pass.Column column = columns.getFirst();
                failed.put(column.trait().name(), refused(Pass.where(column.rule()), e));
                return;
            }
            columns.forEach(column -> attempt(List.of(column), query, ids));
        }
    }

    private String fallback(Pass.Column column) {
        String value =
                switch (column.rule().function()) {
                    case COUNT, UNIQUE_COUNT -> "0";
                    case EXISTS -> "false";
                    default -> "";
                };
        return value.isEmpty() ? "" : TypeCast.of(idiom, column.trait().type(), value);
    }

    private static ShadufException refused(String where, ShadufException e) {
        Throwable cause = e.getCause();
        String said =
                cause == null || cause.getMessage() == null ? e.message() : cause.getMessage();
        String first = ASIDE.split(said, 2)[0].strip();
        return new ShadufException(
                TraitFailure.WRONG_EXPRESSION,
                where
                        + ": the warehouse cannot compute it. "
                        + first.replaceAll("\\s*\\n\\s*", " "),
                first.contains("by zero")
                        ? "Divide by nullif(…, 0): then the value is null."
                        : "Correct it, or the rows it reads.",
                e);
    }

    private void query(Trait trait, Query rule) {
        Model model =
                Model.ofNoFile(
                        trait.common(), new Model.Query.Text(rule.sql(), rule.file(), rule.line()));
        Relation relation = models.relation(model);
        List<Column> columns = relation.columns();
        Column id =
                columns.stream()
                        .filter(c -> c.name().equalsIgnoreCase(entity.idColumn()))
                        .findFirst()
                        .orElse(null);
        if (id == null || columns.size() != 2) {
            throw new ShadufException(
                    TraitFailure.WRONG_ROWS,
                    "%s: the SQL gives the columns %s."
                            .formatted(
                                    rule.file(),
                                    String.join(", ", columns.stream().map(Column::name).toList())),
                    "Give %s and one more column.".formatted(entity.idColumn()));
        }
        Column value = columns.getFirst().equals(id) ? columns.getLast() : columns.getFirst();
        String sql =
                "select %s as id, %s as %s from (\n%s\n) q where q.%s is not null"
                        .formatted(
                                uuid(id),
                                TypeCast.of(
                                        idiom,
                                        trait.type(),
                                        "q." + dialect.quote(value.name()),
                                        value.type()),
                                dialect.quote(trait.name()),
                                relation.query().text(),
                                dialect.quote(id.name()));
        String table = relation.reading(() -> made(rule, sql));
        once(rule, table);
        sheet.add(table, Map.of(trait.name(), ""));
    }

    /** The same; what a division by zero gives in some warehouses is no value. */
    private String finite(String sql, String name, Trait.Rule rule) {
        Type type = type(rule, sql);
        String value = dialect.quote(name);
        return type.kind() == Type.Kind.FLOAT
                ? "select id, case when not (%s) then %s end as %s from (\n%s\n) q"
                        .formatted(dialect.notFinite(value, type), value, value, sql)
                : sql;
    }

    private Type type(Trait.Rule rule, String sql) {
        try {
            return scratch.session().describe(Sql.of(sql)).getLast().type();
        } catch (ShadufException e) {
            throw refused(rule.file() + ", line " + rule.line(), e);
        }
    }

    private String made(Trait.Rule rule, String sql) {
        try {
            return scratch.tableOf(sql);
        } catch (ShadufException e) {
            if (e.code() != Failure.SQL_FAILED) {
                throw e;
            }
            throw refused(rule.file() + ", line " + rule.line(), e);
        }
    }

    private String uuid(Column id) {
        String sql = "q." + dialect.quote(id.name());
        boolean same = id.type().name().equalsIgnoreCase(dialect.own(Own.UUID));
        return same ? sql : idiom.cast(sql, Own.UUID);
    }

    private void once(Query rule, String table) {
        long twice =
                scratch.session()
                        .number(
                                Sql.of(
                                        "select count(*) from (select id from "
                                                + table
                                                + " group by id having count(*) > 1) d"));
        if (twice > 0) {
            throw new ShadufException(
                    TraitFailure.WRONG_ROWS,
                    "%s: the SQL gives %,d profiles more than one row."
                            .formatted(rule.file(), twice),
                    "Group by " + entity.idColumn() + ".");
        }
    }

    private void expression(Trait trait, Expression rule) {
        for (String read : rule.traits()) {
            ShadufException cause = failed.get(read);
            if (cause != null || !sheet.has(read)) {
                throw new ShadufException(
                        TraitFailure.NOT_MADE,
                        "%s reads '%s', which has no values yet.".formatted(rule.file(), read),
                        cause == null ? "Make them: shaduf run " + read : cause.fix());
            }
        }
        String value = "(" + rule.sql() + "\n)";
        Type from = type(rule, column(trait, value));
        String sql = column(trait, TypeCast.of(idiom, trait.type(), value, from));
        sheet.add(made(rule, finite(sql, trait.name(), rule)), Map.of(trait.name(), ""));
    }

    private String column(Trait trait, String value) {
        return "select %s as id, %s as %s from (\n%s\n) r"
                .formatted(
                        dialect.quote(entity.idColumn()),
                        value,
                        dialect.quote(trait.name()),
                        sheet.query());
    }
}
