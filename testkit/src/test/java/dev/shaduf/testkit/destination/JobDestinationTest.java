package dev.shaduf.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class JobDestinationTest implements DestinationKit {

    private static final Target PEOPLE =
            new Target(
                    "s",
                    1,
                    Instant.EPOCH,
                    "people",
                    Mode.UPSERT,
                    List.of(new Target.TypedField("email", null)),
                    List.of(),
                    false);

    private final JobDestination.Tool tool = new JobDestination.Tool();
    private final Batch batch =
            new Batch(Action.UPSERT, List.of(DestinationKit.row(1, "Ada")), "key");

    @Override
    public Stand stand() {
        return new Jobs();
    }

    @Test
    void aJobOutlivesARestart() throws InterruptedException {
        Answer.Pending pending;
        try (Destination before = new JobDestination(tool, 2);
                Writer writer = before.writer(PEOPLE)) {
            pending = (Answer.Pending) writer.send(batch);
            assertThat(tool.size()).isZero();
        }
        try (Destination after = new JobDestination(tool, 2);
                Writer writer = after.writer(PEOPLE)) {
            assertThat(writer.poll(pending.job(), batch)).isInstanceOf(Answer.Pending.class);
            assertThat(writer.poll(pending.job(), batch)).isInstanceOf(Answer.Rows.class);
        }
        assertThat(tool.size()).isEqualTo(1);
    }

    @Test
    void aLostJobIsOfUnknownFate() throws InterruptedException {
        try (Destination destination = new JobDestination(tool, 1);
                Writer writer = destination.writer(PEOPLE)) {
            Answer.Pending pending = (Answer.Pending) writer.send(batch);
            tool.loseJobs();
            assertThat(writer.poll(pending.job(), batch)).isInstanceOf(Answer.Unknown.class);
        }
    }

    private static final class Jobs implements Stand {
        private final JobDestination.Tool tool = new JobDestination.Tool();

        @Override
        public Destination open() {
            return new JobDestination(tool, 3);
        }

        @Override
        public String object() {
            return "people";
        }

        @Override
        public Json.@Nullable Obj held(OutRow row) {
            String person = tool.person(row.match().getFirst());
            return person == null ? null : (Json.Obj) Json.parse(person);
        }

        @Override
        public long size() {
            return tool.size();
        }

        @Override
        public OutRow refused() {
            return new OutRow(99, "k99", List.of("\"x@example.org\""), "{\"first_name\":null}");
        }

        @Override
        public String unknown() {
            return "companies";
        }

        @Override
        public void close() {
            // It is in memory.
        }
    }
}
