package dev.shaduf.engine.comparison;

import dev.shaduf.spi.warehouse.Dialect;

/**
 * How long texts in Shaduf's own tables are stored, as what follows a column's type. DuckDB would
 * try several ways on each column and keep the smallest: measured, 1 M JSON texts of 350 characters
 * then take 1.45 s of CPU to write, 0.67 s with zstd and 0.4 s as they are; the five short texts
 * beside them in the changelog 0.4 s, with zstd 0.1 s. Pure.
 */
final class Storage {

    private Storage() {}

    /** For texts that live as long as a run. */
    static String passing(Dialect dialect) {
        return compressed(dialect, "uncompressed");
    }

    /** For texts that stay. */
    static String lasting(Dialect dialect) {
        return compressed(dialect, "zstd");
    }

    private static String compressed(Dialect dialect, String how) {
        return dialect.name().equals("duckdb") ? " USING COMPRESSION " + how : "";
    }
}
