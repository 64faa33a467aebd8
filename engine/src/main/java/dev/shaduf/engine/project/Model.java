package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Settings;

import java.util.List;

/**
 * A SQL query, a table or a dbt model, with a key: {@code models/*.yml}.
 *
 * @param uses every column of it that its tests name
 */
public record Model(
        Common common,
        List<String> key,
        Query query,
        Materialize materialize,
        List<ModelTest> tests,
        List<ColumnUse> uses) {

    /** One that no file states. */
    public static Model ofNoFile(Common common, Query query) {
        return new Model(common, List.of(), query, Materialize.NO, List.of(), List.of());
    }

    /** The model's name. */
    public String name() {
        return common.name();
    }

    /** Where the rows come from. */
    public sealed interface Query {

        /**
         * SQL with {@code ref} and {@code source}.
         *
         * @param file the file the text stands in, relative to the project
         * @param line the line of the file the text begins at, from 1
         */
        record Text(String sql, String file, int line) implements Query {}

        /**
         * A table: {@code source.table} of a source of the project, or {@code schema.table} of the
         * warehouse.
         */
        record Table(String name) implements Query {}

        /** A dbt model. */
        record Dbt(String name) implements Query {}
    }

    /** Whether others can read it in the warehouse. */
    public enum Materialize {
        NO,
        VIEW,
        TABLE
    }

    /** A test of the model's rows; settings as in the file. */
    public record ModelTest(Kind kind, List<String> columns, boolean warn, Settings settings) {

        /** What is asserted. */
        public enum Kind {
            UNIQUE,
            NOT_NULL,
            ACCEPTED_VALUES,
            RELATIONSHIPS,
            FRESHNESS
        }
    }
}
