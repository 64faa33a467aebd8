package dev.shaduf.testkit.simulation;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Vector;
import dev.shaduf.spi.warehouse.Warehouse;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A warehouse whose user may end before and after each statement. Closing it closes nothing. */
public record MortalWarehouse(Warehouse inner, Mortal process) implements Warehouse {

    @Override
    public Dialect dialect() {
        return inner.dialect();
    }

    @Override
    public Session open() {
        process.step("open");
        return new MortalSession(inner.open(), process);
    }

    @Override
    public boolean readsLocalParquet() {
        return inner.readsLocalParquet();
    }

    @Override
    public void close() {}

    private record MortalSession(Session inner, Mortal process) implements Session {

        @Override
        public Dialect dialect() {
            return inner.dialect();
        }

        @Override
        public RowStream rows(Sql query) {
            process.step("query");
            return inner.rows(query);
        }

        @Override
        public long execute(Sql statement) {
            process.step("statement");
            return inner.execute(statement);
        }

        @Override
        public void begin(Mode mode) {
            process.step("begin");
            inner.begin(mode);
        }

        @Override
        public void commit() {
            process.step("before commit");
            inner.commit();
            process.step("after commit");
        }

        @Override
        public void rollback() {
            inner.rollback();
        }

        @Override
        public List<Column> describe(Sql query) {
            return inner.describe(query);
        }

        @Override
        public Optional<List<Column>> columns(TableName table) {
            process.step("columns");
            return inner.columns(table);
        }

        @Override
        public List<String> tables(String schema) {
            return inner.tables(schema);
        }

        @Override
        public Loader load(TableName table, List<Column> columns) {
            process.step("load");
            return inner.load(table, columns);
        }

        @Override
        public Map<String, List<Column>> layout(String schema) {
            process.step("layout");
            return inner.layout(schema);
        }

        @Override
        public long append(TableName table, List<Vector> columns) {
            process.step("before append");
            long rows = inner.append(table, columns);
            process.step("after append");
            return rows;
        }

        @Override
        public void cancel() {
            inner.cancel();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
