package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sighting;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.warehouse.Dialect;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** All records. */
final class Whole implements Scope {

    private final Scratch scratch;
    private final EntityTables tables;
    private final Dialect dialect;
    private final List<Sighting> sightings;

    Whole(Scratch scratch, EntityTables tables, Dialect dialect, List<Sighting> sightings) {
        this.scratch = scratch;
        this.tables = tables;
        this.dialect = dialect;
        this.sightings = sightings;
    }

    @Override
    public @Nullable String wanted() {
        return null;
    }

    @Override
    public String former() {
        return "select %s as part, record_key as k, %s as id from %s"
                .formatted(
                        Sighting.part(dialect, sightings, "source"),
                        tables.id(),
                        tables.quoted(EntityTable.RECORDS));
    }

    @Override
    public long frequent(String table, int type, long most) {
        return scratch.make(
                table,
                ("select i%1$d as value, count(*) as degree from %2$s where i%1$d is not null group"
                                + " by 1 having count(*) > %3$d")
                        .formatted(type, scratch.name(Records.TABLE), most));
    }

    @Override
    public String others() {
        return "";
    }

    @Override
    public String known() {
        return "select " + tables.id() + " as id from " + tables.quoted(EntityTable.RECORDS);
    }

    @Override
    public long otherRecords() {
        return 0;
    }

    @Override
    public long otherProfiles() {
        return 0;
    }

    @Override
    public String largest(int most) {
        return "";
    }
}
