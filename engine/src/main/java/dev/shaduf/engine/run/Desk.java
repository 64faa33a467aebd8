package dev.shaduf.engine.run;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

/**
 * The one session that the steps of a run share, opened when the first needs it. A warehouse that
 * could not be reached is not tried again; Ctrl-C stops the statement that runs. For one thread.
 */
final class Desk implements AutoCloseable {

    private final Site site;
    private @Nullable Session session;
    private @Nullable Runnable cancel;
    private @Nullable ShadufException unreachable;

    Desk(Site site) {
        this.site = site;
    }

    Session session() {
        if (unreachable != null) {
            throw unreachable;
        }
        Session open = session;
        if (open == null) {
            open = opened();
            session = open;
        }
        return open;
    }

    private Session opened() {
        try {
            Session opened = site.warehouse().open();
            cancel = opened::cancel;
            site.interrupt().listen(cancel);
            return opened;
        } catch (ShadufException e) {
            unreachable = e;
            throw e;
        }
    }

    @Override
    public void close() {
        Session open = session;
        if (cancel != null) {
            site.interrupt().forget(cancel);
        }
        if (open != null) {
            open.close();
        }
    }
}
