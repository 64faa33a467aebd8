package dev.shaduf.engine.comparison;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of a run's planned rows, each of which has a number: the place at which it went in,
 * where a warehouse knows that, else a column of its own, which takes one thread to fill. No row is
 * taken out while the table lives, so that a place stays what it is.
 *
 * @param name as it stands in SQL
 * @param number the column of the number; numbers are unique among the operations and grow in the
 *     order in which these are sent
 */
public record PlannedTable(String name, String number) {

    /** For SQL that names no table. */
    static final PlannedTable NONE = new PlannedTable("", "");

    private static final String OWN = "n";

    /** One as a run makes it. */
    public static PlannedTable made(String name, Dialect dialect) {
        @Nullable String place = dialect.storage().place();
        return new PlannedTable(name, place == null ? OWN : place);
    }

    /** One that was found, which may have been copied from another warehouse. */
    public static PlannedTable found(String name, Dialect dialect, List<Column> columns) {
        boolean own = columns.stream().anyMatch(column -> column.name().equals(OWN));
        return own ? new PlannedTable(name, OWN) : made(name, dialect);
    }

    /** Whether the number is a column of its own. */
    public boolean hasOwnNumber() {
        return number.equals(OWN);
    }

    /** The columns of {@link #rows}, by those of the table. */
    public List<Column> columns(List<Column> columns, Dialect dialect) {
        List<Column> all = new ArrayList<>(columns);
        if (!hasOwnNumber()) {
            all.add(new Column(OWN, Type.of(Type.Kind.INTEGER, dialect.own(Dialect.Own.BIGINT))));
        }
        return all;
    }

    /** Its rows, all columns and the number as {@code n}. */
    public String rows() {
        return hasOwnNumber() ? name : "(SELECT " + number + " AS n, * FROM " + name + ")";
    }
}
