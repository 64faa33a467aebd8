package dev.shaduf.engine.load;

import dev.shaduf.engine.load.LoadState.Last;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Source;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.source.Reading;
import dev.shaduf.spi.source.Reading.Extent;
import dev.shaduf.spi.source.Reading.Tally;
import dev.shaduf.spi.source.Source.Request;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One load of one source, table by table. Not shared between threads. */
final class SourceLoad {

    private final Session session;
    private final Dialect dialect;
    private final OwnTables own;
    private final LoadState state;
    private final Source source;
    private final dev.shaduf.spi.source.Source opened;
    private final Incoming incoming;
    private final Instant now;
    private final boolean full;

    SourceLoad(Dock dock, Source source, dev.shaduf.spi.source.Source opened) {
        this.session = dock.session();
        this.dialect = session.dialect();
        this.own = dock.own();
        this.state = new LoadState(own);
        this.source = source;
        this.opened = opened;
        this.incoming = dock.incoming();
        this.now = dock.now();
        this.full = dock.full();
    }

    /**
     * Where loads arrive.
     *
     * @param full whether what was read before is read again
     */
    record Dock(Session session, OwnTables own, Incoming incoming, Instant now, boolean full) {}

    /** A table, what it has, and what is to become of it. */
    private record Target(
            TableName table,
            Settings settings,
            List<Column> there,
            List<String> key,
            boolean keep,
            Last last) {

        boolean exists() {
            return !there.isEmpty();
        }
    }

    /** What was done to a table's rows. */
    private record Done(Merge.Counts counts, long rows) {}

    TableLoad load(String name, Settings settings) {
        long start = System.nanoTime();
        TableName table = new TableName(source.schema(), name);
        Tally[] tally = {Tally.NONE};
        try {
            own.free(session, table, foreign());
            Target target = target(table, settings);
            Done done = load(target, tally);
            return result(table, done, tally[0], now, start);
        } catch (ShadufException e) {
            return failed(table, tally[0], start, e);
        } finally {
            session.rollback();
        }
    }

    private String foreign() {
        return "If your own jobs load it, write 'type: warehouse' into "
                + source.common().file()
                + "; else choose another 'schema:' there.";
    }

    private Target target(TableName table, Settings settings) {
        List<Column> there = session.columns(table).orElse(List.of());
        List<String> key = settings.texts("key");
        boolean keep = !key.isEmpty() && settings.text("deleted", "remove").equals("keep");
        Last last = there.isEmpty() ? Last.NEVER : state.last(session, source.name(), table.name());
        return new Target(table, settings, there, key, keep, last);
    }

    private Reading read(Target target, String since) {
        return opened.read(new Request(target.table().name(), target.settings(), since));
    }

    private Done load(Target target, Tally[] tally) {
        try (Reading reading = read(target, full ? "" : target.last().state())) {
            tally[0] = reading.tally();
            if (reading.extent() == Extent.NOTHING) {
                remember(target, reading.state(), target.last().rows());
                return new Done(new Merge.Counts(0, 0, 0), target.last().rows());
            }
            Layout layout = layout(target, reading);
            if (reading.extent() == Extent.WHOLE || layout.widened().isEmpty()) {
                return write(target, reading, layout, tally);
            }
        }
        // what was loaded with a narrower type may have been spelled otherwise
        try (Reading reading = read(target, "")) {
            return write(target, reading, layout(target, reading), tally);
        }
    }

    private Layout layout(Target target, Reading reading) {
        return Layout.of(target.table(), target.there(), reading.columns(), target.key(), dialect);
    }

    private Done write(Target target, Reading reading, Layout layout, Tally[] tally) {
        tally[0] = reading.tally();
        checkBad(target, reading.tally());
        if (target.exists()) {
            new Evolution(session, own)
                    .widen(target.table(), layout, target.there(), target.keep());
        }
        session.begin(Session.Mode.WRITE);
        if (!target.exists()) {
            new Evolution(session, own)
                    .create(target.table(), layout, target.keep(), source.name());
        }
        Done done = rows(target, target.table(), reading, layout);
        new BadRows(session, own, source.schema(), source.name())
                .replace(target.table().name(), reading.tally(), now);
        Last last = new Last(reading.state(), now, done.rows());
        state.remember(session, source.name(), target.table().name(), last);
        session.commit();
        return done;
    }

    private void remember(Target target, String newState, long rows) {
        session.begin(Session.Mode.WRITE);
        Last last = new Last(newState, now, rows);
        state.remember(session, source.name(), target.table().name(), last);
        session.commit();
    }

    /** Fails above {@code max_bad_rows}; then the bad rows are written and nothing else. */
    private void checkBad(Target target, Tally tally) {
        long most =
                target.settings().whole("max_bad_rows", source.settings().whole("max_bad_rows", 0));
        if (tally.bad() <= most) {
            return;
        }
        session.begin(Session.Mode.WRITE);
        new BadRows(session, own, source.schema(), source.name())
                .replace(target.table().name(), tally, now);
        session.commit();
        throw BadRows.tooMany(target.table(), tally, most);
    }

    /** Puts the rows into a table that has the layout's columns. */
    private Done rows(Target target, TableName into, Reading reading, Layout layout) {
        String name = OwnTables.quoted(dialect, into);
        boolean marks = target.there().stream().anyMatch(c -> c.name().equals(Layout.DELETED_AT));
        if (marks && !target.keep()) {
            String deleted = dialect.quote(Layout.DELETED_AT);
            session.execute(Sql.of("delete from " + name + " where " + deleted + " is not null"));
        }
        if (layout.columns().isEmpty()) {
            return new Done(new Merge.Counts(0, 0, 0), 0);
        }
        long came = incoming.stage(Merge.INCOMING, reading, layout);
        try (Merge merge = new Merge(session, into, layout, target.keep(), reading.extent())) {
            if (target.key().isEmpty() || !target.exists()) {
                session.execute(Sql.of("delete from " + name));
                insert(name, layout);
                return new Done(new Merge.Counts(came, 0, 0), came);
            }
            Merge.Counts counts = merge.compare();
            merge.apply(counts, now);
            return new Done(counts, count(name, target.keep()));
        }
    }

    private void insert(String into, Layout layout) {
        String names =
                layout.columns().stream()
                        .map(c -> dialect.quote(c.name()))
                        .collect(Collectors.joining(", "));
        session.execute(
                Sql.of(
                        "insert into %s (%s, %s) select %s, ? from %s"
                                .formatted(
                                        into,
                                        names,
                                        dialect.quote(Layout.LOADED_AT),
                                        names,
                                        OwnTables.quoted(dialect, Merge.INCOMING)),
                        now));
    }

    private long count(String name, boolean keep) {
        String present = keep ? " where " + dialect.quote(Layout.DELETED_AT) + " is null" : "";
        return session.number(Sql.of("select count(*) from " + name + present));
    }

    /** What the load would make of a table, as a temporary table. */
    TableLoad preview(String name, Settings settings, Map<TableName, TableName> instead) {
        long start = System.nanoTime();
        TableName table = new TableName(source.schema(), name);
        Tally tally = Tally.NONE;
        try {
            own.free(session, table, foreign());
            Target target = target(table, settings);
            try (Reading reading = read(target, target.last().state())) {
                tally = reading.tally();
                if (reading.extent() == Extent.NOTHING) {
                    Done same = new Done(new Merge.Counts(0, 0, 0), target.last().rows());
                    return result(table, same, tally, target.last().at(), start);
                }
                long most =
                        settings.whole("max_bad_rows", source.settings().whole("max_bad_rows", 0));
                if (tally.bad() > most) {
                    throw BadRows.tooMany(table, tally, most);
                }
                TableName made = TableName.temporary(temporaryName(table));
                Layout layout = layout(target, reading);
                copy(target, made, layout);
                Done done = rows(target, made, reading, layout);
                instead.put(table, made);
                return result(table, done, tally, target.last().at(), start);
            }
        } catch (ShadufException e) {
            return failed(table, tally, start, e);
        }
    }

    private String temporaryName(TableName table) {
        String name = "shaduf_" + source.name() + "_" + table.name();
        int most = dialect.longestName();
        return name.length() <= most
                ? name
                : name.substring(0, most - 9) + "_" + Integer.toHexString(name.hashCode());
    }

    /** A temporary table with the columns the table would have, and its present rows. */
    private void copy(Target target, TableName made, Layout layout) {
        Merge.drop(session, made);
        String instant = dialect.own(Dialect.Own.INSTANT);
        String columns =
                layout.columns().stream()
                        .map(c -> selected(c, layout) + " as " + dialect.quote(c.name()) + ", ")
                        .collect(Collectors.joining());
        boolean marks = target.there().stream().anyMatch(c -> c.name().equals(Layout.DELETED_AT));
        String deleted = dialect.quote(Layout.DELETED_AT);
        String loaded = dialect.quote(Layout.LOADED_AT);
        String nothing = "cast(null as " + instant + ")";
        session.execute(
                Sql.of(
                        "create temporary table %s as select %s%s as %s%s%s"
                                .formatted(
                                        OwnTables.quoted(dialect, made),
                                        columns,
                                        target.exists() ? loaded : nothing,
                                        loaded,
                                        target.keep() || marks
                                                ? ", "
                                                        + (marks ? deleted : nothing)
                                                        + " as "
                                                        + deleted
                                                : "",
                                        target.exists()
                                                ? " from "
                                                        + OwnTables.quoted(dialect, target.table())
                                                : " where 1 = 0")));
    }

    private String selected(Column column, Layout layout) {
        String name = layout.fresh().contains(column) ? "null" : dialect.quote(column.name());
        return "cast(" + name + " as " + column.type().name() + ")";
    }

    /** A table that counts as last loaded. */
    TableLoad last(String name) {
        TableName table = new TableName(source.schema(), name);
        Last last =
                session.columns(table).isPresent()
                        ? state.last(session, source.name(), name)
                        : Last.NEVER;
        Done done = new Done(new Merge.Counts(0, 0, 0), last.rows());
        return result(table, done, Tally.NONE, last.at(), System.nanoTime());
    }

    private static TableLoad result(
            TableName table, Done done, Tally tally, @Nullable Instant at, long start) {
        return new TableLoad(
                table,
                done.rows(),
                done.counts().added(),
                done.counts().changed(),
                done.counts().removed(),
                new TableLoad.Files(tally.files(), tally.filesRead()),
                tally.bad(),
                at,
                Duration.ofNanos(System.nanoTime() - start),
                null);
    }

    private static TableLoad failed(
            TableName table, Tally tally, long start, ShadufException error) {
        return new TableLoad(
                table,
                0,
                0,
                0,
                0,
                new TableLoad.Files(tally.files(), tally.filesRead()),
                tally.bad(),
                null,
                Duration.ofNanos(System.nanoTime() - start),
                error);
    }
}
