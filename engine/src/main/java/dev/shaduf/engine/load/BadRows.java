package dev.shaduf.engine.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.source.Reading.BadLine;
import dev.shaduf.spi.source.Reading.Tally;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.Session;

import java.time.Instant;
import java.util.List;

/** {@code bad_rows} of a source: the lines that its last loads could not read. */
final class BadRows {

    private final Session session;
    private final OwnTables own;
    private final TableName table;
    private final String source;

    BadRows(Session session, OwnTables own, String schema, String source) {
        this.session = session;
        this.own = own;
        this.table = new TableName(schema, "bad_rows");
        this.source = source;
    }

    /**
     * Replaces a table's bad rows, in the present transaction; makes nothing where there are none.
     */
    void replace(String of, Tally tally, Instant now) {
        boolean there = session.columns(table).isPresent();
        if (!there && tally.examples().isEmpty()) {
            return;
        }
        Dialect dialect = session.dialect();
        String name = OwnTables.quoted(dialect, table);
        if (!there) {
            own.makeSchema(session, table.schema());
            String text = dialect.own(Own.TEXT);
            session.execute(
                    Sql.of(
                            ("create table %s (table_name %s, file %s, line %s, reason %s, text "
                                            + "%s, loaded_at %s)")
                                    .formatted(
                                            name,
                                            text,
                                            text,
                                            dialect.own(Own.BIGINT),
                                            text,
                                            text,
                                            dialect.own(Own.INSTANT))));
            own.claim(session, table, OwnTables.Kind.SOURCE, source);
        } else if (!own.owns(session, table)) {
            return;
        }
        session.execute(Sql.of("delete from " + name + " where table_name = ?", of));
        List<Column> columns = session.columns(table).orElseThrow();
        try (Loader loader = session.load(table, columns)) {
            for (BadLine line : tally.examples()) {
                loader.value(of);
                loader.value(line.file());
                loader.value(line.line());
                loader.value(line.reason());
                loader.value(line.text());
                loader.value(now.toString());
                loader.endRow();
            }
            loader.finish();
        }
    }

    /** The failure of a load with more bad lines than it may have. */
    static ShadufException tooMany(TableName table, Tally tally, long most) {
        BadLine first = tally.examples().getFirst();
        return new ShadufException(
                LoadFailure.BAD_ROWS,
                "%,d line%s of %s cannot be read, the first in %s, line %d: %s."
                        .formatted(
                                tally.bad(),
                                tally.bad() == 1 ? "" : "s",
                                table,
                                first.file(),
                                first.line(),
                                first.reason()),
                "Correct the file%s; the lines are listed in %s.bad_rows and the old table stays."
                        .formatted(
                                ", or allow 'max_bad_rows: " + Math.max(tally.bad(), most) + "'",
                                table.schema()));
    }
}
