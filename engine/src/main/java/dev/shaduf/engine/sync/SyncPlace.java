package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.delivery.Ticker;
import dev.shaduf.engine.comparison.Names;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.ProjectSettings;
import dev.shaduf.engine.store.RunLedgers;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import java.util.function.UnaryOperator;

/**
 * Where syncs work.
 *
 * @param local where snapshots and logs are when the warehouse is only read
 * @param ledgers the durable records of what is sent
 * @param mask hides secrets in a text before it is written down
 * @param baton handed on while a tool is at work
 */
public record SyncPlace(
        ProjectSettings settings,
        Warehouse warehouse,
        LocalTier local,
        RunLedgers ledgers,
        Templates templates,
        Ticker ticker,
        Interrupt interrupt,
        UnaryOperator<String> mask,
        Baton baton) {

    /** The same, with another wish to stop. */
    SyncPlace stoppedBy(Interrupt other) {
        return new SyncPlace(
                settings, warehouse, local, ledgers, templates, ticker, other, mask, baton);
    }

    /** Where snapshots and logs belong. */
    Warehouse state() {
        return settings.localState() ? local.open().get() : warehouse;
    }

    OwnTables own() {
        return new OwnTables(settings.name(), settings.schema());
    }

    Names names(Session session, String sync) {
        return new Names(session.dialect(), settings.schema(), sync);
    }
}
