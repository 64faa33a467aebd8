package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.run.RunReport;
import dev.shaduf.engine.run.SentRow;
import dev.shaduf.engine.run.Site;
import dev.shaduf.engine.sync.SyncReport;

/** The request and the answer of the rows that {@code sync --row} sent. */
final class SentRows {

    private SentRows() {}

    static void show(Caller caller, Site site, RunReport report) {
        for (SyncReport sync : report.syncs()) {
            for (SentRow row : SentRow.of(site, sync)) {
                caller.screen().blank();
                caller.screen()
                        .print(
                                Line.of(row.rowId(), Ink.BOLD)
                                        .plus("  " + row.opType() + "  " + row.status()));
                caller.screen().print("  sent    " + row.payload());
                caller.screen().print("  answer  " + row.answer());
            }
        }
    }
}
