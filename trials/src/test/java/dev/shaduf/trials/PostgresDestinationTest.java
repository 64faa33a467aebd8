package dev.shaduf.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Target.TypedField;
import dev.shaduf.spi.destination.Writer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What only PostgreSQL has: its types, its rights, its connections. */
class PostgresDestinationTest {

    private final PostgresTables stand = new PostgresTables();

    private static Target target(Mode mode, boolean create, String... fields) {
        List<TypedField> all = new ArrayList<>();
        for (String field : fields) {
            all.add(new TypedField(field, null));
        }
        return new Target(
                "kit",
                7,
                Instant.parse("2026-01-02T03:04:05Z"),
                "t",
                mode,
                List.of(new TypedField("id", null)),
                all,
                create);
    }

    private static Batch batch(Action action, int from, int to, @Nullable String fields) {
        List<OutRow> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(new OutRow(i + 1L, "" + i, List.of("" + i), fields));
        }
        return new Batch(action, rows, action + " " + from + " " + fields);
    }

    private static List<RowResult> sent(Writer writer, Batch batch) throws InterruptedException {
        return ((Answer.Rows) writer.send(batch)).results();
    }

    private List<RowResult> upsert(String fields, String... names) throws InterruptedException {
        try (Destination destination = stand.open();
                Writer writer = destination.writer(target(Mode.UPSERT, false, names))) {
            return sent(writer, batch(Action.UPSERT, 1, 2, fields));
        }
    }

    @Test
    void valuesGoIntoEveryTypeOfColumn() throws Exception {
        stand.run("CREATE TYPE mood AS ENUM ('sad', 'happy')");
        stand.run(
                "CREATE TABLE t (id bigint PRIMARY KEY, a integer[], b text[], c bytea, d jsonb,"
                        + " e json, f uuid, g mood, h timestamp, i time, j interval, k jsonb,"
                        + " l text)");

        assertThat(
                        upsert(
                                "{\"a\":[1,null,3],\"b\":[\"x,\\\"y\\\"\",\"\",\"\\\\\",null],"
                                        + "\"c\":\"AP8=\",\"d\":{\"n\":12345678901234567890.5},"
                                        + "\"e\":\"{\\\"text\\\"}\","
                                        + "\"f\":\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\","
                                        + "\"g\":\"happy\",\"h\":\"1815-12-10T07:14:03.123456Z\","
                                        + "\"i\":\"07:14:03\",\"j\":\"1 day 02:03:04\","
                                        + "\"k\":null,\"l\":{\"a\":[1]}}",
                                "a",
                                "b",
                                "c",
                                "d",
                                "e",
                                "f",
                                "g",
                                "h",
                                "i",
                                "j",
                                "k",
                                "l"))
                .allMatch(result -> result instanceof RowResult.Done);

        assertThat(
                        stand.rows(
                                "SELECT a::text, b::text, encode(c, 'hex'), d::text, e::text,"
                                        + " f::text, g::text, h::text, i::text, j::text, k::text,"
                                        + " l FROM t"))
                .containsExactly(
                        "{1,NULL,3}|{\"x,\\\"y\\\"\",\"\",\"\\\\\",NULL}|00ff|"
                                + "{\"n\": 12345678901234567890.5}|\"{\\\"text\\\"}\"|"
                                + "6f9619ff-8b86-d011-b42d-00cf4fc964ff|happy|"
                                + "1815-12-10 07:14:03.123456|07:14:03|1 day 02:03:04|null|"
                                + "{\"a\":[1]}");
    }

    @Test
    void theCharacterThatPostgresCannotStoreIsNamed() throws Exception {
        stand.run("CREATE TABLE t (id bigint PRIMARY KEY, a text)");

        List<RowResult> results = upsert("{\"a\":\"x\\u0000y\"}", "a");

        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(
                        RowResult.Refused.class,
                        refused -> assertThat(refused.reason().text()).contains("U+0000"));
    }

    @Test
    void everyRowOfABigBatchCanBeRefused() throws Exception {
        stand.run("CREATE TABLE t (id bigint PRIMARY KEY, a integer CHECK (a > 0), b integer)");
        try (Destination destination = stand.open();
                Writer writer = destination.writer(target(Mode.UPSERT, false, "a", "b"))) {
            assertThat(sent(writer, batch(Action.UPSERT, 0, 500, "{\"a\":-1,\"b\":1}")))
                    .hasSize(500)
                    .allMatch(result -> result instanceof RowResult.Refused);
            assertThat(sent(writer, batch(Action.UPSERT, 0, 500, "{\"a\":1,\"b\":\"x\"}")))
                    .hasSize(500)
                    .allMatch(result -> result instanceof RowResult.Refused);
            assertThat(sent(writer, batch(Action.UPSERT, 0, 500, "{\"a\":1,\"b\":1}")))
                    .allMatch(result -> result instanceof RowResult.Done);
        }
    }

    @Test
    void aKnownRowBehindManyNewOnesIsChanged() throws Exception {
        stand.run("CREATE TABLE t (id bigint PRIMARY KEY, a text)");
        stand.run("INSERT INTO t VALUES (1700, 'old')");
        try (Destination destination = stand.open();
                Writer writer = destination.writer(target(Mode.UPSERT, false, "a"))) {
            assertThat(sent(writer, batch(Action.UPSERT, 0, 2_000, "{\"a\":\"new\"}")))
                    .hasSize(2_000)
                    .allMatch(result -> result instanceof RowResult.Done);
            assertThat(sent(writer, batch(Action.UPSERT, 1_000, 3_000, "{\"a\":\"newer\"}")))
                    .allMatch(result -> result instanceof RowResult.Done);
        }
        assertThat(stand.rows("SELECT a, count(*) FROM t GROUP BY a ORDER BY a"))
                .containsExactly("new|1000", "newer|2000");
    }

    @Test
    void rowsGoIntoATableWithPoliciesWhichTakesNoCopy() throws Exception {
        stand.run("CREATE TABLE t (id bigint PRIMARY KEY, a text)");
        stand.run("DROP ROLE IF EXISTS clerk");
        stand.run("CREATE ROLE clerk LOGIN");
        stand.run("GRANT SELECT, INSERT, UPDATE, DELETE ON t TO clerk");
        stand.run("ALTER TABLE t ENABLE ROW LEVEL SECURITY");
        stand.run("CREATE POLICY low ON t USING (id < 100)");
        var database = stand.database();
        String place = database.host() + ":" + database.port() + "/" + database.name();
        try (Destination destination = stand.open("postgres://clerk@" + place);
                Writer writer = destination.writer(target(Mode.UPSERT, false, "a"))) {
            assertThat(sent(writer, batch(Action.UPSERT, 1, 3, "{\"a\":\"x\"}")))
                    .allMatch(result -> result instanceof RowResult.Done);
        }
        assertThat(stand.rows("SELECT id, a FROM t ORDER BY id")).containsExactly("1|x", "2|x");
    }

    @Test
    void aLostConnectionIsOpenedAgain() throws Exception {
        try (Destination destination = stand.open();
                Writer writer = destination.writer(target(Mode.UPSERT, true, "a"))) {
            sent(writer, batch(Action.UPSERT, 0, 2, "{\"a\":\"1\"}"));
            stand.run(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'shaduf'");

            Batch next = batch(Action.UPSERT, 1, 3, "{\"a\":\"2\"}");
            assertThat(writer.send(next)).isInstanceOf(Answer.Later.class);
            assertThat(sent(writer, next)).hasSize(2);
        }
        assertThat(stand.rows("SELECT id, a FROM t ORDER BY id"))
                .containsExactly("0|1", "1|2", "2|2");
    }

    @Test
    void aRowLockedByOthersWaitsForLater() throws Exception {
        stand.run("CREATE TABLE t (id bigint PRIMARY KEY, a text)");
        stand.run("ALTER DATABASE " + stand.database().name() + " SET lock_timeout = '100ms'");
        stand.run("INSERT INTO t VALUES (1, 'x')");
        try (Destination destination = stand.open();
                Writer writer = destination.writer(target(Mode.UPSERT, false, "a"));
                var other = java.sql.DriverManager.getConnection(stand.database().url())) {
            other.setAutoCommit(false);
            other.createStatement().execute("UPDATE t SET a = 'y'");
            Batch batch = batch(Action.UPSERT, 1, 2, "{\"a\":\"2\"}");

            assertThat(writer.send(batch)).isInstanceOf(Answer.Later.class);
            other.rollback();
            assertThat(sent(writer, batch)).hasSize(1);
        }
    }

    @Test
    void aMissingRightStopsWithAdvice() throws Exception {
        stand.run("CREATE TABLE t (id bigint PRIMARY KEY, a text)");
        stand.run("DROP ROLE IF EXISTS reader");
        stand.run("CREATE ROLE reader LOGIN");
        stand.run("GRANT SELECT ON t TO reader");
        var database = stand.database();
        String url = "postgres://reader@" + database.host() + ":" + database.port() + "/";
        try (Destination destination = stand.open(url + database.name());
                Writer writer = destination.writer(target(Mode.INSERT, false, "a"))) {
            assertThat(writer.harmlessTwice(Action.INSERT)).isFalse();
            assertThat(writer.send(batch(Action.INSERT, 1, 2, "{\"a\":\"2\"}")))
                    .isInstanceOfSatisfying(
                            Answer.Stop.class,
                            stop -> {
                                assertThat(stop.code()).isEqualTo("FORBIDDEN");
                                assertThat(stop.fix()).contains("Grant");
                            });
        }
        assertThatThrownBy(() -> stand.open(url + "nothere").check())
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> assertThat(e.code()).isEqualTo(Failure.NOT_FOUND));
        assertThatThrownBy(() -> stand.open("postgresql://u:s3cret@localhost:1/x").check())
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(Failure.UNREACHABLE);
                            assertThat(e.message()).doesNotContain("s3cret");
                        });
    }
}
