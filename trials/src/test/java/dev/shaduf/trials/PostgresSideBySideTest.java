package dev.shaduf.trials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Target.TypedField;
import dev.shaduf.spi.destination.Writer;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several batches of one run on their way into one table of PostgreSQL. */
class PostgresSideBySideTest {

    private static final int BATCHES = 6;
    private static final int ROWS = 200;

    private final PostgresTables stand = new PostgresTables();

    private static Writer writer(Destination destination) {
        Target target =
                new Target(
                        "kit",
                        7,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        "t",
                        Mode.UPSERT,
                        List.of(new TypedField("id", null)),
                        List.of(new TypedField("a", null)),
                        false);
        return destination.writer(target);
    }

    /** Rows whose field counts up in even batches, and down in odd ones. */
    private static Batch batch(int number) {
        List<OutRow> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            int id = number * ROWS + i;
            int a = number % 2 == 0 ? i : ROWS - 1 - i;
            rows.add(new OutRow(id + 1L, "" + id, List.of("" + id), "{\"a\":" + a + "}"));
        }
        return new Batch(Action.UPSERT, rows, "batch " + number);
    }

    /**
     * Sends every batch from one of two threads, again where it is told to; all answers in turn.
     */
    private static List<Answer> sendAll(Writer writer) throws Exception {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<List<Answer>>> all = new ArrayList<>();
            for (int i = 0; i < BATCHES; i++) {
                Batch batch = batch(i);
                all.add(two.submit(() -> untilTaken(writer, batch)));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<List<Answer>> one : all) {
                answers.addAll(one.get());
            }
            return answers;
        }
    }

    private static List<Answer> untilTaken(Writer writer, Batch batch) throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        do {
            answers.add(writer.send(batch));
        } while (answers.getLast() instanceof Answer.Later);
        return answers;
    }

    @Test
    void batchesThatWaitForEachOtherAllArrive() throws Exception {
        stand.run("CREATE TABLE t (id bigint PRIMARY KEY, a int)");
        stand.run("CREATE TABLE counts (a int PRIMARY KEY, n int)");
        stand.run("INSERT INTO counts SELECT i, 0 FROM generate_series(0, 199) i");
        stand.run(
                "CREATE FUNCTION counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " UPDATE counts SET n = n + 1 WHERE a = NEW.a; PERFORM pg_sleep(0.001);"
                        + " RETURN NEW; END $$");
        stand.run(
                "CREATE TRIGGER counting BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION"
                        + " counted()");
        try (Destination destination = stand.open();
                Writer writer = writer(destination)) {
            List<Answer> answers = sendAll(writer);

            assertThat(answers).filteredOn(Answer.Later.class::isInstance).hasSizeLessThan(2);
            assertThat(answers).filteredOn(Answer.Rows.class::isInstance).hasSize(BATCHES);
        }
        assertThat(stand.rows("SELECT count(*), sum(n), max(n) FROM t, counts WHERE t.id = 0"))
                .containsExactly(ROWS + "|" + BATCHES * ROWS + "|" + BATCHES);
    }

    @Test
    void oneConnectionHasToDoWhereThereIsNoOther() throws Exception {
        stand.run("CREATE TABLE t (id bigint PRIMARY KEY, a int)");
        stand.run("DROP ROLE IF EXISTS lonely");
        stand.run("CREATE ROLE lonely LOGIN CONNECTION LIMIT 1");
        stand.run("GRANT SELECT, INSERT, UPDATE, DELETE ON t TO lonely");
        var database = stand.database();
        String place = database.host() + ":" + database.port() + "/" + database.name();
        try (Destination destination = stand.open("postgres://lonely@" + place);
                Writer writer = writer(destination)) {
            assertThat(sendAll(writer)).hasSize(BATCHES).hasOnlyElementsOfType(Answer.Rows.class);
        }
        assertThat(stand.rows("SELECT count(*) FROM t")).containsExactly("" + BATCHES * ROWS);
    }
}
