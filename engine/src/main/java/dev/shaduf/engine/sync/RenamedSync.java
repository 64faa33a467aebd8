package dev.shaduf.engine.sync;

import dev.shaduf.engine.comparison.Names;
import dev.shaduf.engine.comparison.StateTables;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.project.SyncId;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

/** A sync whose file was renamed takes the snapshot of its old name over. */
final class RenamedSync {

    private RenamedSync() {}

    /** The names under which the snapshot is found now. */
    static Names names(Session session, Names names, Sync sync) {
        String old = sync.options().renamedFrom();
        if (old == null || session.columns(names.state()).isPresent()) {
            return names;
        }
        Names before = new Names(names.dialect(), names.schema(), old);
        return session.columns(before.state()).isPresent() ? before : names;
    }

    /** Renames the snapshot, where there is one under the old name only. */
    static void takeOver(Session session, Names names, Sync sync) {
        Names before = names(session, names, sync);
        if (before.sync().equals(names.sync())) {
            return;
        }
        session.execute(Sql.of("DROP VIEW IF EXISTS " + names.sql(names.snapshotView())));
        session.execute(
                Sql.of(
                        "ALTER TABLE "
                                + names.sql(before.state())
                                + " RENAME TO "
                                + names.dialect().quote(names.state().name())));
        session.execute(
                Sql.of(
                        "UPDATE "
                                + names.sql(names.definitions())
                                + " SET sync = ?, sync_id = ? WHERE sync = ?",
                        names.sync(),
                        SyncId.of(names.sync()),
                        before.sync()));
        new StateTables(session, names.schema()).makeSnapshotView();
    }
}
