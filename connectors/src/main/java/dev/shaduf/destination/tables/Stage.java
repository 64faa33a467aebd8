package dev.shaduf.destination.tables;

import dev.shaduf.spi.destination.OutRow;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * A temporary table that rows are loaded into before they are merged. Its columns are {@code n}
 * (the row's place in the batch), {@code s} (which set of columns the row has) and {@code c0},
 * {@code c1} … for the columns of the layout. Lives as long as its connection. Not shared between
 * threads.
 */
public interface Stage {

    /** The name of the staging table. */
    String NAME = "shaduf_batch";

    /** Replaces what is staged by these rows. */
    Load load(List<OutRow> rows) throws SQLException;

    /**
     * Loads rows straight into the table in the present transaction; false, and the transaction is
     * to be dropped, where this product or one of these rows needs the staging table.
     */
    boolean straight(List<OutRow> rows) throws SQLException;

    /** The staged value of a column of the layout, as SQL of the table's type. */
    String value(int column);

    /** Looks for staged rows with a value that its column does not take: place and reason. */
    Map<Integer, String> guilty() throws SQLException;

    /**
     * What was staged.
     *
     * @param sets the sets of columns that occur; {@code s} is the place in this list
     * @param refused rows that could not be staged: place in the batch and reason
     */
    record Load(List<BitSet> sets, Map<Integer, String> refused) {}
}
