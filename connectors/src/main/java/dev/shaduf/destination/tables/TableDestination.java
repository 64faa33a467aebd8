package dev.shaduf.destination.tables;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.ObjectType;
import dev.shaduf.spi.destination.ObjectType.Field;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.sql.TableName;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tables of a database as a destination. Safe to share between threads. */
public final class TableDestination implements Destination {

    private static final Set<Mode> MODES =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(Mode.AUDIENCE)));

    private final Database database;

    /** The destination of a database; connects to nothing yet. */
    public TableDestination(Database database) {
        this.database = database;
    }

    /** The modes that tables can do. */
    public static Set<Mode> modes() {
        return MODES;
    }

    @Override
    public void check() {
        if (!database.exists()) {
            return;
        }
        try (Connection connection = database.connect()) {
            database.hasSchema(connection, database.schema());
        } catch (SQLException e) {
            throw database.fault(e).exception(e);
        }
    }

    @Override
    public ObjectType object(String name, boolean connect) {
        TableName table = ObjectName.parse(name, database.schema());
        if (!connect) {
            return new ObjectType(name, MODES, null, List.of(), true);
        }
        return described(name, there(table).orElseThrow(() -> TableMaker.missing(database, table)));
    }

    private Optional<Table> there(TableName table) {
        if (!database.exists()) {
            return Optional.empty();
        }
        try (Connection connection = database.connect()) {
            return database.table(connection, table);
        } catch (SQLException e) {
            throw database.fault(e).exception(e);
        }
    }

    /** A table of Shaduf's own takes any field: columns are added to it. */
    private static ObjectType described(String name, Table table) {
        List<Field> fields =
                table.columns().stream()
                        .map(c -> new Field(c.name(), c.required(), c.readOnly()))
                        .toList();
        return new ObjectType(name, MODES, table.made() ? null : fields, table.keys(), true);
    }

    @Override
    public Writer writer(Target target) {
        require(target);
        try {
            Connection connection = database.connect();
            try {
                return TableWriter.open(database, connection, target);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw database.fault(e).exception(e);
        }
    }

    private static void require(Target target) {
        if (!MODES.contains(target.mode())) {
            throw new ShadufException(
                    Failure.UNSUPPORTED,
                    "A table cannot do mode " + target.mode().word() + ".",
                    "Its modes are append, insert, mirror, update and upsert.");
        }
    }

    @Override
    public void clear(String object) {
        TableName name = ObjectName.parse(object, database.schema());
        if (!database.exists()) {
            return;
        }
        try (Connection connection = database.connect()) {
            Optional<Table> table = database.table(connection, name);
            if (table.isPresent()) {
                database.empty(connection, table.get().name());
                Receipts.forget(database, connection, table.get().name());
            }
        } catch (SQLException e) {
            throw database.fault(e).exception(e);
        }
    }

    @Override
    public void close() {
        // every writer has a connection of its own
    }
}
