package dev.shaduf.engine.comparison;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The key columns of a snapshot where those of the model may have other types by now. Numbers among
 * numbers, and anything that became text, are the keys that they were; what else there is, is not.
 * Bound to a session.
 */
final class KeyTypes {

    private static final Set<Kind> NUMBERS = EnumSet.of(Kind.INTEGER, Kind.DECIMAL, Kind.FLOAT);

    private final Session session;
    private final Definition definition;
    private final List<Column> held;
    private final List<Column> common = new ArrayList<>();
    private @Nullable String strange;

    /**
     * @param held the snapshot's columns, which begin with its key; none: there is no snapshot
     */
    KeyTypes(Session session, Definition definition, List<Column> held) {
        this.session = session;
        this.definition = definition;
        this.held = held;
        for (int i = 0; i < definition.key().size(); i++) {
            Column now = definition.key().get(i);
            Type was = held.isEmpty() ? now.type() : held.get(i).type();
            Type both = common(was, now.type());
            if (both == null) {
                strange =
                        "its key %s was %s, now it is %s"
                                .formatted(now.name(), was.name(), now.type().name());
            }
            common.add(new Column(now.name(), both == null ? was : both));
        }
    }

    /** Whether there is a snapshot. */
    boolean held() {
        return !held.isEmpty();
    }

    /** Why the snapshot's keys cannot be compared with the model's; null: they can. */
    @Nullable String strange() {
        return strange;
    }

    /** Whether the snapshot's columns hold the model's keys as they are. */
    boolean same() {
        for (int i = 0; i < held.size() && i < common.size(); i++) {
            if (!common.get(i).type().equals(held.get(i).type())) {
                return false;
            }
        }
        return true;
    }

    /** The key with the types that hold both. */
    List<Column> common() {
        return List.copyOf(common);
    }

    /** The snapshot's rows with their keys in these types. */
    Sql rows(String state) {
        DiffSql sql = new DiffSql(session.dialect(), definition.keyed(common), Invalid.Tables.NONE);
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= common.size(); i++) {
            columns.add(key(i) + " AS k" + i);
        }
        columns.add(sql.rowId(this::key) + " AS row_id");
        StateTables.STATE.keySet().stream()
                .filter(name -> !name.equals("row_id"))
                .forEach(columns::add);
        return Sql.of("SELECT " + String.join(", ", columns) + " FROM " + state);
    }

    private String key(int i) {
        Type was = held.get(i - 1).type();
        Type now = common.get(i - 1).type();
        String value = now.kind() == Kind.TEXT ? session.dialect().text("k" + i, was) : "k" + i;
        return "CAST(" + value + " AS " + now.name() + ")";
    }

    private @Nullable Type common(Type was, Type now) {
        if (was.name().equals(now.name())) {
            return was;
        }
        if (now.kind() == Kind.TEXT) {
            return Type.of(Kind.TEXT, session.dialect().own(Dialect.Own.TEXT));
        }
        if (NUMBERS.contains(was.kind()) && NUMBERS.contains(now.kind())) {
            String both =
                    "SELECT CAST(NULL AS %s) AS k UNION ALL SELECT CAST(NULL AS %s)"
                            .formatted(was.name(), now.name());
            return session.describe(Sql.of(both)).getFirst().type();
        }
        return was.kind() == now.kind() ? was : null;
    }
}
