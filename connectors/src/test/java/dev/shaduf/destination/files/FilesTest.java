package dev.shaduf.destination.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.RowResult;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;

class FilesTest {

    private static final String ADA =
            "1:{\"name\":\"Ada \\\"O'Neil\\\", 🦆\",\"total\":1234567890123456789.0123456789,"
                    + "\"seen\":\"1815-12-10T07:14:03.5Z\",\"tags\":[\"a\",null,{\"b\":1}]}";
    private static final String EMPTY =
            "2:{\"name\":\"\",\"total\":null,\"seen\":null,\"tags\":null}";
    private static final String LINES =
            "10:{\"name\":\"two\\nlines\",\"total\":1,\"seen\":null,\"tags\":[]}";

    @TempDir private Path project;
    private Exports exports;

    @BeforeEach
    void directory() {
        exports = new Exports(project);
    }

    @Test
    void csvIsCanonicalAndInTheOrderOfTheKey() {
        exports.send("deep/c.csv", Mode.MIRROR, Action.UPSERT, LINES, EMPTY, ADA);

        assertThat(exports.text("deep/c.csv"))
                .isEqualTo(
                        """
                        id,name,total,seen,tags
                        1,"Ada ""O'Neil"", 🦆",1234567890123456789.0123456789,\
                        1815-12-10T07:14:03.5Z,"[""a"",null,{""b"":1}]"
                        2,"",,,
                        10,"two
                        lines",1,,[]
                        """);
    }

    @Test
    void jsonLinesAreExact() {
        exports.send("c.jsonl", Mode.MIRROR, Action.UPSERT, EMPTY, ADA);

        assertThat(exports.text("c.jsonl"))
                .isEqualTo(
                        """
                        {"id":1,"name":"Ada \\"O'Neil\\", 🦆","total":1234567890123456789.0123456789,\
                        "seen":"1815-12-10T07:14:03.5Z","tags":["a",null,{"b":1}]}
                        {"id":2,"name":"","total":null,"seen":null,"tags":null}
                        """);
    }

    @Test
    void parquetIsTyped() throws Exception {
        exports.send("c.parquet", Mode.MIRROR, Action.UPSERT, ADA, EMPTY, LINES);
        exports.send("c.parquet", Mode.MIRROR, Action.DELETE, "10:");

        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT typeof(id), typeof(total), typeof(seen),"
                                                + " total::VARCHAR, name, count(*) OVER () FROM '"
                                                + exports.path("c.parquet")
                                                + "' ORDER BY id")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("BIGINT");
            assertThat(rows.getString(2)).isEqualTo("DECIMAL(38,10)");
            assertThat(rows.getString(3)).isEqualTo("TIMESTAMP WITH TIME ZONE");
            assertThat(rows.getString(4)).isEqualTo("1234567890123456789.0123456789");
            assertThat(rows.getString(5)).isEqualTo("Ada \"O'Neil\", 🦆");
            assertThat(rows.getInt(6)).isEqualTo(2);
        }
    }

    @Test
    void whatWasThereIsKeptAsItWas() {
        for (String file : new String[] {"c.csv", "c.jsonl"}) {
            exports.send(file, Mode.MIRROR, Action.UPSERT, ADA, EMPTY, LINES);
            String before = exports.text(file);

            exports.send(file, Mode.MIRROR, Action.UPSERT, "5:{\"name\":\"x\"}");
            exports.send(file, Mode.MIRROR, Action.DELETE, "5:", "99:");

            assertThat(exports.text(file)).as(file).isEqualTo(before);
        }
    }

    @Test
    void absentFieldsLeaveTheirCellsAsTheyAre() {
        exports.send("c.jsonl", Mode.UPSERT, Action.UPSERT, ADA, EMPTY);
        exports.send("c.jsonl", Mode.UPSERT, Action.UPSERT, "1:{\"total\":2}", "2:{\"name\":null}");

        assertThat(exports.text("c.jsonl"))
                .contains("\"name\":\"Ada \\\"O'Neil\\\", 🦆\",\"total\":2,")
                .contains("{\"id\":2,\"name\":null,");
    }

    @Test
    void columnsThatNobodyMapsStay() {
        exports.put("c.csv", "ID,note,name\n1,\"\",old\n7,\"a,b\",\n");
        exports.put("c.jsonl", "{\"id\":1,\"note\":[1],\"name\":\"old\"}\n");

        exports.send("c.csv", Mode.UPSERT, Action.UPSERT, "1:{\"name\":\"new\"}");
        exports.send("c.jsonl", Mode.UPSERT, Action.UPSERT, "1:{\"name\":\"new\"}");

        assertThat(exports.text("c.csv"))
                .isEqualTo("id,name,total,seen,tags,note\n1,new,,,,\"\"\n7,,,,,\"a,b\"\n");
        assertThat(exports.text("c.jsonl"))
                .isEqualTo(
                        "{\"id\":1,\"name\":\"new\",\"total\":null,\"seen\":null,\"tags\":null,"
                                + "\"note\":[1]}\n");
    }

    @Test
    void anUpdateOfAnUnknownKeyIsRefused() {
        exports.send("c.csv", Mode.UPDATE, Action.UPSERT, "1:{\"name\":\"a\"}");

        assertThat(
                        exports.send(
                                "c.csv",
                                Mode.UPDATE,
                                Action.UPDATE,
                                "1:{\"name\":\"b\"}",
                                "2:{\"name\":\"b\"}"))
                .containsExactly("done", "refused: no row with 2");
        assertThat(exports.text("c.csv")).contains("1,b,").doesNotContain("2,b,");
    }

    @Test
    void aValueThatItsTypeDoesNotTakeIsRefusedInParquet() {
        assertThat(
                        exports.send(
                                "c.parquet",
                                Mode.UPSERT,
                                Action.UPSERT,
                                "1:{\"total\":\"much\"}",
                                "2:{\"total\":2}"))
                .containsExactly(
                        "refused: the column total (DECIMAL(38,10)) does not take 'much'", "done");
    }

    @Test
    void appendsWriteANewFileEachRun() {
        exports.send("log.csv", Mode.APPEND, Action.INSERT, "1:{\"name\":\"a\"}");
        exports.send("log.csv", Mode.APPEND, Action.INSERT, "1:{\"name\":\"b\"}");
        exports.send("x-{{ date }}-{{ run_id }}.jsonl", Mode.APPEND, Action.INSERT, "1:{}");

        assertThat(exports.list())
                .containsExactly("log-43.csv", "log.csv", "x-2026-01-02-44.jsonl");
        assertThat(exports.text("log.csv")).contains("1,a,");
        assertThat(exports.text("log-43.csv")).contains("1,b,");
    }

    @Test
    void untilTheRenameTheOldFileStays() throws Exception {
        exports.send("c.csv", Mode.MIRROR, Action.UPSERT, "1:{\"name\":\"a\"}");
        String before = exports.text("c.csv");

        var batch = Exports.batch(Action.UPSERT, "1:{\"name\":\"b\"}");
        String job;
        try (var writer = exports.writer("c.csv", Mode.MIRROR)) {
            job = ((Answer.Pending) writer.send(batch)).job();
            assertThat(writer.poll(job, batch)).isInstanceOf(Answer.Pending.class);
        }

        assertThat(exports.text("c.csv")).isEqualTo(before);
        try (var later = exports.writer("c.csv", Mode.MIRROR)) {
            assertThat(later.poll(job, batch)).isInstanceOf(Answer.Unknown.class);
        }
    }

    @Test
    void aBrokenOffRunFindsTheFileItRenamed() throws Exception {
        var batch = Exports.batch(Action.INSERT, "1:{\"name\":\"b\"}");
        String job;
        try (var writer = exports.writer("log-{{ run_id }}.csv", Mode.APPEND)) {
            job = ((Answer.Pending) writer.send(batch)).job();
            writer.finish();
        }

        try (var later = exports.writer("log-{{ run_id }}.csv", Mode.APPEND)) {
            assertThat(later.poll(job, batch))
                    .isEqualTo(Answer.Rows.all(batch, new RowResult.Done(null), null));
        }
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws Exception {
        exports.send("c.csv", Mode.MIRROR, Action.UPSERT, "1:{\"name\":\"a\"}");
        String before = exports.text("c.csv");
        var batch = Exports.batch(Action.UPSERT, "1:{\"name\":\"b\"}");

        try (var writer = exports.writer("c.csv", Mode.MIRROR)) {
            String job = ((Answer.Pending) writer.send(batch)).job();
            Path moved = project.resolve("moved");
            Files.move(project.resolve("exports"), moved);
            writer.finish();
            assertThat(writer.poll(job, batch)).isInstanceOf(Answer.Stop.class);
            Files.move(moved, project.resolve("exports"));
        }

        assertThat(exports.text("c.csv")).isEqualTo(before);
        assertThat(exports.list()).containsExactly("c.csv");
    }

    @Test
    void namesStayBelowThePath() {
        for (String name : new String[] {"../x.csv", "/etc/x.csv", "a/../../x.csv", "x.xls"}) {
            assertThatThrownBy(() -> exports.open().object(name, false))
                    .as(name)
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> assertThat(e.code()).isEqualTo(Failure.WRONG_SETTING));
        }
    }

    @Test
    void aNewFileEachRunIsNoMirror() {
        assertThatThrownBy(() -> exports.writer("x-{{ run_id }}.csv", Mode.MIRROR))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("cannot do mode mirror");
    }

    @Test
    void aLineThatIsNotJsonIsNamed() {
        exports.put("c.jsonl", "{\"id\":1}\nnonsense\n");

        assertThatThrownBy(() -> exports.writer("c.jsonl", Mode.MIRROR))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("line 2");
    }
}
