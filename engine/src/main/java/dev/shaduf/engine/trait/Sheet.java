package dev.shaduf.engine.trait;

import dev.shaduf.spi.warehouse.Dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The profiles with what was computed of them so far, as one query. For one thread. */
final class Sheet {

    private final Dialect dialect;
    private final String main;
    private final String id;
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final List<String> joins = new ArrayList<>();

    /**
     * @param main the quoted table of the profiles
     * @param id the column of their ids
     * @param kept the columns that stay as they are
     */
    Sheet(Dialect dialect, String main, String id, List<String> kept) {
        this.dialect = dialect;
        this.main = main;
        this.id = id;
        kept.forEach(name -> columns.put(name, "p." + dialect.quote(name)));
    }

    /**
     * Adds the columns of a table of results, which has a row for some of the profiles, by {@code
     * id}.
     *
     * @param fallbacks the value of a profile without a row, by column; "" for null
     */
    void add(String table, Map<String, String> fallbacks) {
        String alias = "r" + joins.size();
        joins.add(
                "left join %s %s on %s.id = p.%s"
                        .formatted(table, alias, alias, dialect.quote(id)));
        fallbacks.forEach((name, fallback) -> {
            String value = alias + "." + dialect.quote(name);
            columns.put(
                    name,
                    fallback.isEmpty() ? value : "coalesce(%s, %s)".formatted(value, fallback));
        });
    }

    /**
     * The same of some profiles; all others keep what they have.
     *
     * @param some a table of their ids
     */
    void add(String table, Map<String, String> fallbacks, String some) {
        String one = "s" + joins.size();
        joins.add("left join %s %s on %s.id = p.%s".formatted(some, one, one, dialect.quote(id)));
        Map<String, String> before = Map.copyOf(columns);
        add(table, fallbacks);
        for (String name : fallbacks.keySet()) {
            columns.computeIfPresent(
                    name,
                    (n, fresh) ->
                            "case when %s.id is null then %s else %s end"
                                    .formatted(one, before.get(n), fresh));
        }
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    /**
     * All columns of some profiles.
     *
     * @param ids a table of their ids
     */
    String query(String ids) {
        return query() + "\nwhere p.%s in (select id from %s)".formatted(dialect.quote(id), ids);
    }

    /** All columns of all profiles. */
    String query() {
        List<String> selected = new ArrayList<>();
        columns.forEach((name, sql) -> selected.add(sql + " as " + dialect.quote(name)));
        return "select "
                + String.join(",\n  ", selected)
                + "\nfrom "
                + main
                + " p\n"
                + String.join("\n", joins);
    }
}
