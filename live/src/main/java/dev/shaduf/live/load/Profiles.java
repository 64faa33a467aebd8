package dev.shaduf.live.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code users} and {@code accounts}: the traits of a batch are laid over those that are there. Of
 * a profile that has newer ones already, the traits are taken from its calls once more, since only
 * they tell when each was set.
 */
final class Profiles {

    private static final TableName STAGE = TableName.temporary("shaduf_profiles");
    private static final String LATE = "_late";

    private static final Set<String> OWN =
            Set.of(
                    Standard.ID,
                    Standard.TIMESTAMP,
                    Standard.RECEIVED_AT,
                    Standard.LOADED_AT,
                    Fold.FIRST_TIMESTAMP,
                    Fold.FIRST_RECEIVED_AT);

    private final Session session;
    private final Dialect dialect;
    private final String stage;

    /** The profiles' table, that of the calls, and whose the calls are. */
    private final String profiles;

    private final String calls;
    private final String owner;

    Profiles(Session session, TableName profiles, TableName calls, String owner) {
        this.session = session;
        this.dialect = session.dialect();
        this.profiles = OwnTables.quoted(dialect, profiles);
        this.calls = OwnTables.quoted(dialect, calls);
        this.owner = dialect.quote(owner);
        this.stage = OwnTables.quoted(dialect, STAGE);
    }

    /**
     * Lays rows over the profiles; the calls they came with are loaded already.
     *
     * @param rows one for each profile, as {@link Fold} gives them
     * @param callTypes the types of the calls' columns
     */
    void merge(List<Vector> rows, Map<String, String> callTypes) {
        List<Column> columns = rows.stream().map(Vector::column).toList();
        stage(columns);
        session.append(STAGE, rows);
        long late =
                session.execute(
                        Sql.of(
                                "update %s set %s = true from %s u where u.id = %s.id and %s"
                                        .formatted(stage, LATE, profiles, stage, isLate("u"))));
        List<String> traits =
                columns.stream().map(Column::name).filter(name -> !OWN.contains(name)).toList();
        update(traits);
        insert(columns);
        if (late > 0) {
            recall(columns, callTypes);
        }
        session.execute(Sql.of("drop table " + stage));
    }

    private void stage(List<Column> columns) {
        String ddl =
                columns.stream()
                        .map(c -> dialect.quote(c.name()) + " " + c.type().name())
                        .collect(Collectors.joining(", "));
        session.execute(
                Sql.of(
                        "create temporary table %s (%s, %s boolean)"
                                .formatted(dialect.quote(STAGE.name()), ddl, LATE)));
    }

    /** Whether the oldest row of the batch is older than the newest that is there. */
    private String isLate(String there) {
        return "(%1$s.%2$s, %1$s.%3$s) < (%4$s.%5$s, %4$s.received_at)"
                .formatted(
                        dialect.quote(STAGE.name()),
                        Fold.FIRST_TIMESTAMP,
                        Fold.FIRST_RECEIVED_AT,
                        there,
                        dialect.quote(Standard.TIMESTAMP));
    }

    private void update(List<String> traits) {
        String timestamp = dialect.quote(Standard.TIMESTAMP);
        String newer = "(s.%1$s, s.received_at) >= (u.%1$s, u.received_at)".formatted(timestamp);
        List<String> sets = new ArrayList<>();
        for (String time : new String[] {Standard.TIMESTAMP, Standard.RECEIVED_AT}) {
            String name = dialect.quote(time);
            sets.add("%1$s = case when %2$s then s.%1$s else u.%1$s end".formatted(name, newer));
        }
        sets.add("loaded_at = s.loaded_at");
        for (String trait : traits) {
            sets.add(
                    ("%1$s = case when s.%2$s then coalesce(u.%1$s, s.%1$s) else"
                                    + " coalesce(s.%1$s, u.%1$s) end")
                            .formatted(dialect.quote(trait), LATE));
        }
        session.execute(
                Sql.of(
                        "update %s as u set %s from %s s where u.id = s.id"
                                .formatted(profiles, String.join(", ", sets), stage)));
    }

    private void insert(List<Column> columns) {
        String names =
                columns.stream()
                        .map(Column::name)
                        .filter(name -> !name.startsWith("_first_"))
                        .map(dialect::quote)
                        .collect(Collectors.joining(", "));
        session.execute(
                Sql.of(
                        ("insert into %s (%s) select %s from %s s where not exists (select 1 from"
                                        + " %s u where u.id = s.id)")
                                .formatted(profiles, names, names, stage, profiles)));
    }

    /** Takes the traits of late rows from all calls of their profiles. */
    private void recall(List<Column> columns, Map<String, String> callTypes) {
        List<String> traits =
                columns.stream()
                        .filter(c -> !OWN.contains(c.name()))
                        .filter(c -> c.type().kind() != Kind.OTHER)
                        .filter(c -> c.type().name().equalsIgnoreCase(callTypes.get(c.name())))
                        .map(c -> dialect.quote(c.name()))
                        .toList();
        if (traits.isEmpty()) {
            return;
        }
        String newest =
                traits.stream()
                        .map(trait ->
                                ("(array_agg(%1$s order by %2$s desc, received_at desc)"
                                                + " filter (where %1$s is not null))[1] as"
                                                + " %1$s")
                                        .formatted(trait, dialect.quote(Standard.TIMESTAMP)))
                        .collect(Collectors.joining(", "));
        String sets =
                traits.stream()
                        .map(trait -> "%1$s = coalesce(r.%1$s, u.%1$s)".formatted(trait))
                        .collect(Collectors.joining(", "));
        session.execute(
                Sql.of(
                        ("update %s as u set %s from (select %s as profile_id, %s from %s where %s"
                                        + " in (select id from %s where %s) group by %s) r where"
                                        + " u.id = r.profile_id")
                                .formatted(
                                        profiles, sets, owner, newest, calls, owner, stage, LATE,
                                        owner)));
    }
}
