package dev.shaduf.engine.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.source.SourceType;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * Brings the tables of sources into the warehouse, each at once or not at all. Holds no connection;
 * safe to share.
 */
public final class Loads {

    private final Project project;
    private final OwnTables own;
    private final Path temporary;
    private final boolean full;

    /**
     * The loads of a project.
     *
     * @param temporary a directory for temporary files, which the warehouse may read where it reads
     *     files at all
     */
    public Loads(Project project, OwnTables own, Path temporary) {
        this(project, own, temporary, false);
    }

    private Loads(Project project, OwnTables own, Path temporary, boolean full) {
        this.project = project;
        this.own = own;
        this.temporary = temporary;
        this.full = full;
    }

    /** The same, reading everything again: also files that did not change since. */
    public Loads full() {
        return new Loads(project, own, temporary, true);
    }

    /**
     * Loads every table of a source; one that fails does not stop the others. For a source that is
     * not loaded, looks whether the tables that it names are there.
     *
     * @param now the run's start
     */
    public List<TableLoad> load(Warehouse warehouse, Session session, Source source, Instant now) {
        if (!source.isLoaded()) {
            return present(session, source, now);
        }
        new LoadState(own).prepare(session);
        List<TableLoad> loads = new ArrayList<>();
        try (dev.shaduf.spi.source.Source opened = open(source)) {
            SourceLoad load = new SourceLoad(dock(warehouse, session, now), source, opened);
            for (Map.Entry<String, Settings> table : source.tables().entrySet()) {
                loads.add(load.load(table.getKey(), table.getValue()));
            }
        }
        return loads;
    }

    /**
     * Reads the files of a source as they are now into temporary tables of the session; other
     * sources count as last loaded. Changes nothing else. Call it outside of a transaction.
     */
    public Preview preview(Warehouse warehouse, Session session, Source source, Instant now) {
        if (!source.isLoaded()) {
            return new Preview(Map.of(), present(session, source, now), true);
        }
        Map<TableName, TableName> instead = new LinkedHashMap<>();
        List<TableLoad> tables = new ArrayList<>();
        boolean temporaryTables = true;
        try (dev.shaduf.spi.source.Source opened = open(source)) {
            SourceLoad load = new SourceLoad(dock(warehouse, session, now), source, opened);
            boolean files = source.type().equals("files") && temporaryTables(session);
            temporaryTables = files || !source.type().equals("files");
            for (Map.Entry<String, Settings> table : source.tables().entrySet()) {
                tables.add(
                        files
                                ? load.preview(table.getKey(), table.getValue(), instead)
                                : load.last(table.getKey()));
            }
        }
        return new Preview(instead, tables, temporaryTables);
    }

    private SourceLoad.Dock dock(Warehouse warehouse, Session session, Instant now) {
        Incoming incoming = new Incoming(session, warehouse.readsLocalParquet(), temporary);
        return new SourceLoad.Dock(session, own, incoming, now, full);
    }

    private static boolean temporaryTables(Session session) {
        try {
            TableName probe = TableName.temporary("shaduf_probe");
            session.execute(
                    dev.shaduf.spi.sql.Sql.of(
                            "create temporary table "
                                    + OwnTables.quoted(session.dialect(), probe)
                                    + " (n integer)"));
            Merge.drop(session, probe);
            return true;
        } catch (ShadufException e) {
            if (e.code() == dev.shaduf.spi.Failure.UNREACHABLE) {
                throw e;
            }
            return false;
        }
    }

    /**
     * What is wrong with the age of a source's tables: a sentence each; empty where all is well.
     */
    public List<String> stale(Session session, Source source, Instant now) {
        return new Freshness(session, now).stale(source);
    }

    /** Tries something of a source that is loaded. */
    public void check(Source source, Consumer<dev.shaduf.spi.source.Source> what) {
        try (dev.shaduf.spi.source.Source opened = open(source)) {
            what.accept(opened);
        }
    }

    private dev.shaduf.spi.source.Source open(Source source) {
        SourceType type =
                ServiceLoader.load(SourceType.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(t -> t.type().equals(source.type()))
                        .findFirst()
                        .orElseThrow(() ->
                                new ShadufException(
                                        LoadFailure.NO_SUCH_TYPE,
                                        "%s: there is no source of type '%s'."
                                                .formatted(source.common().file(), source.type()),
                                        "'shaduf connectors' lists what there is."));
        return type.open(
                source.settings(),
                new SourceType.Context(source.name(), project.root(), temporary));
    }

    private static List<TableLoad> present(Session session, Source source, Instant now) {
        List<String> there = session.tables(source.schema());
        List<TableLoad> tables = new ArrayList<>();
        for (String name : source.tables().keySet()) {
            TableName table = new TableName(source.schema(), name);
            ShadufException error = there.contains(name) ? null : missing(source, name, there);
            tables.add(
                    new TableLoad(
                            table,
                            0,
                            0,
                            0,
                            0,
                            TableLoad.Files.NONE,
                            0,
                            error == null ? now : null,
                            Duration.ZERO,
                            error));
        }
        return tables;
    }

    /** Throws {@code NO_SUCH_TABLE} for a table of the warehouse that a source names in vain. */
    public static void mustHave(Session session, Source source, String table) {
        List<String> there = session.tables(source.schema());
        if (!there.contains(table)) {
            throw missing(source, table, there);
        }
    }

    private static ShadufException missing(Source source, String table, List<String> there) {
        String advice =
                there.isEmpty()
                        ? "There is no table in the schema '%s'; 'schema:' names another."
                                .formatted(source.schema())
                        : Spelling.advice(table, there);
        return new ShadufException(
                LoadFailure.NO_SUCH_TABLE,
                "%s: the table %s is not in the warehouse."
                        .formatted(source.common().file(), new TableName(source.schema(), table)),
                advice);
    }
}
