package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Outcome;
import dev.shaduf.engine.comparison.Mark;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The outcomes of a run's planned rows in a temporary table, one row each, from which changelog and
 * snapshot are written. Neighbours that ended alike, as whole batches do, are handed to the
 * warehouse as one range of numbers. Used once, in one transaction of the caller's.
 */
final class EndedRows {

    /** The table: n, status, reason, http_status, attempt, mark, remote_id, payload. */
    static final String TABLE = "shaduf_outcomes";

    private static final String RANGES = "shaduf_outcome_ranges";

    private final Session session;
    private final Dialect dialect;
    private final String planned;
    private long ended;

    /**
     * @param planned the planned table, as it stands in SQL
     */
    EndedRows(Session session, String planned) {
        this.session = session;
        this.dialect = session.dialect();
        this.planned = planned;
    }

    /** Makes the table of outcomes; {@code feed} hands over each once. */
    void load(Consumer<Consumer<Outcome>> feed) {
        session.execute(Sql.of("DROP TABLE IF EXISTS " + RANGES));
        session.execute(
                Sql.of("CREATE TEMPORARY TABLE " + RANGES + " (" + declared(columns()) + ")"));
        try (Loader loader = session.load(TableName.temporary(RANGES), columns())) {
            Ranges ranges = new Ranges(loader);
            feed.accept(ranges::add);
            ranges.end();
            loader.finish();
            ended = ranges.rows;
        }
        session.execute(Sql.of("DROP TABLE IF EXISTS " + TABLE));
        session.execute(
                Sql.of(
                        "CREATE TEMPORARY TABLE %s (n %s, %s)"
                                .formatted(TABLE, dialect.own(Own.BIGINT), declared(ends()))));
        if (ended > 0) { // an insert of no rows would spoil a later one in DuckDB 2.0.0
            session.execute(
                    Sql.of(
                            "INSERT INTO %s SELECT %s, %s FROM %s"
                                    .formatted(TABLE, numbers(), names(ends()), RANGES)));
        }
    }

    /** Every number of a range, a row each. */
    private String numbers() {
        return dialect.name().equals("duckdb")
                ? "unnest(range(first_n, last_n + 1))"
                : "generate_series(first_n, last_n)";
    }

    private static String declared(List<Column> columns) {
        return String.join(
                ", ", columns.stream().map(c -> c.name() + " " + c.type().name()).toList());
    }

    private static String names(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    private List<Column> columns() {
        List<Column> all = new ArrayList<>();
        all.add(column("first_n", Type.Kind.INTEGER, Own.BIGINT));
        all.add(column("last_n", Type.Kind.INTEGER, Own.BIGINT));
        all.addAll(ends());
        return all;
    }

    private List<Column> ends() {
        return List.of(
                column("status", Type.Kind.TEXT, Own.TEXT),
                column("reason", Type.Kind.TEXT, Own.TEXT),
                column("http_status", Type.Kind.INTEGER, Own.INTEGER),
                column("attempt", Type.Kind.INTEGER, Own.INTEGER),
                column("mark", Type.Kind.INTEGER, Own.INTEGER),
                column("remote_id", Type.Kind.TEXT, Own.TEXT),
                column("payload", Type.Kind.TEXT, Own.TEXT));
    }

    private Column column(String name, Type.Kind kind, Own own) {
        return new Column(name, Type.of(kind, dialect.own(own)));
    }

    /** Gives every planned operation that has no outcome yet this one. */
    void rest(Outcome.Status status, String reason) {
        rest(status, reason, Mark.WAITING);
    }

    /** As {@link #rest}: rejected, and held until a person decides. */
    void held(String reason) {
        rest(Outcome.Status.REJECTED, reason, Mark.HELD);
    }

    private void rest(Outcome.Status status, String reason, Mark mark) {
        String operations = planned + " p WHERE op IN ('A', 'C', 'R') AND invalid IS NULL";
        if (number("SELECT count(*) FROM " + operations) == ended) {
            return;
        }
        String text = dialect.own(Own.TEXT);
        String insert =
                """
                INSERT INTO %1$s SELECT n, CAST(? AS %2$s), CAST(? AS %2$s), NULL, 0, %3$d, NULL,
                NULL FROM %4$s AND NOT EXISTS (SELECT 1 FROM %1$s o WHERE o.n = p.n)
                """
                        .formatted(TABLE, text, mark.number(), operations);
        session.execute(Sql.of(insert, status.table(), reason));
    }

    private long number(String query) {
        return session.number(Sql.of(query));
    }

    /** Joins outcomes that follow each other and are alike. */
    private static final class Ranges {

        private final Loader loader;
        private @Nullable Outcome alike;
        private long last;
        private long rows;

        Ranges(Loader loader) {
            this.loader = loader;
        }

        void add(Outcome outcome) {
            rows++;
            Outcome first = alike;
            if (first != null && outcome.ordinal() == last + 1 && same(first, outcome)) {
                last++;
                return;
            }
            end();
            alike = outcome;
            last = outcome.ordinal();
        }

        private static boolean same(Outcome a, Outcome b) {
            return a.status() == b.status()
                    && a.attempt() == b.attempt()
                    && a.held() == b.held()
                    && Objects.equals(a.httpStatus(), b.httpStatus())
                    && Objects.equals(a.reason(), b.reason())
                    && Objects.equals(a.remoteId(), b.remoteId())
                    && Objects.equals(a.payload(), b.payload());
        }

        void end() {
            Outcome outcome = alike;
            if (outcome == null) {
                return;
            }
            loader.value(outcome.ordinal());
            loader.value(last);
            loader.value(outcome.status().table());
            loader.value(outcome.reason());
            if (outcome.httpStatus() == null) {
                loader.value(null);
            } else {
                loader.value(outcome.httpStatus());
            }
            loader.value(outcome.attempt());
            loader.value(mark(outcome).number());
            loader.value(outcome.remoteId());
            loader.value(outcome.payload());
            loader.endRow();
        }

        private static Mark mark(Outcome outcome) {
            return switch (outcome.status()) {
                case DELIVERED -> Mark.FINE;
                case REJECTED -> outcome.held() ? Mark.HELD : Mark.REJECTED;
                case DEFERRED, ABORTED -> Mark.WAITING;
            };
        }
    }
}
