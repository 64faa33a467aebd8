package dev.shaduf.engine.trait;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of an entity's profiles while its traits are written into it. Used once. */
final class Profiles {

    private final Scratch scratch;
    private final Session session;
    private final Dialect dialect;
    private final Entity entity;
    private final String before;
    private final Map<String, Column> there = new HashMap<>();
    private String fresh = "";
    private List<Column> columns = List.of();
    private boolean changed;
    private Touched.@Nullable Some some;

    Profiles(Scratch scratch, OwnTables own, Entity entity) {
        this.scratch = scratch;
        this.session = scratch.session();
        this.dialect = session.dialect();
        this.entity = entity;
        TableName main = own.name(entity.name());
        this.before = OwnTables.quoted(dialect, main);
        session.columns(main).orElse(List.of()).forEach(c -> there.put(c.name(), c));
    }

    /** Makes a temporary table of some of the profiles as they are now. */
    void stage(Sheet sheet, Touched.Some some) {
        this.some = some;
        String query = sheet.query(some.table());
        columns = session.describe(Sql.of(query));
        fresh = scratch.tableOf(query);
    }

    /** Those that were staged; null: all. */
    Touched.@Nullable Some some() {
        return some;
    }

    /** Makes a temporary table of the profiles as they are now. */
    void stage(Sheet sheet, TableName kept) {
        columns = session.describe(Sql.of(sheet.query()));
        if (kept.name().isEmpty()) {
            fresh = scratch.tableOf(sheet.query());
        } else {
            fresh = dialect.quote(kept.name());
            scratch.execute("create temporary table " + fresh + " as\n" + sheet.query());
        }
    }

    /** How many profiles have a value of each column, and of how many it is another now. */
    Map<String, TraitRun.Counted> counted(List<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        boolean made = there.containsKey(entity.idColumn());
        List<String> counts = new ArrayList<>();
        for (String name : names) {
            String now = "n." + dialect.quote(name);
            counts.add("count(" + now + ")");
            counts.add(
                    made && alike(name)
                            ? "count(case when %s is distinct from %s then 1 end)"
                                    .formatted(compared(now, name), compared(old(name), name))
                            : "count(" + now + ")");
        }
        String id = dialect.quote(entity.idColumn());
        String join = made ? " left join %s o on o.%s = n.%s".formatted(before, id, id) : "";
        Map<String, TraitRun.Counted> all = new LinkedHashMap<>();
        Sql query =
                Sql.of("select " + String.join(",\n  ", counts) + "\nfrom " + fresh + " n" + join);
        try (RowStream row = session.rows(query)) {
            row.next();
            for (int i = 0; i < names.size(); i++) {
                TraitRun.Counted counted =
                        new TraitRun.Counted(row.whole(2 * i), row.whole(2 * i + 1));
                changed |= counted.changed() > 0;
                all.put(names.get(i), counted);
            }
        }
        return all;
    }

    private String old(String name) {
        return "o." + dialect.quote(name);
    }

    private Column column(String name) {
        return named(columns, name);
    }

    /** The column of a name, which is among them to the letter. */
    static Column named(List<Column> columns, String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    private Type type(String name) {
        return column(name).type();
    }

    private boolean alike(String name) {
        Column old = there.get(name);
        return old != null && old.type().name().equals(type(name).name());
    }

    /** Values of JSON have no equality of their own everywhere. */
    private String compared(String sql, String name) {
        boolean json = type(name).kind() == Type.Kind.JSON;
        return json ? "cast(" + sql + " as " + dialect.own(Dialect.Own.TEXT) + ")" : sql;
    }

    /** The sums of the values of these columns, once they are written. */
    Map<String, Sums.Sum> sums(List<String> names) {
        Column id = column(entity.idColumn());
        List<Column> summed = names.stream().map(this::column).toList();
        return new Sums(session).of(before, id, summed);
    }

    /** The quoted table. */
    String table() {
        return before;
    }

    /** Its columns, once they are written. */
    List<Column> columns() {
        return columns;
    }

    /**
     * Writes them in one transaction; leaves them where nothing is other than before.
     *
     * @param also what else is written in that transaction
     */
    void write(Runnable also) {
        session.begin(Session.Mode.WRITE);
        try {
            write();
            also.run();
            session.commit();
        } finally {
            session.rollback();
        }
    }

    private void write() {
        List<String> wanted = columns.stream().map(Column::name).toList();
        List<String> gone = there.keySet().stream().filter(n -> !wanted.contains(n)).toList();
        List<Column> made = columns.stream().filter(c -> !alike(c.name())).toList();
        if (!changed && gone.isEmpty() && made.isEmpty()) {
            return;
        }
        for (String name : gone) {
            alter("drop column " + dialect.quote(name));
        }
        for (Column column : made) {
            if (there.containsKey(column.name())) {
                alter("drop column " + dialect.quote(column.name()));
            }
            alter("add column " + dialect.quote(column.name()) + " " + column.type().name());
        }
        String names = String.join(", ", wanted.stream().map(dialect::quote).toList());
        String id = dialect.quote(entity.idColumn());
        String those =
                some == null ? "" : " where %1$s in (select %1$s from %2$s)".formatted(id, fresh);
        session.execute(Sql.of("delete from " + before + those));
        session.execute(
                Sql.of(
                        "insert into %s (%s)\nselect %s from %s"
                                .formatted(before, names, names, fresh)));
    }

    private void alter(String what) {
        session.execute(Sql.of("alter table " + before + " " + what));
    }
}
