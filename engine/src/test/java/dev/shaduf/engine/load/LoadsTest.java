package dev.shaduf.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.own.OwnFailure;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.TableName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

class LoadsTest {

    @TempDir Path root;
    Depot depot;

    @BeforeEach
    void open() {
        depot = new Depot(root);
    }

    @AfterEach
    void close() {
        depot.close();
    }

    @Test
    void aTableWithoutKeyIsReplacedAndItsViewsGoOnWorking() {
        depot.file("a.csv", "id,name\n1,Ada\n2,Bob\n").table("people", "{'path':'a.csv'}");
        assertThat(depot.loaded().rows()).isEqualTo(2);
        depot.run("create view v as select name from crm.people");

        depot.file("a.csv", "id,name\n3,Cleo\n");
        depot.loaded();

        assertThat(depot.rows("select * from v")).containsExactly("Cleo");
        assertThat(depot.own.owns(depot.session, new TableName("crm", "people"))).isTrue();
    }

    @Test
    void withAKeyOnlyWhatChangedGetsANewTime() {
        depot.file("a.csv", "id,name\n1,Ada\n2,Bob\n3,Cleo\n")
                .table("people", "{'path':'a.csv','key':'id'}");
        depot.loaded();

        depot.file("a.csv", "id,name\n1,Ada\n2,Bert\n4,Dora\n");
        TableLoad load = depot.loaded();

        assertThat(load)
                .extracting(
                        TableLoad::rows, TableLoad::added, TableLoad::changed, TableLoad::removed)
                .containsExactly(3L, 1L, 1L, 1L);
        assertThat(depot.rows("select id, name, hour(_loaded_at) from crm.people order by id"))
                .containsExactly("1|Ada|1", "2|Bert|2", "4|Dora|2");
    }

    @Test
    void deletedRowsMayBeKeptAndComeBack() {
        depot.file("a.csv", "id,name\n1,Ada\n2,Bob\n")
                .table("people", "{'path':'a.csv','key':'id','deleted':'keep'}");
        depot.loaded();
        depot.file("a.csv", "id,name\n1,Ada\n");
        assertThat(depot.loaded().removed()).isEqualTo(1);
        assertThat(depot.rows("select id, hour(_deleted_at) from crm.people order by id"))
                .containsExactly("1|null", "2|2");

        depot.file("a.csv", "id,name\n1,Ada\n2,Bob\n");
        depot.loaded();

        assertThat(
                        depot.rows(
                                "select id, hour(_deleted_at), hour(_loaded_at) from crm.people"
                                        + " order by id"))
                .containsExactly("1|null|1", "2|null|3");
    }

    @Test
    void rowsThatRepeatAKeyOrHaveNoneAreKeptAsTheyCome() {
        depot.file("a.csv", "id,name\n1,Ada\n1,Ada\n,Nobody\n")
                .table("people", "{'path':'a.csv','key':'id'}");
        depot.loaded();
        depot.file("a.csv", "id,name\n1,Ada\n,Nobody\n,Noone\n");
        depot.loaded();

        assertThat(depot.rows("select name from crm.people order by name"))
                .containsExactly("Ada", "Nobody", "Noone");
    }

    @Test
    void anUnchangedFileIsNotReadAgain() throws IOException {
        depot.file("a.csv", "id\n1\n").table("people", "{'path':'a.csv'}");
        depot.loaded();

        Files.setLastModifiedTime(depot.path("a.csv"), FileTime.from(Instant.EPOCH));
        TableLoad load = depot.loaded();

        assertThat(load.files()).isEqualTo(new TableLoad.Files(1, 0));
        assertThat(load.rows()).isEqualTo(1);
    }

    @Test
    void ofSeveralFilesOnlyNewOnesAreReadAndTheLaterFileWins() {
        depot.file("d/o1.csv", "id,v\n1,a\n2,b\n")
                .table("orders", "{'path':'d/o*.csv','key':'id'}");
        depot.loaded();

        depot.file("d/o2.csv", "id,v,w\n2,B,x\n3,c,y\n");
        TableLoad load = depot.loaded();

        assertThat(load.files()).isEqualTo(new TableLoad.Files(2, 1));
        assertThat(depot.rows("select id, v, w from crm.orders order by id"))
                .containsExactly("1|a|null", "2|B|x", "3|c|y");

        depot.run("drop table crm.orders");
        depot.loaded();
        assertThat(depot.rows("select id, v, w from crm.orders order by id"))
                .containsExactly("1|a|null", "2|B|x", "3|c|y");
    }

    @Test
    void typesAreInferredFromTheWholeFile() {
        depot.file(
                        "a.csv",
                        """
                        i,d,zip,big,flag,day,at,zoned,e,mixed,time
                        1,1.50,01234,12345678901234567890,true,2024-02-29,2024-01-01 10:00:00,2024-01-01T10:00:00Z,1e+5,1,10:00:00
                        -2,7,99999,1,FALSE,1899-12-31,2024-01-01T10:00:00.123456,2024-01-01T10:00:00+02:00,2.5,x,
                        """)
                .table("t", "{'path':'a.csv'}");
        depot.loaded();

        assertThat(depot.columns("t"))
                .containsExactly(
                        "i BIGINT",
                        "d DECIMAL(18,2)",
                        "zip VARCHAR",
                        "big VARCHAR",
                        "flag BOOLEAN",
                        "day DATE",
                        "at TIMESTAMP",
                        "zoned TIMESTAMP WITH TIME ZONE",
                        "e DOUBLE",
                        "mixed VARCHAR",
                        "time TIME",
                        "_loaded_at TIMESTAMP WITH TIME ZONE");
        assertThat(depot.rows("select i, d, zip, zoned::varchar from crm.t order by i"))
                .containsExactly(
                        "-2|7.00|99999|2024-01-01 08:00:00+00",
                        "1|1.50|01234|2024-01-01 10:00:00+00");
    }

    @Test
    void aValueLateInTheFileDecidesToo() {
        StringBuilder csv = new StringBuilder("id\n");
        for (int i = 1; i <= 3_000; i++) {
            csv.append(i).append('\n');
        }
        depot.file("a.csv", csv + "007\n").table("t", "{'path':'a.csv'}");

        depot.loaded();

        assertThat(depot.columns("t")).contains("id VARCHAR");
    }

    @Test
    void anEmptyFieldIsNullAndAQuotedOneIsEmpty() {
        depot.file("a.csv", "id,a,b\n1,,\"\"\n").table("t", "{'path':'a.csv'}");
        depot.loaded();

        assertThat(depot.rows("select a is null, b = '' from crm.t")).containsExactly("true|true");
    }

    @Test
    void typesOnlyWiden() {
        depot.file("a.csv", "id,v,n\n1,1,12.5\n").table("t", "{'path':'a.csv','key':'id'}");
        depot.loaded();
        depot.file("a.csv", "id,v,n\n1,01,7\n");
        depot.loaded();
        assertThat(depot.rows("select v, n from crm.t")).containsExactly("01|7.0");

        depot.file("a.csv", "id,v,n\n1,5,7\n");
        depot.loaded();
        assertThat(depot.columns("t")).contains("v VARCHAR", "n DECIMAL(18,1)");
    }

    @Test
    void aColumnThatIsGoneStaysWithNulls() {
        depot.file("a.csv", "id,v\n1,a\n").table("t", "{'path':'a.csv','key':'id'}");
        depot.loaded();
        depot.file("a.csv", "id,w\n1,b\n");
        depot.loaded();

        assertThat(depot.rows("select id, v, w from crm.t")).containsExactly("1|null|b");
    }

    @Test
    void fixedTypesHoldAndWhatDoesNotFitIsABadRow() {
        depot.file("a.csv", "id,phone\n1,491\n2,492\nx,493\n")
                .table(
                        "t",
                        "{'path':'a.csv','columns':{'phone':'text','id':'integer'},'max_bad"
                                + "_rows':1}");
        depot.loaded();

        assertThat(depot.columns("t")).contains("phone VARCHAR", "id BIGINT");
        assertThat(depot.rows("select file, line, reason, text from crm.bad_rows"))
                .containsExactly("a.csv|4|'x' in the column 'id' is not of type bigint|x,493");
    }

    @Test
    void badLinesAboveTheLimitFailTheLoadAndTheOldTableStays() {
        depot.file("a.csv", "id,name\n1,Ada\n").table("t", "{'path':'a.csv'}");
        depot.loaded();
        depot.file("a.csv", "id,name\n2,\"Bob\nb\"\n3\n4,x,y\n5,\"open\n6,Eve\n");

        TableLoad load = depot.load();

        assertThat(load.error()).extracting(ShadufException::code).isEqualTo(LoadFailure.BAD_ROWS);
        assertThat(load.error()).hasMessageContaining("3 lines").hasMessageContaining("line 4");
        assertThat(depot.rows("select name from crm.t")).containsExactly("Ada");
        assertThat(depot.rows("select line, text from crm.bad_rows order by line"))
                .containsExactly("4|3", "5|4,x,y", "6|5,\"open");
    }

    @Test
    void badLinesWithinTheLimitAreSetAside() {
        depot.file("a.csv", "id,name\n2,\"Bob\nb\"\n3\n4,x,y\n5,\"open\n6,Eve\n")
                .table("t", "{'path':'a.csv','max_bad_rows':3}");

        assertThat(depot.loaded().bad()).isEqualTo(3);
        assertThat(depot.rows("select id from crm.t order by id")).containsExactly("2", "6");
    }

    @Test
    void headersAreMadeUsable() {
        depot.file("a.csv", "\uFEFFid;name;name;; odd name \n1;a;b;c;d\n")
                .table("t", "{'path':'a.csv'}");
        depot.loaded();

        assertThat(depot.rows("select id, name, name_2, column_4, \"odd name\" from crm.t"))
                .containsExactly("1|a|b|c|d");
    }

    @Test
    void columnsThatDifferOnlyInCaseAreAnError() {
        depot.file("a.csv", "id,ID\n1,2\n").table("t", "{'path':'a.csv'}");

        assertThat(depot.load().error()).hasMessageContaining("differ only in case");
    }

    @Test
    void jsonLinesKeepTheirDigits() {
        depot.file(
                        "a.jsonl",
                        """
                        {"id":1,"n":0.12345678901234567890,"tags":["a","b"],"zip":"01","day":"2024-01-01"}
                        {"id":2,"n":3,"tags":[],"extra":true}
                        not json
                        """)
                .table("t", "{'path':'a.jsonl','max_bad_rows':1}");
        depot.loaded();

        assertThat(depot.rows("select id, n, tags, zip, day, extra from crm.t order by id"))
                .containsExactly(
                        "1|0.12345678901234567890|[\"a\",\"b\"]|01|2024-01-01|null",
                        "2|3.00000000000000000000|[]|null|null|true");
        assertThat(depot.rows("select line from crm.bad_rows")).containsExactly("3");
    }

    @Test
    void aJsonArrayIsRead() {
        depot.file("a.json", "[{\"id\": 1, \"o\": {\"b\": 1}},\n {\"id\": 2}]")
                .table("t", "{'path':'a.json'}");
        depot.loaded();

        assertThat(depot.rows("select id, o from crm.t order by id"))
                .containsExactly("1|{\"b\":1}", "2|null");
    }

    @Test
    void parquetKeepsItsTypes() {
        depot.run(
                "create table x as select 1::integer as id, 1.25::decimal(9,2) as d, [1,2] as l,"
                    + " 0.1::float as f, 'a'::blob as b, '2024-01-01 00:00:00'::timestamp_s as s");
        depot.run("copy x to '" + depot.path("tmp/a.parquet") + "' (format parquet)");
        depot.table("t", "{'path':'tmp/a.parquet'}");
        depot.loaded();

        assertThat(depot.rows("select id, d, l, f, b, s::varchar from crm.t"))
                .containsExactly("1|1.25|[1,2]|0.1|a|2024-01-01 00:00:00");
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        depot.table("t", "{'path':'none.csv'}");

        assertThat(depot.load().error())
                .extracting(ShadufException::code)
                .isEqualTo(Failure.NOT_FOUND);
    }

    @Test
    void aForeignTableIsNotTouched() {
        depot.run("create schema crm");
        depot.run("create table crm.t as select 1 as mine");
        depot.file("a.csv", "id\n1\n").table("t", "{'path':'a.csv'}");

        ShadufException error = depot.load().error();

        assertThat(error).extracting(ShadufException::code).isEqualTo(OwnFailure.NOT_OWN_TABLE);
        assertThat(error).extracting(ShadufException::fix).asString().contains("type: warehouse");
        assertThat(depot.rows("select mine from crm.t")).hasSize(1);
    }

    @Test
    void aKeyThatTheFileLacksIsNamed() {
        depot.file("a.csv", "contact_id\n1\n").table("t", "{'path':'a.csv','key':'contactid'}");

        ShadufException error = depot.load().error();

        assertThat(error).hasMessageContaining("'contactid'");
        assertThat(error).extracting(ShadufException::fix).asString().contains("contact_id");
    }

    @Test
    void aPlanSeesTheFilesAsTheyAreAndChangesNothing() {
        depot.file("a.csv", "id,v\n1,a\n2,b\n").table("t", "{'path':'a.csv','key':'id'}");
        assertThat(depot.preview().inPlaceOf()).isNotEmpty();
        assertThat(depot.session.tables("crm")).isEmpty();
        depot.loaded();
        assertThat(depot.preview().inPlaceOf()).isEmpty();

        depot.file("a.csv", "id,v,w\n1,a,\n3,c,x\n");
        Preview preview = depot.preview();

        TableName made = preview.instead(new TableName("crm", "t"));
        assertThat(made.schema()).isEmpty();
        assertThat(
                        depot.rows(
                                "select id, v, w, minute(_loaded_at) from \""
                                        + made.name()
                                        + "\" order by id"))
                .containsExactly("1|a|null|0", "3|c|x|1");
        assertThat(preview.tables().getFirst())
                .extracting(TableLoad::added, TableLoad::changed, TableLoad::removed)
                .containsExactly(1L, 0L, 1L);
        assertThat(depot.rows("select id from crm.t order by id")).containsExactly("1", "2");
    }

    @Test
    void aFileWithoutRowsMakesAnEmptyTable() {
        depot.file("a.csv", "id,name\n").table("t", "{'path':'a.csv','key':'id'}");
        assertThat(depot.loaded().rows()).isZero();
        assertThat(depot.columns("t")).contains("id VARCHAR", "name VARCHAR");

        Depot json = depot.file("a.json", "[]").table("t", "{'path':'a.json'}");
        assertThat(json.preview().tables().getFirst().rows()).isZero();
        assertThat(json.loaded().rows()).isZero();
    }

    @Test
    void nothingIsRoundedToAFixedType() {
        depot.file(
                        "a.csv",
                        "i,d,day\n"
                                + "1,1.25,2024-01-01\n"
                                + "1.5,1,2024-01-01\n"
                                + "1,1.255,2024-01-01\n"
                                + "1,1,2024-01-01 10:00:00\n")
                .table(
                        "t",
                        "{'path':'a.csv','max_bad_rows':3,'columns':{'i':'integer','d':'dec"
                                + "imal(9,2)','day':'date'}}");

        assertThat(depot.loaded().bad()).isEqualTo(3);
        assertThat(depot.rows("select i, d, day from crm.t")).containsExactly("1|1.25|2024-01-01");
    }

    @Test
    void articleNumbersAreNoFloats() {
        depot.file("a.csv", "sku,x\n1E5,1e-5\n2E7,2.5E3\n").table("t", "{'path':'a.csv'}");
        depot.loaded();

        assertThat(depot.columns("t")).contains("sku VARCHAR", "x DOUBLE");
    }

    @Test
    void zippedAndPlainFilesInOtherEncodingsAreReadTogether() throws IOException {
        try (var out =
                new java.util.zip.GZIPOutputStream(
                        Files.newOutputStream(depot.path("f1.csv.gz")))) {
            out.write("id,name\n1,Ada\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        depot.file("f2.csv", "id,name\n2,Bob\n");
        Files.write(
                depot.path("f3.csv"),
                "\uFEFFid,name\r\n3,Zoë\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
        depot.table("t", "{'path':'f*.csv*','format':'csv'}");
        depot.loaded();

        assertThat(depot.rows("select id, name from crm.t order by id"))
                .containsExactly("1|Ada", "2|Bob", "3|Zoë");
    }

    @Test
    void severalCleanFilesAreReadAtOnce() {
        for (int i = 0; i < 5; i++) {
            depot.file("d/o" + i + ".csv", "id,filename\n" + i + ",x\n7," + i + "\n");
        }
        depot.table("t", "{'path':'d/*.csv','key':'id'}");
        depot.loaded();

        assertThat(depot.rows("select filename from crm.t where id = 7")).containsExactly("4");
        assertThat(depot.rows("select count(*) from crm.t")).containsExactly("6");
    }

    @Test
    void oldTablesAreReported() {
        depot.file("a.csv", "id,at\n1,2026-11-01\n")
                .table("t", "{'path':'a.csv','freshness':{'column':'at','within':'1 day'}}");
        depot.loaded();

        assertThat(depot.stale()).singleElement().asString().contains("crm.t").contains("days old");
    }
}
