package dev.shaduf.trials.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.engine.load.LoadFailure;
import dev.shaduf.engine.load.Preview;
import dev.shaduf.engine.load.TableLoad;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.project.Model.Materialize;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.trials.PostgresServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

class PostgresLoadsTest {

    @TempDir Path root;

    private static final String FILE =
            """
            id,name,amount,at,zoned,flag,day
            1,Ada,1.50,2024-01-01 10:00:00,2024-01-01T10:00:00+02:00,true,2024-02-29
            2,"tab	and ""quote"" \\ and
            line",,,,false,
            """;

    @Test
    void filesAreLoadedIntoPostgres() throws SQLException {
        try (Yard yard = Yard.onPostgres(root)) {
            yard.file("a.csv", FILE).table("t", "{'path':'a.csv','key':'id'}");
            assertThat(yard.loaded().rows()).isEqualTo(2);
            assertThat(
                            yard.rows(
                                    "select id, name, amount::text, at::text, zoned::text, flag,"
                                            + " day::text from s.t order by id"))
                    .containsExactly(
                            "1|Ada|1.50|2024-01-01 10:00:00|2024-01-01 08:00:00+00|t|2024-02-29",
                            "2|tab\tand \"quote\" \\ and\nline|null|null|null|f|null");

            yard.file("a.csv", FILE.replace("Ada", "Eve") + "3,Zoe,7,,,,\n");
            assertThat(yard.loaded())
                    .extracting(TableLoad::rows, TableLoad::added, TableLoad::changed)
                    .containsExactly(3L, 1L, 1L);
        }
    }

    @Test
    void whatTheTableRefusesIsTheReasonThatIsTold() throws SQLException {
        try (Yard yard = Yard.onPostgres(root)) {
            yard.file("a.csv", "id,v\n1,a\n2,b\n").table("t", "{'path':'a.csv','key':'id'}");
            yard.loaded();
            yard.run("alter table s.t alter column v set not null");
            yard.file("a.csv", "id,v\n1,a\n2,\n");

            assertThatThrownBy(yard::loaded).hasMessageContaining("violates not-null constraint");
        }
    }

    @Test
    void aPlanOnPostgresReadsTheFilesToo() throws SQLException {
        try (Yard yard = Yard.onPostgres(root)) {
            yard.file("a.csv", "id,v\n1,a\n2,b\n").table("t", "{'path':'a.csv','key':'id'}");
            yard.loaded();
            yard.file("a.csv", "id,v\n2,b\n3,c\n")
                    .model("m", "select * from {{ source('s', 't') }}", Materialize.NO);

            Preview preview = yard.preview();
            Relation relation =
                    Models.over(yard.project(), yard.session, preview::instead).relation("m");

            assertThat(
                            yard.rows(
                                    "select id, v from ("
                                            + relation.query().text()
                                            + ") m order by id"))
                    .containsExactly("2|b", "3|c");
            assertThat(yard.rows("select id from s.t order by id")).containsExactly("1", "2");
        }
    }

    @Test
    void ownViewsAreMadeAgainWhenAColumnWidensAndForeignOnesAreNamed() throws SQLException {
        try (Yard yard = Yard.onPostgres(root)) {
            yard.file("a.csv", "id,v\n1,1\n").table("t", "{'path':'a.csv'}");
            yard.model("m", "select id, v from {{ source('s', 't') }}", Materialize.VIEW);
            yard.loaded();
            Models.of(yard.project(), yard.session)
                    .materialize(yard.project().models().get("m"), yard.own);
            yard.file("a.csv", "id,v\n1,01\n");
            yard.loaded();
            assertThat(yard.rows("select v from shaduf.m")).containsExactly("01");

            yard.run("create view foreign_view as select id from s.t");
            yard.file("a.csv", "id,v\nx,01\n");
            ShadufException error = yard.load().error();

            assertThat(error).extracting(ShadufException::code).isEqualTo(LoadFailure.TYPE_LOCKED);
            assertThat(error).hasMessageContaining("foreign_view");
            assertThat(yard.rows("select id from s.t")).containsExactly("1");
        }
    }

    @Test
    void anErrorInAModelNamesItsLine() throws SQLException {
        try (Yard yard = Yard.onPostgres(root)) {
            yard.file("a.csv", "id,v\n1,1\n").table("t", "{'path':'a.csv'}").loaded();
            yard.model("base", "select id\nfrom {{ source('s', 't') }}", Materialize.NO)
                    .model("m", "select id,\n  vv\nfrom {{ ref('base') }}", Materialize.NO);

            assertThatThrownBy(() -> Models.of(yard.project(), yard.session).relation("m"))
                    .hasMessageContaining("models/m.sql, line 2")
                    .hasMessageContaining("vv");
        }
    }

    @Test
    void aMaterializedTableKeepsItsViewsOnPostgres() throws SQLException {
        try (Yard yard = Yard.onPostgres(root)) {
            yard.file("a.csv", "id,v\n1,1\n").table("t", "{'path':'a.csv'}").loaded();
            yard.model("m", "select id, v from {{ source('s', 't') }}", Materialize.TABLE);
            Models models = Models.of(yard.project(), yard.session);
            models.materialize(yard.project().models().get("m"), yard.own);
            yard.run("create view v as select * from shaduf.m");
            models.materialize(yard.project().models().get("m"), yard.own);

            assertThat(yard.rows("select id from v")).containsExactly("1");
        }
    }

    private static void at(PostgresServer.Database database, String... statements)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void anotherDatabaseIsLoadedAndThenOnlyWhatIsNew() throws SQLException {
        PostgresServer.Database shop = PostgresServer.database();
        at(
                shop,
                "create type mood as enum ('ok', 'sad')",
                "create table orders (id int primary key, at timestamptz, total numeric(12,2), free"
                    + " numeric, f float8, tags text[], doc jsonb, b bytea, m mood, u uuid, t time,"
                    + " d date, flag bool)",
                "insert into orders values (1, '2024-01-01 00:00:00+00', 5.10, 1.125, 0.1, '{a,b}',"
                    + " '{\"x\": 1}', '\\x616263', 'ok', '00000000-0000-0000-0000-000000000001',"
                    + " '10:00', '1850-01-01', true), (2, '2024-01-02 00:00:00.123456+00', null,"
                    + " null, 'NaN', null, null, null, null, null, null, null, null)");
        try (Yard yard = Yard.onDuckDb(root)) {
            yard.from(shop).table("orders", "{'from':'public.orders','key':'id','cursor':'at'}");
            assertThat(yard.loaded().rows()).isEqualTo(2);
            assertThat(
                            yard.rows(
                                    "select id, total, free, f, tags::varchar, doc::varchar,"
                                            + " b::varchar, m, u, t::varchar, d::varchar, flag from"
                                            + " s.orders where id = 1"))
                    .containsExactly(
                            "1|5.10|1.125|0.1|[\"a\",\"b\"]|{\"x\":"
                                    + " 1}|abc|ok|00000000-0000-0000-0000-000000000001"
                                    + "|10:00:00|1850-01-01|true");

            at(
                    shop,
                    "insert into orders (id, at) values (3, '2024-01-02 00:00:00.123456+00')",
                    "delete from orders where id = 1");
            TableLoad load = yard.loaded();

            assertThat(load.added()).isEqualTo(1);
            assertThat(yard.rows("select id from s.orders order by id"))
                    .containsExactly("1", "2", "3");
        }
    }

    @Test
    void timesBeforeTheFirstYearAreLoadedAndThoseThatDoNotFitAreNamed() throws SQLException {
        PostgresServer.Database shop = PostgresServer.database();
        at(
                shop,
                "create table e (id int, seen timestamp, day date)",
                "insert into e values (1, '0044-03-15 12:00 BC', '0001-02-03 BC'), (2, 'infinity',"
                        + " '-infinity')");
        for (Yard each : List.of(Yard.onDuckDb(root), Yard.onPostgres(root))) {
            try (Yard yard = each) {
                yard.from(shop).table("e", "{'key':'id'}");
                assertThat(yard.loaded().rows()).isEqualTo(2);
                assertThat(
                                yard.rows(
                                        "select id from s.e where seen = timestamp '0001-03-15"
                                            + " 12:00' - interval '44 years' and day = timestamp"
                                            + " '0001-02-03' - interval '1 year' or seen >"
                                            + " timestamp '9999-01-01' and day < date"
                                            + " '0001-01-01'"))
                        .containsExactly("1", "2");
            }
        }
        at(shop, "insert into e values (3, '294276-12-31', null)");
        try (Yard yard = Yard.onDuckDb(root)) {
            yard.from(shop).table("e", "{'key':'id'}");
            assertThat(String.valueOf(yard.load().error()))
                    .contains(
                            "The column 'seen' (TIMESTAMP) does not take '294276-12-31 00:00:00'");
        }
    }

    @Test
    void withoutACursorTheWholeTableIsRead() throws SQLException {
        PostgresServer.Database shop = PostgresServer.database();
        at(shop, "create table c (id int, v text)", "insert into c values (1, 'a'), (2, 'b')");
        try (Yard yard = Yard.onPostgres(root)) {
            yard.from(shop).table("c", "{'key':'id'}");
            yard.loaded();
            at(shop, "delete from c where id = 1");
            assertThat(yard.loaded().removed()).isEqualTo(1);
            assertThat(yard.rows("select id, v from s.c")).containsExactly("2|b");
        }
    }

    @Test
    void databaseThatIsAwayIsUnreachableAndTableThatIsMissingIsAFailedLoad() throws SQLException {
        PostgresServer.Database shop = PostgresServer.database();
        try (Yard yard = Yard.onDuckDb(root)) {
            yard.from(shop).table("none", "{'key':'id'}");
            assertThat(yard.load().error())
                    .extracting(ShadufException::code)
                    .isEqualTo(Failure.SQL_FAILED);

            yard.from(new PostgresServer.Database("localhost", 1, "x"));
            assertThat(yard.load().error())
                    .extracting(ShadufException::code)
                    .isEqualTo(Failure.UNREACHABLE);
        }
    }
}
