package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Outcome;
import dev.shaduf.engine.comparison.PlannedTable;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The planned operations of a run with how each ended, as a relation from which changelog and
 * snapshot are written. Nearly all rows of a run end alike: only the others are in a temporary
 * table, one row each, and the relation fills in the usual end. Used once, in one transaction of
 * the caller's: first {@link #load}, then {@link #rest} or {@link #unknown}, then {@link #rows}.
 */
final class EndedRows {

    private static final String OTHERS = "shaduf_outcomes";
    private static final String RANGES = "shaduf_outcome_ranges";

    private final Session session;
    private final Dialect dialect;
    private final PlannedTable planned;
    private Ranges ranges;
    private @Nullable End usual;

    /** Of the rows of that table. */
    EndedRows(Session session, PlannedTable planned) {
        this.session = session;
        this.dialect = session.dialect();
        this.planned = planned;
        this.ranges = new Ranges(null);
    }

    /** Takes the recorded outcomes; {@code feed} hands over each once. */
    void load(Consumer<Consumer<Outcome>> feed) {
        session.execute(Sql.of("DROP TABLE IF EXISTS " + RANGES));
        session.execute(
                Sql.of("CREATE TEMPORARY TABLE " + RANGES + " (" + declared(columns()) + ")"));
        try (Loader loader = session.load(TableName.temporary(RANGES), columns())) {
            ranges = new Ranges(loader);
            feed.accept(ranges::add);
            ranges.end();
            loader.finish();
        }
    }

    /** Gives every planned operation that has no outcome yet this one. */
    void rest(Outcome.Status status, String reason) {
        complete(End.of(status, reason));
    }

    /**
     * As {@link #rest}, where it may have arrived all the same.
     *
     * @param once whether it must not arrive twice: it is held until a person decides
     */
    void unknown(String reason, boolean once) {
        complete(End.of(Outcome.unknown(0, reason, 0, once)));
    }

    /**
     * The planned operations: every column of the planned table, and status, reason, http_status,
     * attempt, mark, arrived, remote_id and payload.
     */
    Sql rows() {
        End end = usual;
        if (end == null) {
            throw new IllegalStateException("not complete");
        }
        Sql ends = Sql.of("");
        for (Column column : ends()) {
            ends = ends.plus(", ").plus(value(column, end.value(column.name())));
        }
        return Sql.of("(SELECT p.*")
                .plus(ends)
                .plus(" FROM " + operations() + " p LEFT JOIN " + OTHERS + " o ON o.n = p.n)");
    }

    private static Sql value(Column column, @Nullable Object value) {
        String other = "o." + column.name();
        return value == null
                ? Sql.of(other)
                : Sql.of(
                        "CASE WHEN o.n IS NULL THEN CAST(? AS %s) ELSE %s END AS %s"
                                .formatted(column.type().name(), other, column.name()),
                        value);
    }

    private String operations() {
        return "(SELECT * FROM "
                + planned.rows()
                + " r WHERE op IN ('A', 'C', 'R') AND invalid IS NULL)";
    }

    private void complete(End rest) {
        End common = allEnded() ? ranges.commonest() : null;
        usual = common == null ? rest : common;
        session.execute(Sql.of("DROP TABLE IF EXISTS " + OTHERS));
        session.execute(
                Sql.of(
                        "CREATE TEMPORARY TABLE %s (n %s, %s)"
                                .formatted(OTHERS, dialect.own(Own.BIGINT), declared(ends()))));
        int left = ranges.kind(common);
        if (ranges.rows > ranges.rows(left)) { // an insert of no rows may spoil a later one
            session.execute(
                    Sql.of(
                            "INSERT INTO %s SELECT %s, %s FROM %s WHERE kind <> %d"
                                    .formatted(
                                            OTHERS,
                                            dialect.functions().series("first_n", "last_n"),
                                            names(ends()),
                                            RANGES,
                                            left)));
        }
    }

    /**
     * Whether every planned operation has its outcome. Where there are as many outcomes, they must
     * be those of the planned operations.
     */
    private boolean allEnded() {
        Sql query = Sql.of("SELECT count(*), coalesce(sum(n), 0) FROM " + operations() + " p");
        try (RowStream rows = session.rows(query)) {
            rows.next();
            if (rows.whole(0) != ranges.rows) {
                return false;
            }
            if (!String.valueOf(rows.text(1)).equals(Long.toString(ranges.sum))) {
                throw new IllegalStateException("outcomes of operations that were not planned");
            }
            return true;
        }
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
        all.add(column("kind", Type.Kind.INTEGER, Own.INTEGER));
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
                column("arrived", Type.Kind.INTEGER, Own.INTEGER),
                column("remote_id", Type.Kind.TEXT, Own.TEXT),
                column("payload", Type.Kind.TEXT, Own.TEXT));
    }

    private Column column(String name, Type.Kind kind, Own own) {
        return new Column(name, Type.of(kind, dialect.own(own)));
    }
}
