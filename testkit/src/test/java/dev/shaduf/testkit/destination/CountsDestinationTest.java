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

class CountsDestinationTest implements DestinationKit {

    @Override
    public Stand stand() {
        return new Counts();
    }

    @Test
    void onlyTheNumberOfUnusableRowsIsTold() throws InterruptedException {
        OutRow nobody = new OutRow(9, "k9", List.of("\"\""), "{}");
        Target target =
                new Target(
                        "s",
                        1,
                        Instant.EPOCH,
                        "events",
                        Mode.APPEND,
                        List.of(new Target.TypedField("email", null)),
                        List.of(),
                        false);
        try (CountsDestination destination = new CountsDestination();
                Writer writer = destination.writer(target)) {
            List<OutRow> rows = List.of(DestinationKit.row(1, "Ada"), nobody);
            assertThat(writer.send(new Batch(Action.INSERT, rows, "k")))
                    .isInstanceOfSatisfying(
                            Answer.Counted.class,
                            counted -> assertThat(counted.refused()).isEqualTo(1));
            assertThat(destination.events()).hasSize(1);
        }
    }

    private static final class Counts implements Stand {
        private final CountsDestination tool = new CountsDestination();

        @Override
        public Destination open() {
            return tool;
        }

        @Override
        public String object() {
            return "events";
        }

        @Override
        public Json.@Nullable Obj held(OutRow row) {
            return tool.events().stream()
                    .filter(event -> event.match().equals(row.match()))
                    .map(event -> (Json.Obj) Json.parse(String.valueOf(event.fields())))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public long size() {
            return tool.events().size();
        }

        @Override
        public void close() {
            // It is in memory.
        }
    }
}
