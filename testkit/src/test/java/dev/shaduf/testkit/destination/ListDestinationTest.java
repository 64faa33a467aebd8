package dev.shaduf.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.destination.Action;
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

class ListDestinationTest implements DestinationKit {

    @Override
    public Stand stand() {
        return new Lists();
    }

    private static Target target(String list, boolean create) {
        return new Target(
                "s",
                1,
                Instant.EPOCH,
                list,
                Mode.AUDIENCE,
                List.of(new Target.TypedField("email", null)),
                List.of(),
                create);
    }

    @Test
    void aListIsMadeWhereAsked() {
        try (ListDestination destination = new ListDestination("vip");
                Writer writer = destination.writer(target("lapsed", true))) {
            assertThat(destination.object("lapsed", true).clears()).isTrue();
            assertThat(writer.limit(Action.ADD).concurrency()).isEqualTo(1);
        }
    }

    @Test
    void rowsOfDifferentKindsGoInDifferentCalls() throws InterruptedException {
        OutRow phone = new OutRow(2, "k2", List.of("\"+4912345\""), null);
        try (ListDestination destination = new ListDestination("vip");
                Writer writer = destination.writer(target("vip", false))) {
            List<OutRow> rows = List.of(DestinationKit.bare(1), phone, DestinationKit.bare(3));
            assertThat(writer.groups(Action.ADD, rows)).hasSize(2);
            new Sender(writer, Action.ADD).deliver(rows);
            assertThat(destination.members("vip")).hasSize(3);
        }
    }

    private static final class Lists implements Stand {
        private final ListDestination tool = new ListDestination("vip");

        @Override
        public Destination open() {
            return tool.again();
        }

        @Override
        public String object() {
            return "vip";
        }

        @Override
        public Json.@Nullable Obj held(OutRow row) {
            return tool.members("vip").contains(row.match()) ? Json.object() : null;
        }

        @Override
        public long size() {
            return tool.members("vip").size();
        }

        @Override
        public OutRow refused() {
            return new OutRow(99, "k99", List.of("\"nobody\""), null);
        }

        @Override
        public String unknown() {
            return "nobodies";
        }

        @Override
        public void close() {
            // It is in memory.
        }
    }
}
