package dev.shaduf.trials.sync;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A warehouse that writes down every statement it is given. Closing it closes nothing. */
public final class StatementLog implements Warehouse {

    private final Warehouse inner;
    private final List<String> lines = new ArrayList<>();

    /** In front of another warehouse. */
    public StatementLog(Warehouse inner) {
        this.inner = inner;
    }

    /** A heading for what follows. */
    public void title(String text) {
        lines.add("-- " + text);
    }

    /** Everything, a blank line between statements. */
    public String text() {
        return String.join("\n\n", lines);
    }

    private void heard(Sql sql) {
        lines.add(
                sql.text()
                                .strip()
                                .replaceAll("\\s+", " ")
                                .replaceAll(
                                        " (FROM|WHERE|SELECT|(LEFT |FULL OUTER )?JOIN|GROUP BY|"
                                                + "ORDER BY|VALUES|SET|USING|UNION ALL) ",
                                        "\n  $1 ")
                        + ";");
    }

    @Override
    public Dialect dialect() {
        return inner.dialect();
    }

    @Override
    public Session open() {
        return new Heard(inner.open());
    }

    @Override
    public boolean readsLocalParquet() {
        return inner.readsLocalParquet();
    }

    @Override
    public void close() {}

    private final class Heard implements Session {

        private final Session session;

        Heard(Session session) {
            this.session = session;
        }

        @Override
        public Dialect dialect() {
            return session.dialect();
        }

        @Override
        public RowStream rows(Sql query) {
            heard(query);
            return session.rows(query);
        }

        @Override
        public long execute(Sql statement) {
            heard(statement);
            return session.execute(statement);
        }

        @Override
        public void begin(Mode mode) {
            lines.add("-- begin " + mode);
            session.begin(mode);
        }

        @Override
        public void commit() {
            lines.add("-- commit");
            session.commit();
        }

        @Override
        public void rollback() {
            session.rollback();
        }

        @Override
        public List<Column> describe(Sql query) {
            return session.describe(query);
        }

        @Override
        public Optional<List<Column>> columns(TableName table) {
            return session.columns(table);
        }

        @Override
        public List<String> tables(String schema) {
            return session.tables(schema);
        }

        @Override
        public Loader load(TableName table, List<Column> columns) {
            lines.add("-- load " + table + " " + columns.stream().map(Column::name).toList());
            return session.load(table, columns);
        }

        @Override
        public void cancel() {
            session.cancel();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
