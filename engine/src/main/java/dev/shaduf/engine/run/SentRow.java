package dev.shaduf.engine.run;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What the changelog keeps of one operation.
 *
 * @param payload what was sent, as JSON
 * @param answer the HTTP status and the tool's words, as far as there are any
 */
public record SentRow(String rowId, String opType, String status, String payload, String answer) {

    private static final int MOST = 100;

    /** The operations of a sync's run. */
    public static List<SentRow> of(Site site, SyncReport sync) {
        Long run = sync.syncRunId();
        if (run == null) {
            return List.of();
        }
        OwnTables own = new OwnTables(site.project());
        try (Session session = site.stateSession()) {
            String changelog = OwnTables.quoted(session.dialect(), own.name("sync_changelog"));
            Sql query =
                    Sql.of(
                            "SELECT row_id, op_type, status, CAST(payload AS VARCHAR),"
                                    + " CAST(http_status AS VARCHAR), failure_reason FROM "
                                    + changelog
                                    + " WHERE sync_run_id = ? AND op_type IS NOT NULL LIMIT "
                                    + MOST,
                            run);
            List<SentRow> all = new ArrayList<>();
            try (RowStream rows = session.rows(query)) {
                while (rows.next()) {
                    all.add(
                            new SentRow(
                                    text(rows.text(0)),
                                    text(rows.text(1)),
                                    text(rows.text(2)),
                                    text(rows.text(3)),
                                    (text(rows.text(4)) + " " + text(rows.text(5))).strip()));
                }
            }
            return all;
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
