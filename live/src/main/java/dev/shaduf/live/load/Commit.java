package dev.shaduf.live.load;

import dev.shaduf.spi.warehouse.Session;

import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * The commit of a load, for a recording of Java's own (JFR): where DuckDB writes a checkpoint, it
 * is part of a commit. Costs nothing while nobody records.
 */
@Name("dev.shaduf.Commit")
@Label("Commit of a load")
@Description("The end of a load's transaction, with the checkpoint of DuckDB where it writes one.")
@StackTrace(false)
final class Commit extends Event {

    private Commit() {}

    /** Commits the session's transaction. */
    static void of(Session session) {
        Commit commit = new Commit();
        commit.begin();
        try {
            session.commit();
        } finally {
            commit.commit();
        }
    }
}
