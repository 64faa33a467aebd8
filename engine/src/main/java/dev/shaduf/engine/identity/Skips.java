package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Texts;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Functions;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The identifier values that joined nobody, or not all of their records. Leaves {@code skips(type,
 * value_hash, v, component, degree, reason)}: of all records, blocked ones included.
 */
final class Skips {

    private static final String COLUMNS = "type, value_hash, v, component, degree, reason";

    private final Session session;
    private final Scratch scratch;
    private final EntityTables tables;
    private final State state;
    private final Texts texts;
    private final Functions functions;
    private final List<Identifier> types;
    private final @Nullable Reach reach;

    Skips(
            Session session,
            Scratch scratch,
            EntityTables tables,
            State state,
            @Nullable Reach reach) {
        this.session = session;
        this.scratch = scratch;
        this.tables = tables;
        this.state = state;
        this.texts = new Texts(session.dialect());
        this.functions = session.dialect().functions();
        this.types = tables.entity().identity().identifiers();
        this.reach = reach;
    }

    /**
     * Makes the table and gives its rows.
     *
     * @param refused what rules refused among the records that are computed
     * @param first the number of the first new component
     */
    long make(List<Skipped> refused, long first) {
        load(refused, first);
        List<String> all = new ArrayList<>();
        all.add("select %s from %s".formatted(COLUMNS, scratch.name("refused")));
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).quarantine() != null) {
                all.add(quarantined(i));
            }
            all.add(blocked(i));
        }
        if (reach != null) {
            all.add(others(reach));
        }
        return scratch.make("skips", String.join("\nunion all\n", all));
    }

    private void load(List<Skipped> refused, long first) {
        List<Column> columns =
                List.of(
                        scratch.text("type"),
                        scratch.text("value_hash"),
                        scratch.whole("v"),
                        scratch.whole("component"),
                        scratch.whole("degree"),
                        scratch.text("reason"));
        TableName table = scratch.empty("refused", columns);
        try (Loader loader = session.load(table, columns)) {
            for (Skipped value : refused) {
                loader.value(value.type());
                loader.value(value.hash());
                loader.value((String) null);
                loader.value(first + value.component());
                loader.value(value.degree());
                loader.value(value.reason().name().toLowerCase(Locale.ROOT));
                loader.endRow();
            }
            loader.finish();
        }
    }

    private String row(int type, String from, String reason) {
        return ("select %s as type, value_hash, v, cast(null as %s) as "
                        + "component, cast(degree as %2$s) as degree, %s as reason from "
                        + "(%s) q")
                .formatted(literal(types.get(type).type()), state.bigint(), literal(reason), from);
    }

    private String literal(String text) {
        return "cast(%s as %s)".formatted(texts.literal(text), scratch.text("").type().name());
    }

    /** Values in quarantine; those of records that are gone are known from before. */
    private String quarantined(int type) {
        String found =
                "select %s as value_hash, %s as v, q.degree from %s q"
                        .formatted(
                                functions.sha256(List.of("q.value")),
                                state.hash("q.value"),
                                scratch.name("quarantine" + type));
        if (reach == null) {
            return row(type, found, "degree");
        }
        String known =
                ("select s.value_hash, s.v, h.degree from %s h join %s s on s.v = h.v and s.type ="
                     + " %s and s.reason = 'degree' where h.degree > %d and h.v not in (select v"
                     + " from (%s) f)")
                        .formatted(
                                scratch.name("hubs" + type),
                                tables.quoted(EntityTable.STATE_SKIPPED),
                                literal(types.get(type).type()),
                                types.get(type).quarantine(),
                                found);
        return row(type, found + " union all " + known, "degree");
    }

    private String blocked(int type) {
        String counted = "select b%1$d as b, count(*) as degree from %2$s where b%1$d is not null";
        String all = counted.formatted(type, scratch.name(Records.TABLE)) + " group by 1";
        if (reach != null) {
            all +=
                    " union all "
                            + counted.formatted(type, state.table() + " o")
                            + " and not ("
                            + reach.isReached("o.component")
                            + ") group by 1";
        }
        String summed =
                ("select %s as value_hash, cast(null as %s) as v, "
                                + "sum(degree) as degree from (%s) c group by b")
                        .formatted(functions.sha256(List.of("b")), state.bigint(), all);
        return row(type, summed, "blocked");
    }

    /** What was skipped before, and neither its records nor their number changed. */
    private String others(Reach reached) {
        StringBuilder sql =
                new StringBuilder(
                        ("select %s from %s o where reason <> 'blocked' "
                                        + "and (o.component is null or not (%s))")
                                .formatted(
                                        COLUMNS,
                                        tables.quoted(EntityTable.STATE_SKIPPED),
                                        reached.isReached("o.component")));
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).quarantine() != null) {
                sql.append(
                        (" and not (reason = 'degree' and type = %s and "
                                        + "(v in (select v from %s) or v in (select %s "
                                        + "from %s q)))")
                                .formatted(
                                        literal(types.get(i).type()),
                                        scratch.name("hubs" + i),
                                        state.hash("q.value"),
                                        scratch.name("quarantine" + i)));
            }
        }
        return sql.toString();
    }
}
