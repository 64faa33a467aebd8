package dev.shaduf.engine.trait;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;

/** The temporary tables of one computation; closing drops them. For one thread. */
final class Stage implements AutoCloseable {

    private static final String PREFIX = "shaduf_traits_";

    private final Session session;
    private final List<String> made = new ArrayList<>();
    private int next;

    Stage(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    /** Makes a table of a query and gives its quoted name. */
    String make(String query) {
        String name = session.dialect().quote(PREFIX + next++);
        session.execute(Sql.of("drop table if exists " + name));
        session.execute(Sql.of("create temporary table " + name + " as\n" + query));
        made.add(name);
        return name;
    }

    /** Makes a table that stays when this is closed. */
    void keep(TableName table, String query) {
        String name = session.dialect().quote(table.name());
        session.execute(Sql.of("create temporary table " + name + " as\n" + query));
    }

    @Override
    public void close() {
        made.forEach(name -> session.execute(Sql.of("drop table if exists " + name)));
        made.clear();
    }
}
