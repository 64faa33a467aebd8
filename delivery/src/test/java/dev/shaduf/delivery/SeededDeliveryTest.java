package dev.shaduf.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.Outcome.Status;
import dev.shaduf.spi.destination.Action;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Random troubles: every operation gets one final outcome, and what the tool holds agrees with it.
 * More seeds by {@code -Dshaduf.seeds=}; a seed that fails is named and fails again.
 */
class SeededDeliveryTest {

    private static final int SEEDS = Integer.getInteger("shaduf.seeds", 1_000);

    @Test
    void outcomesAgreeWithTheTool() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Scene scene = scene(random, 1);
            List<Operation> operations = operations(random);
            Report report = scene.deliver(operations);
            check("seed " + seed, scene, operations, report);
        }
    }

    @Test
    void outcomesAgreeWithTheToolAfterACrash() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Scene scene = scene(random, 1);
            List<Operation> operations = operations(random);
            scene.book.failAfter(random.nextInt(12));
            boolean crashed = false;
            try {
                scene.deliver(operations);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("disk full");
                crashed = true;
            }
            scene.book.failAfter(Integer.MAX_VALUE);
            if (crashed) {
                Report report = scene.resume(scene.inFlight(operations));
                assertThat(report.rest()).isNull();
            }
            check("seed " + seed, scene, operations, ABORTED);
        }
    }

    @Test
    void outcomesAgreeWithTheToolWhenManyThreadsDeliver() {
        for (long seed = 0; seed < SEEDS / 10; seed++) {
            Random random = new Random(seed);
            Scene scene = scene(random, 4);
            List<Operation> operations = operations(random);
            Report report = scene.deliver(operations);
            check("seed " + seed, scene, operations, report);
        }
    }

    private static final Report ABORTED =
            new Report(null, new Report.Rest(Status.ABORTED, "CRASHED"), 0, 0, 0, null);

    private static Scene scene(Random random, int concurrency) {
        Scene scene = new Scene();
        scene.policy = Scene.policy(concurrency);
        scene.tool.limit(1 + random.nextInt(9), 1 << 20, 4);
        Mood mood = new Mood(random, scene.tool, random.nextInt(100));
        int interrupted = random.nextInt(60);
        scene.tool
                .answering((tool, batch) -> {
                    if (tool.calls.size() == interrupted) {
                        scene.interrupt.ask();
                    }
                    synchronized (mood) {
                        return mood.answer(batch);
                    }
                })
                .polledByJob((job, batch) -> {
                    synchronized (mood) {
                        return mood.polled(job, batch);
                    }
                });
        return scene;
    }

    private static List<Operation> operations(Random random) {
        int count = 1 + random.nextInt(40);
        boolean messages = random.nextBoolean();
        List<Operation> all = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            all.add(messages ? Scene.one(i, Action.INSERT) : record(random, i, count));
        }
        return all;
    }

    private static Operation record(Random random, int i, int count) {
        if (i > count * 3 / 4) {
            return Scene.one(i, Action.DELETE);
        }
        return random.nextInt(4) == 0
                ? Scene.moved(i, "\"old" + i + "\"", "\"m" + i + "\"")
                : Scene.one(i, Action.UPSERT);
    }

    private static void check(String seed, Scene scene, List<Operation> operations, Report report) {
        assertThat(scene.book.inFlight()).as(seed).isEmpty();
        for (Operation operation : operations) {
            Outcome outcome = scene.book.outcomes.get(operation.ordinal());
            if (outcome == null) {
                assertThat(report.rest()).as(seed).isNotNull();
            }
            check(
                    seed + " row " + operation.ordinal() + " " + outcome,
                    scene.tool,
                    operation,
                    outcome == null ? new Unread().outcome(operation) : outcome);
        }
    }

    /** An operation that was never read is aborted or deferred. */
    private record Unread() {
        Outcome outcome(Operation operation) {
            return new Outcome(
                    operation.ordinal(),
                    Status.ABORTED,
                    null,
                    null,
                    0,
                    false,
                    Arrived.NOTHING,
                    null,
                    null);
        }
    }

    private static void check(String what, StandInTool tool, Operation operation, Outcome outcome) {
        Step first = operation.steps().getFirst();
        if (first.action() == Action.INSERT) {
            int arrived = Collections.frequency(tool.messages, operation.rowId());
            assertThat(arrived).as(what).isLessThanOrEqualTo(1);
            if (!outcome.held()) {
                assertThat(arrived).as(what).isEqualTo(delivered(outcome) ? 1 : 0);
            }
            return;
        }
        assertThat(outcome.held()).as(what).isFalse();
        if (delivered(outcome)) {
            for (Step step : operation.steps()) {
                String match = step.row().match().getFirst();
                assertThat(tool.records.containsKey(match))
                        .as(what)
                        .isEqualTo(step.action() != Action.DELETE);
            }
        }
    }

    private static boolean delivered(Outcome outcome) {
        return outcome.status() == Status.DELIVERED;
    }
}
