package dev.shaduf.engine.trait;

import dev.shaduf.engine.identity.EntityTables;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings a table of facts up to date by the rows that are other now, and writes down whose they are
 * or were, in {@code <entity>_touched}: {@code facts, version, id}. In the present transaction.
 */
final class FactChanges {

    private static final String BEFORE = "before";
    private static final String CHANGES = "changes";
    private static final String HASH = "shaduf_hash";
    private static final String GONE = "shaduf_gone";

    /** Where more than one row in so many is another, all are written. */
    private static final int ONE_IN = 4;

    private final Session session;
    private final Scratch scratch;
    private final EntityTables tables;
    private final String id;

    /**
     * @param id the quoted column of the profiles' ids
     */
    FactChanges(Scratch scratch, EntityTables tables, String id) {
        this.session = scratch.session();
        this.scratch = scratch;
        this.tables = tables;
        this.id = id;
    }

    /**
     * Facts as they are to be.
     *
     * @param what what they are called
     * @param query gives them
     * @param rows how many that gives
     * @param last the version that is there
     */
    record Wanted(String what, TableName table, String query, long rows, FactVersion last) {}

    /** Whether that was done; else nothing was, and all of it must be written. */
    boolean apply(Wanted wanted) {
        List<Column> columns = session.describe(Sql.of(wanted.query()));
        if (!columns.equals(session.columns(wanted.table()).orElse(List.of()))) {
            return false;
        }
        String table = tables.quoted(wanted.table());
        String hash = new Sums(session).hash(columns);
        scratch.make(BEFORE, "select " + hash + " as " + HASH + " from " + table);
        boolean done = false;
        if (wanted.last().distinct() || !twice()) {
            scratch.make(CHANGES, changes(wanted.query(), hash));
            done = alike(wanted.rows()) && write(wanted, columns, hash);
            scratch.drop(CHANGES);
        }
        scratch.drop(BEFORE);
        return done;
    }

    /** Writes all of it. */
    void write(Wanted wanted) {
        tables.replace(wanted.table(), wanted.query());
    }

    private boolean twice() {
        String twice = "select %s from %s group by %s having count(*) > 1 limit 1";
        return count("(" + twice.formatted(HASH, scratch.name(BEFORE), HASH) + ") t", "") > 0;
    }

    private String changes(String query, String hash) {
        return ("select q.*, b.%1$s as %2$s from (select c.*, %3$s as %1$s from (\n"
                    + "%4$s\n"
                    + ") c) q full join %5$s b on b.%1$s = q.%1$s where q.%1$s is null or b.%1$s is"
                    + " null")
                .formatted(HASH, GONE, hash, query, scratch.name(BEFORE));
    }

    /**
     * Whether the rows that change are few, and make of those that were there as many as there are
     * to be: then none is there twice, for none was.
     */
    private boolean alike(long rows) {
        long before = count(scratch.name(BEFORE), "");
        long fresh = count(scratch.name(CHANGES), " where " + HASH + " is not null");
        long gone = count(scratch.name(CHANGES), " where " + HASH + " is null");
        return before - gone + fresh == rows && (fresh + gone) * ONE_IN <= before;
    }

    private boolean write(Wanted wanted, List<Column> columns, String hash) {
        String table = tables.quoted(wanted.table());
        String changes = scratch.name(CHANGES);
        String gone =
                "%s in (select %s from %s where %s is null)".formatted(hash, GONE, changes, HASH);
        touch(
                wanted.what(),
                wanted.last().changed().times(),
                ("select %1$s as id from %2$s where %3$s union select %1$s from %4$s where %5$s is"
                                + " not null")
                        .formatted(id, table, gone, changes, HASH));
        session.execute(Sql.of("delete from " + table + " where " + gone));
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(session.dialect().quote(column.name())));
        session.execute(
                Sql.of(
                        "insert into %1$s (%2$s)\nselect %2$s from %3$s where %4$s is not null"
                                .formatted(table, Idiom.list(names), changes, HASH)));
        return true;
    }

    private void touch(String what, long version, String ids) {
        Idiom idiom = Idiom.of(session.dialect());
        String query =
                "select %s as facts, %s as version, t.id from (%s) t where t.id is not null"
                        .formatted(
                                idiom.cast(idiom.literal(what), Own.TEXT),
                                idiom.cast(Long.toString(version), Own.BIGINT),
                                ids);
        TableName touched = tables.table(EntityTable.TOUCHED);
        if (tables.has(EntityTable.TOUCHED)) {
            tables.add(touched, query);
        } else {
            tables.replace(touched, query);
        }
    }

    /** Forgets whose facts were changed up to a version. */
    void forget(String what, long version) {
        if (tables.has(EntityTable.TOUCHED)) {
            session.execute(
                    Sql.of(
                            "delete from %s where facts = %s and version <= %d"
                                    .formatted(
                                            tables.quoted(EntityTable.TOUCHED),
                                            session.dialect().literal(what),
                                            version)));
        }
    }

    private long count(String from, String where) {
        return session.number(Sql.of("select count(*) from " + from + where));
    }
}
