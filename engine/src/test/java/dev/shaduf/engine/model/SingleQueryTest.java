package dev.shaduf.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.model.SingleQuery.Verdict;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleQueryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select a, b from t where c = ';' -- ; end",
                "with x as (select 1 as a) select * from x",
                "select * from a left join b using (id)",
                "(select 1) union all (select 2)",
                "values (1, 'a')",
                "select * exclude (b) from t",
                "select count(*) filter (where a > 0) from t group by all",
                "select comment, load, \"set\" from t where lower(comment) = 'insert into'",
                "select a as \"Revenue / Month\" from t",
                "select 'data.csv' as file from t",
                "select * from range(10)",
                "select unnest([1, 2])",
                "select x.y from t, unnest(t.list) as x(y)",
                "select * from generate_series(1, 5) g(i)",
                "select date_trunc('month', at) from t",
                "select a -> 'b' ->> 'c' from t",
                "select list_transform(l, x -> x + 1) from t",
                "select row_number() over (partition by a order by b) from t qualify 1 = 1",
            })
    void queriesThatReadAreFine(String sql) {
        assertThat(SingleQuery.check(sql, "duckdb")).isNotInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from t select a", "from t", "select a from t order by all"})
    void whatTheParserDoesNotKnowIsLeftToTheWarehouse(String sql) {
        assertThat(SingleQuery.check(sql, "duckdb")).isNotInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-- nothing",
                "insert into t values (1)",
                "delete from t",
                "select 1; drop table t",
                "select 1) t; drop table t; --",
                "with x as (delete from t returning *) select * from x",
                "with x as (insert into t values (1) returning a) select * from x",
                "with x as (update t set a = 1 returning a) select * from x",
                "select * into u from t",
                "select * from t for update",
                "select * from t for no key update",
                "copy t to 'x.csv'",
                "attach 'x.db'",
                "pragma database_list",
                "set memory_limit = '1GB'",
                "create table t as select 1",
                "select * from 'data.csv'",
                "select * from \"data.csv\"",
                "select * from t, 'data.csv'",
                "select * from t join 'data.parquet' using (id)",
                "select (select max(a) from 'data.csv')",
                "select * from read_csv('/etc/passwd')",
                "select * from t where a in (select content from read_text('/etc/passwd'))",
                "select * from t, read_csv('x')",
                "select * from glob('*')",
                "select * from query('select 1')",
                "from 'data.csv'",
                "from read_csv('x') select a",
                "select * from (from 'data.csv')",
                "select * from duckdb_settings()",
            })
    void everythingElseIsRefused(String sql) {
        assertThat(SingleQuery.check(sql, "duckdb")).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select pg_terminate_backend(1)",
                "select * from dblink('x', 'drop table t') as t(a int)",
                "select nextval('s')",
                "select pg_read_file('/etc/passwd')",
                "select lo_import('/etc/passwd')",
                "select $$a;b$$; select 2",
            })
    void functionsWithConsequencesAreRefusedOnPostgres(String sql) {
        assertThat(SingleQuery.check(sql, "postgres")).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select distinct on (a) a, b from t order by a, b desc",
                "select a ? 'b', a @> '{}'::jsonb from t",
                "select * from t, lateral (select 1) s",
                "select $$a;b$$",
                "select E'it\\'s; fine'",
                "select * from json_to_recordset('[]') as x(a int)",
                "select * from \"my.csv\"",
            })
    void postgresQueriesAreFine(String sql) {
        assertThat(SingleQuery.check(sql, "postgres")).isNotInstanceOf(Verdict.Refused.class);
    }
}
