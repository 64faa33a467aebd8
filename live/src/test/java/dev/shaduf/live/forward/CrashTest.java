package dev.shaduf.live.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.Parking;
import dev.shaduf.live.forward.Tool.Answer;
import dev.shaduf.testkit.simulation.Crash;
import dev.shaduf.testkit.simulation.Mortal;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process that ends between any two steps and a tool that fails in every way: each event that was
 * accepted arrives at least once or is parked for what the tool said of it, in order per user.
 */
class CrashTest {

    private static final int EVENTS = 240;
    private static final int USERS = 12;

    @TempDir Path root;

    /** A parking whose process ends before or after each step. */
    private record MortalParking(Parking inner, Mortal process) implements Parking {

        @Override
        public void park(List<Parked> events) {
            process.step("before parking");
            inner.park(events);
            process.step("after parking");
        }

        @Override
        public void remember(String reader, byte[] progress) {
            process.step("before progress is kept");
            inner.remember(reader, progress);
            process.step("after progress was kept");
        }

        @Override
        public List<Parked> parked(String destination, long after, int most) {
            return inner.parked(destination, after, most);
        }

        @Override
        public long count(String destination) {
            return inner.count(destination);
        }

        @Override
        public void release(List<Long> ids) {
            inner.release(ids);
        }

        @Override
        public int expire(Instant before) {
            return inner.expire(before);
        }

        @Override
        public byte @Nullable [] progress(String reader) {
            return inner.progress(reader);
        }

        @Override
        public void forget(String reader) {
            inner.forget(reader);
        }
    }

    /** What the tool does: refuses some for good, fails at random for a while, tells of rows. */
    private static Answer answer(Tool.Call call, Random random, Set<String> bad) {
        List<String> refused = call.keys().stream().filter(bad::contains).toList();
        return switch (random.nextInt(12)) {
            case 0 -> Answer.of(500);
            case 1 -> Answer.of(503);
            case 2 -> new Answer(429, "{}", false, "");
            case 3 -> refused.isEmpty() ? Answer.LOST : new Answer(0, "", false, "");
            case 4, 5 -> rows(call, random, bad);
            default -> refused.isEmpty() ? Answer.OK : Answer.of(422);
        };
    }

    private static Answer rows(Tool.Call call, Random random, Set<String> bad) {
        String results =
                call.keys().stream()
                        .map(key -> {
                            String status =
                                    bad.contains(key)
                                            ? "error"
                                            : random.nextInt(4) == 0 ? "retry" : "ok";
                            return "{\"key\":\"" + key + "\",\"status\":\"" + status + "\"}";
                        })
                        .collect(Collectors.joining(","));
        return new Answer(200, "{\"results\":[" + results + "]}", true, "");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsLostNorOutOfOrderNorParkedWrongly(long seed) {
        Random random = new Random(seed);
        Mortal process = new Mortal(new Random(seed + 1000));
        Set<String> bad = new HashSet<>();
        try (Tool tool = new Tool();
                Scene scene = new Scene(root).destination("crm", tool).forward("crm")) {
            tool.answers(call -> answer(call, random, bad));
            scene.with(new MortalParking(scene.parking(), process));
            process.begin(0);
            scene.start();
            scene.stop();
            List<String> ids = new ArrayList<>();
            for (int round = 0; round < 6; round++) {
                begin(scene, process);
                List<String> some = scene.many(EVENTS / 6, USERS);
                ids.addAll(some);
                some.stream().filter(id -> id.hashCode() % 17 == 0).forEach(bad::add);
                pause(random.nextInt(1500));
                kill(scene, process);
            }
            process.begin(0);
            scene.start();
            Scene.until(() -> finished(scene, tool).containsAll(ids));

            assertThat(names(scene)).isSubsetOf(bad);
            assertThat(tool.taken()).doesNotContainAnyElementsOf(bad);
            assertInOrder(ids, tool.taken(), bad);
        }
    }

    private static void begin(Scene scene, Mortal process) {
        process.begin(0.05);
        try {
            scene.start();
        } catch (Crash crash) {
            return; // it did not even start
        }
    }

    private static void kill(Scene scene, Mortal process) {
        try {
            process.die("the end");
        } catch (Crash crash) {
            scene.stop();
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Scene scene) {
        return scene.parked("crm").stream().map(Parking.Parked::messageId).toList();
    }

    private static Set<String> finished(Scene scene, Tool tool) {
        return Stream.concat(tool.taken().stream(), names(scene).stream())
                .collect(Collectors.toSet());
    }

    /** Of each user, what arrived for the first time did so in the order of the log. */
    private static void assertInOrder(List<String> ids, List<String> taken, Set<String> bad) {
        Map<String, List<String>> arrived =
                new LinkedHashSet<>(taken).stream().collect(Collectors.groupingBy(CrashTest::user));
        Map<String, List<String>> sent =
                ids.stream()
                        .filter(id -> !bad.contains(id))
                        .collect(Collectors.groupingBy(CrashTest::user));
        assertThat(arrived).isEqualTo(sent);
    }

    private static String user(String id) {
        return id.substring(id.indexOf('_'));
    }
}
