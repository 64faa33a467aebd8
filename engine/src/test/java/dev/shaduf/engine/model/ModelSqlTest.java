package dev.shaduf.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.SqlRule.Objection;
import dev.shaduf.engine.project.SqlText;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSqlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from {{ ref('a') }} as a join {{ source('s', 't') }} t using (id);",
                "with x as (select 1 as id) select * from x\n-- {{ ref('a') }}\n",
                "from {{ source('s', 't') }} where id > 1",
            })
    void oneQueryIsTaken(String sql) {
        assertThat(objection(sql)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete from {{ ref('a') }}", "select 1; select 2", "selec 1", "-- 1"})
    void anythingElseIsRefused(String sql) {
        assertThat(objection(sql)).isNotNull();
    }

    @Test
    void refusalStandsAtTheWordAlsoBehindBraces() {
        String sql = "select *\nfrom {{ ref('a') }}; select 2";

        Objection objection = objection(sql);

        assertThat(objection).isNotNull();
        assertThat(objection.start()).isEqualTo(sql.indexOf(';'));
        assertThat(objection.fix()).contains("single query that only reads");
    }

    private static @Nullable Objection objection(String sql) {
        return new ModelSql().objection(SqlText.of(sql), "duckdb");
    }
}
