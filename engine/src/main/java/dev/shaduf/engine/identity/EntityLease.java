package dev.shaduf.engine.identity;

import dev.shaduf.engine.own.Host;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.own.Renewal;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The right of one run to make the profiles of an entity, as a row of {@code entity_leases}:
 * renewed every 15 s, good for 60 s by the warehouse's clock. Whoever finds another run at work is
 * refused. Taken and given back by one thread; a thread of its own renews it.
 */
public final class EntityLease implements AutoCloseable {

    private static final long ME = ProcessHandle.current().pid();

    /** The tokens of this process's leases. */
    private static final Set<String> LIVE = ConcurrentHashMap.newKeySet();

    private final OwnTables own;
    private final Session session;
    private final Supplier<Session> sessions;
    private final String entity;
    private final String token = UUID.randomUUID().toString();
    private final Renewal renewal;

    private EntityLease(OwnTables own, Session session, Supplier<Session> sessions, String entity) {
        this.own = own;
        this.session = session;
        this.sessions = sessions;
        this.entity = entity;
        this.renewal = new Renewal("renew entity lease", this::renew, () -> {});
    }

    /** Who has a lease. */
    private record Row(String token, String host, long pid, long ageSeconds) {

        boolean isAlive() {
            if (host.equals(Host.name()) && pid == ME) {
                return LIVE.contains(token);
            }
            boolean here = host.equals(Host.name());
            return ageSeconds <= Renewal.GOOD_FOR_SECONDS
                    && (!here || ProcessHandle.of(pid).isPresent());
        }
    }

    /**
     * Takes the lease of an entity; throws {@code BUSY} where another run has it.
     *
     * @param sessions opens further sessions of the same warehouse
     */
    public static EntityLease take(
            OwnTables own, Session session, Supplier<Session> sessions, String entity) {
        EntityLease lease = new EntityLease(own, session, sessions, entity);
        synchronized (LIVE) {
            lease.make();
            Row row = lease.read();
            if (row != null && row.isAlive() || !lease.write(row)) {
                Row now = lease.read();
                throw lease.busy(now == null ? row : now);
            }
            LIVE.add(lease.token);
        }
        lease.renewal.start();
        return lease;
    }

    /** Throws {@code BUSY} where a run has the lease of an entity. */
    public static void mustBeFree(OwnTables own, Session session, String entity) {
        if (session.columns(own.name(OwnTables.ENTITY_LEASES)).isEmpty()) {
            return;
        }
        EntityLease lease = new EntityLease(own, session, () -> session, entity);
        Row row = lease.read();
        if (row != null && row.isAlive()) {
            throw lease.busy(row);
        }
    }

    private ShadufException busy(@Nullable Row row) {
        return new ShadufException(
                Failure.BUSY,
                "The profiles of %s are being made by another run%s."
                        .formatted(
                                entity,
                                row == null
                                        ? ""
                                        : " on %s (process %d)".formatted(row.host(), row.pid())),
                "Nothing was changed. Start it again when that run has ended; one that was broken"
                        + " off stands in the way for "
                        + Renewal.GOOD_FOR_SECONDS
                        + " s at most.");
    }

    private String table() {
        return OwnTables.quoted(session.dialect(), own.name(OwnTables.ENTITY_LEASES));
    }

    private void make() {
        if (session.columns(own.name(OwnTables.ENTITY_LEASES)).isPresent()) {
            return;
        }
        Dialect dialect = session.dialect();
        String text = dialect.own(Own.TEXT);
        String key = dialect.storage().indexed() ? ", primary key (entity)" : "";
        session.begin(Session.Mode.WRITE);
        try {
            session.execute(
                    Sql.of(
                            ("create table if not exists %s (entity %s, token %s, host %s,"
                                            + " pid %s, renewed_at %s%s)")
                                    .formatted(
                                            table(),
                                            text,
                                            text,
                                            text,
                                            dialect.own(Own.BIGINT),
                                            dialect.own(Own.INSTANT),
                                            key)));
            own.claim(session, own.name(OwnTables.ENTITY_LEASES), OwnTables.Kind.STATE, "");
            session.commit();
        } finally {
            session.rollback();
        }
    }

    private @Nullable Row read() {
        Sql query =
                Sql.of(
                        ("select token, host, pid, cast(floor(extract(epoch from current_timestamp"
                                        + " - renewed_at)) as %s) from %s where entity = ?")
                                .formatted(session.dialect().own(Own.BIGINT), table()),
                        entity);
        try (RowStream rows = session.rows(query)) {
            return rows.next()
                    ? new Row(
                            String.valueOf(rows.text(0)),
                            String.valueOf(rows.text(1)),
                            rows.whole(2),
                            rows.whole(3))
                    : null;
        }
    }

    /** Takes it from nobody or from one who is gone; false: somebody was faster. */
    private boolean write(@Nullable Row from) {
        if (from != null) {
            Sql update =
                    Sql.of(
                            ("update %s set token = ?, host = ?, pid = %d, renewed_at ="
                                            + " current_timestamp where entity = ? and token = ?")
                                    .formatted(table(), ME),
                            token,
                            Host.name(),
                            entity,
                            from.token());
            return session.execute(update) == 1;
        }
        String text = session.dialect().own(Own.TEXT);
        Sql insert =
                Sql.of(
                        ("insert into %1$s (entity, token, host, pid, renewed_at) select cast(? as"
                             + " %2$s), cast(? as %2$s), cast(? as %2$s), %3$d, current_timestamp"
                             + " where not exists (select 1 from %1$s where entity = ?)")
                                .formatted(table(), text, ME),
                        entity,
                        token,
                        Host.name(),
                        entity);
        try {
            return session.execute(insert) == 1;
        } catch (ShadufException e) {
            if (read() == null) {
                throw e;
            }
            return false;
        }
    }

    private boolean renew() {
        try (Session other = sessions.get()) {
            return other.execute(mine("update " + table() + " set renewed_at = current_timestamp"))
                    != 0;
        }
    }

    private Sql mine(String what) {
        return Sql.of(what + " where entity = ? and token = ?", entity, token);
    }

    /** Throws where another run took over: this one must not write any more. */
    public void mustHold() {
        if (renewal.isLost()) {
            throw new ShadufException(
                    Failure.BUSY,
                    ("Another run took over the profiles of %s, for this one had not been heard"
                                    + " of for %d s.")
                            .formatted(entity, Renewal.GOOD_FOR_SECONDS),
                    "Nothing was changed here; that run makes them.");
        }
    }

    @Override
    public void close() {
        LIVE.remove(token);
        renewal.close();
        session.execute(mine("delete from " + table()));
    }
}
