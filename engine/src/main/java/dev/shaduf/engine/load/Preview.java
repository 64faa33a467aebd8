package dev.shaduf.engine.load;

import dev.shaduf.spi.sql.TableName;

import java.util.List;
import java.util.Map;

/**
 * What a source's tables would be.
 *
 * @param inPlaceOf temporary tables of the session that hold what a load would make of tables;
 *     those that are not in it are read as they are
 * @param tables each table: {@code loadedAt} null and not in {@code inPlaceOf} means that it was
 *     never loaded
 * @param temporary false where the warehouse refused temporary tables, so that files too count as
 *     last loaded
 */
public record Preview(
        Map<TableName, TableName> inPlaceOf, List<TableLoad> tables, boolean temporary) {

    /** The table to read for another. */
    public TableName instead(TableName table) {
        return inPlaceOf.getOrDefault(table, table);
    }
}
