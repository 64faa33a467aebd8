package dev.shaduf.engine.sync;

import dev.shaduf.engine.comparison.Definition;
import dev.shaduf.engine.comparison.Names;
import dev.shaduf.engine.comparison.Sides;
import dev.shaduf.engine.comparison.StateTables;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The two places where snapshots and logs can be: the warehouse and the local tier. The project's
 * settings name the one where they belong; until a run brought them there, a sync's are in the
 * other. Holds no session.
 */
final class Tiers {

    private final SyncPlace place;

    Tiers(SyncPlace place) {
        this.place = place;
    }

    /** A place. */
    enum Tier {
        WAREHOUSE,
        LOCAL;

        Tier other() {
            return this == LOCAL ? WAREHOUSE : LOCAL;
        }
    }

    /** Where snapshots and logs belong. */
    Tier home() {
        return place.settings().localState() ? Tier.LOCAL : Tier.WAREHOUSE;
    }

    /** Whether a place can hold anything. */
    boolean present(Tier tier) {
        return tier == Tier.WAREHOUSE || place.local().present().getAsBoolean();
    }

    /** A session there; the caller closes it. */
    Session open(Tier tier) {
        return warehouse(tier).open();
    }

    private Warehouse warehouse(Tier tier) {
        return tier == Tier.LOCAL ? place.local().open().get() : place.warehouse();
    }

    /**
     * Where the snapshot of a sync is now; where it belongs if there is none. Throws {@code
     * STATE_UNREADABLE} where that cannot be told.
     */
    Tier holder(Sync sync) {
        Tier home = home();
        if (!present(home.other())) {
            return home;
        }
        Held here = present(home) ? held(home, sync) : Held.NOTHING;
        try {
            return held(home.other(), sync).after(here) ? home.other() : home;
        } catch (ShadufException e) {
            if (isSettled(here, e)) {
                return home;
            }
            throw unreadable(sync.name(), e);
        }
    }

    /** What is known of a sync in one place, under its name or the one it had before. */
    private Held held(Tier tier, Sync sync) {
        try (Session session = open(tier)) {
            return held(session, sync);
        }
    }

    private Held held(Session session, Sync sync) {
        Held held = held(session, sync.name());
        String old = sync.options().renamedFrom();
        return held.at() != null || old == null ? held : held(session, old);
    }

    private Held held(Session session, String sync) {
        Instant at = new StateTables(session, place.settings().schema()).since(sync);
        return at == null ? Held.NOTHING : new Held(sync, at);
    }

    /** The name under which a snapshot is held, and since when; the later one is the true one. */
    private record Held(String name, @Nullable Instant at) {

        static final Held NOTHING = new Held("", null);

        boolean after(Held other) {
            return at != null && (other.at == null || at.isAfter(other.at));
        }
    }

    /**
     * Brings the snapshot of a sync to the session's place if the other one holds it; gives the
     * largest id of a run there.
     *
     * @param home a session of the place where it belongs, outside a transaction
     * @param anew whether a snapshot that cannot be read is done without
     */
    long bring(Session home, Definition definition, boolean anew) {
        Tier other = home().other();
        if (!present(other)) {
            return 0;
        }
        Sync sync = definition.sync();
        Held here = held(home, sync);
        try (Session from = open(other)) {
            Held there = held(from, sync);
            if (there.after(here)) {
                move(from, home, there.name(), definition.key());
            }
            return largestRun(from);
        } catch (ShadufException e) {
            if (anew || isSettled(here, e)) {
                return 0;
            }
            throw unreadable(sync.name(), e);
        }
    }

    /**
     * A session of the place where a sync's rejected rows can be marked; the caller closes it. What
     * the warehouse holds is brought to the local tier first where that is the place for it.
     */
    Session writable(Sync sync) {
        Tier holder = holder(sync);
        Session session = open(home() == Tier.LOCAL ? Tier.LOCAL : holder);
        if (holder == home() || home() == Tier.WAREHOUSE) {
            return session;
        }
        new StateTables(session, place.settings().schema()).prepare(place.own());
        try (Session from = open(holder)) {
            move(from, session, held(from, sync).name(), List.of());
        }
        return session;
    }

    /** Reads in a place as far as it is there and can be read. */
    void readable(Tier tier, Consumer<Session> read) {
        if (!present(tier)) {
            return;
        }
        try (Session session = open(tier)) {
            read.accept(session);
        } catch (ShadufException e) {
            if (tier == home()) {
                throw e;
            }
        }
    }

    private void move(Session from, Session home, String name, List<Column> key) {
        Move move = new Move(place.own(), from, home);
        from.begin(Session.Mode.READ);
        home.begin(Session.Mode.WRITE);
        try {
            Names names = place.names(from, name);
            move.take(names, place.names(home, name), keys(from, home, names, key));
            home.commit();
        } finally {
            home.rollback();
            from.rollback();
        }
        if (home() == Tier.WAREHOUSE) {
            // The local tier is ours to write. The warehouse is not, when this is the local one.
            move.drop(place.names(from, name));
        }
    }

    private List<Column> keys(Session from, Session home, Names names, List<Column> key) {
        if (home() == Tier.WAREHOUSE) {
            return key;
        }
        List<Column> held = StateTables.key(from.columns(names.state()).orElse(List.of()));
        return new Sides(from, home).local(held);
    }

    private long largestRun(Session session) {
        Names names = place.names(session, "");
        if (session.columns(names.runs()).isEmpty()) {
            return 0;
        }
        String query = "SELECT coalesce(max(sync_run_id), 0) FROM " + names.sql(names.runs());
        return session.number(Sql.of(query));
    }

    /**
     * The local tier has held it since it was brought there: the warehouse's rights are its own.
     */
    private boolean isSettled(Held here, ShadufException e) {
        return home() == Tier.LOCAL && here.at() != null && e.code() == Failure.FORBIDDEN;
    }

    private ShadufException unreadable(String sync, ShadufException e) {
        if (e.code() == Failure.UNREACHABLE && home() == Tier.LOCAL || e.code() == Failure.BUSY) {
            return e;
        }
        String where = home() == Tier.LOCAL ? "the warehouse" : "the local tier";
        return new ShadufException(
                SyncCode.STATE_UNREADABLE,
                "What %s delivered so far may be in %s, and cannot be read there: %s"
                        .formatted(sync, where, e.message()),
                "Make it readable, or take the present rows as delivered: shaduf sync "
                        + sync
                        + " --rebaseline",
                e);
    }
}
