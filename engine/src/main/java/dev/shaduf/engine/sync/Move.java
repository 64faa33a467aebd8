package dev.shaduf.engine.sync;

import dev.shaduf.engine.comparison.Names;
import dev.shaduf.engine.comparison.PlannedTable;
import dev.shaduf.engine.comparison.StateTables;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.SyncId;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Carries all that is kept of a sync from one tier to the other: its snapshot and definition, the
 * planned rows of a run that was broken off, its runs and its changelog. Used once.
 */
final class Move {

    private final OwnTables own;
    private final Session from;
    private final Session home;

    Move(OwnTables own, Session from, Session home) {
        this.own = own;
        this.from = from;
        this.home = home;
    }

    /**
     * Copies; within a transaction of the caller's on both sides.
     *
     * @param key the key columns with the types they have at home
     */
    void take(Names there, Names here, List<Column> key) {
        StateTables tables = new StateTables(home, here.schema());
        home.execute(Sql.of("DROP VIEW IF EXISTS " + here.sql(here.snapshotView())));
        home.execute(Sql.of("DROP TABLE IF EXISTS " + here.sql(here.state())));
        home.execute(Sql.of("DROP TABLE IF EXISTS " + here.sql(here.planned())));
        Optional<List<Column>> state = from.columns(there.state());
        if (state.isPresent()) {
            tables.makeState(here.state(), fitting(key, state.get()));
            own.claim(home, here.state(), OwnTables.Kind.SYNC, here.sync());
            copy(state.get(), there.sql(there.state()), here.state());
        }
        Optional<List<Column>> planned = from.columns(there.planned());
        if (planned.isPresent()) {
            String name = there.sql(there.planned());
            PlannedTable table = PlannedTable.found(name, from.dialect(), planned.get());
            // The numbers go along as they are, for the ledger has them.
            List<Column> columns = table.columns(planned.get(), from.dialect());
            makePlanned(here, fitting(key, columns), columns);
            copy(columns, table.rows(), here.planned());
        }
        replace(there, there.definitions(), here.definitions());
        Instant since = new StateTables(from, there.schema()).since(there.sync());
        if (since != null) {
            tables.takeFrom(since, here.sync());
        }
        replace(there, there.runs(), here.runs());
        replace(there, there.changelog(), here.changelog());
        tables.makeSnapshotView();
    }

    /** The key at home; as text where the key was another one. */
    private List<Column> fitting(List<Column> key, List<Column> columns) {
        List<Column> held = StateTables.key(columns);
        if (held.size() == key.size()) {
            return key;
        }
        Type text = Type.of(Type.Kind.TEXT, home.dialect().own(Own.TEXT));
        return held.stream().map(column -> new Column(column.name(), text)).toList();
    }

    private void makePlanned(Names here, List<Column> key, List<Column> columns) {
        List<String> all = new ArrayList<>();
        for (Column column : columns) {
            String type =
                    StateTables.isKey(column)
                            ? key.get(Integer.parseInt(column.name().substring(1)) - 1)
                                    .type()
                                    .name()
                            : home.dialect().own(own(column.type().kind()));
            all.add(home.dialect().quote(column.name()) + " " + type);
        }
        home.execute(
                Sql.of(
                        "CREATE TABLE "
                                + here.sql(here.planned())
                                + " ("
                                + String.join(", ", all)
                                + ")"));
    }

    private static Own own(Type.Kind kind) {
        return switch (kind) {
            case INTEGER -> Own.BIGINT;
            case BOOLEAN -> Own.BOOLEAN;
            default -> Own.TEXT;
        };
    }

    private void replace(Names there, TableName source, TableName target) {
        String where = " WHERE sync_id = " + SyncId.of(there.sync());
        home.execute(Sql.of("DELETE FROM " + here(there).sql(target) + where));
        copy(from.columns(source).orElse(List.of()), there.sql(source) + where, target);
    }

    private Names here(Names there) {
        return new Names(home.dialect(), there.schema(), there.sync());
    }

    private void copy(List<Column> columns, String relation, TableName target) {
        List<Column> known = home.columns(target).orElse(List.of());
        List<Column> into = new ArrayList<>();
        for (Column column : columns) {
            known.stream().filter(c -> c.name().equals(column.name())).forEach(into::add);
        }
        List<Column> read =
                columns.stream()
                        .filter(c -> into.stream().anyMatch(k -> k.name().equals(c.name())))
                        .toList();
        if (read.isEmpty()) {
            return;
        }
        String select =
                read.stream().map(this::text).collect(Collectors.joining(", ", "SELECT ", ""));
        try (RowStream rows = from.rows(Sql.of(select + " FROM " + relation));
                Loader loader = home.load(target, into)) {
            while (rows.next()) {
                for (int i = 0; i < into.size(); i++) {
                    loader.value(rows.text(i));
                }
                loader.endRow();
            }
            loader.finish();
        }
    }

    private String text(Column column) {
        Dialect dialect = from.dialect();
        String name = dialect.quote(column.name());
        return column.type().kind() == Type.Kind.JSON
                ? "CAST(" + name + " AS " + dialect.own(Own.TEXT) + ")"
                : dialect.text(name, column.type());
    }

    /** Drops what was carried away; in a transaction of its own. */
    void drop(Names there) {
        from.begin(Session.Mode.WRITE);
        try {
            from.execute(Sql.of("DROP VIEW IF EXISTS " + there.sql(there.snapshotView())));
            from.execute(Sql.of("DROP TABLE IF EXISTS " + there.sql(there.state())));
            from.execute(Sql.of("DROP TABLE IF EXISTS " + there.sql(there.planned())));
            own.forget(from, there.state());
            for (TableName table : List.of(there.definitions(), there.runs(), there.changelog())) {
                from.execute(
                        Sql.of(
                                "DELETE FROM "
                                        + there.sql(table)
                                        + " WHERE sync_id = "
                                        + SyncId.of(there.sync())));
            }
            new StateTables(from, there.schema()).makeSnapshotView();
            from.commit();
        } finally {
            from.rollback();
        }
    }
}
