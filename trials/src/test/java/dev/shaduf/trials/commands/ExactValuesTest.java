package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Values that leave as exactly what they are in the warehouse. */
class ExactValuesTest extends AtAcme {

    @Test
    void wholeNumbersAreNoFloatsInParquet() {
        shell.file("destinations/exports.yml", "type: files\npath: exports/\n")
                .file(
                        "models/sums.yml",
                        "key: id\nsql: select 1 as id, sum(9007199254740993) as s from range(1)\n")
                .file(
                        "syncs/sums.yml",
                        "from: sums\nto: exports\nobject: s.parquet\nmode: mirror\n");

        assertThat(shell.type("sync", "sums").exit()).isZero();

        String file = directory.resolve("exports/s.parquet").toString();
        assertThat(shell.type("query", "--csv", "select s from read_parquet('" + file + "')").out())
                .isEqualTo("s\n9007199254740993\n");
        shell.file(
                "models/sums.yml",
                "key: id\nsql: select 1 as id, 170141183460469231731687303715884105727 as s\n");
        assertThat(shell.type("sync", "sums", "--json").at("syncs.0.rejected.changed"))
                .isEqualTo("1");
    }
}
