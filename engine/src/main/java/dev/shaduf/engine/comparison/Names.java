package dev.shaduf.engine.comparison;

import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The names of the tables of one sync in one place. Immutable. */
public record Names(Dialect dialect, String schema, String sync) {

    public TableName state() {
        return own("sync_state_" + sync);
    }

    public TableName planned() {
        return own("sync_planned_" + sync);
    }

    public TableName runs() {
        return own("sync_runs");
    }

    public TableName changelog() {
        return own("sync_changelog");
    }

    public TableName snapshotView() {
        return own("sync_snapshot");
    }

    public TableName definitions() {
        return own("sync_definitions");
    }

    public TableName leases() {
        return own("sync_leases");
    }

    private TableName own(String name) {
        return new TableName(schema, cut(name));
    }

    /** A name that fits the warehouse: too long ones end in _ and 6 hex digits of their hash. */
    private String cut(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length <= dialect.longestName()) {
            return name;
        }
        return name.substring(0, dialect.longestName() - 7) + "_" + sha256(name).substring(0, 6);
    }

    /** SHA-256 of the UTF-8 bytes, in hex. */
    static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The quoted name of a table, with its schema unless it is temporary. */
    public String sql(TableName table) {
        return table.schema().isEmpty()
                ? dialect.quote(table.name())
                : dialect.quote(table.schema()) + "." + dialect.quote(table.name());
    }
}
