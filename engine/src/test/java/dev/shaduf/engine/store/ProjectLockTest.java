package dev.shaduf.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.delivery.Ticker;
import dev.shaduf.engine.store.ProjectLock.Holder;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One process at a time works on a project. */
class ProjectLockTest {

    @TempDir Path directory;

    private final List<Holder> waitedFor = new ArrayList<>();

    /** Time that passes only while somebody sleeps. */
    private static final class Hurried implements Ticker {
        private Instant now = Instant.now();

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void sleep(Duration duration) {
            now = now.plus(duration);
        }
    }

    private ProjectLock take() throws InterruptedException {
        return ProjectLock.take(
                new StateDirectory(directory), "run", new Hurried(), waitedFor::add);
    }

    private void lockedBy(long pid, Instant start) throws IOException {
        Files.writeString(
                directory.resolve("lock"),
                "{\"pid\":%d,\"command\":\"sync crm\",\"start\":\"%s\"}".formatted(pid, start));
    }

    @Test
    void lockNamesProcessCommandAndStart() throws Exception {
        try (ProjectLock lock = take()) {
            assertThat(lock).isNotNull();
            assertThat(ProjectLock.holder(new StateDirectory(directory)))
                    .isNotNull()
                    .extracting(Holder::pid, Holder::command)
                    .containsExactly(ProcessHandle.current().pid(), "run");
        }
        assertThat(ProjectLock.holder(new StateDirectory(directory))).isNull();
    }

    @Test
    void secondWaitsAMinuteSaysForWhomAndGivesUp() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            lockedBy(other.pid(), Instant.now());
            assertThatThrownBy(this::take)
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> assertThat(e.code()).isEqualTo(Failure.BUSY))
                    .hasMessageContaining(Long.toString(other.pid()))
                    .hasMessageContaining("sync crm");
            assertThat(waitedFor).extracting(Holder::pid).containsExactly(other.pid());
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void lockOfAProcessThatIsGoneIsTakenOver() throws Exception {
        Process other = new ProcessBuilder("true").start();
        other.waitFor();
        lockedBy(other.pid(), Instant.now());
        take().close();
        assertThat(waitedFor).isEmpty();
    }

    @Test
    void lockWhoseNumberIsAnotherProcessNowIsTakenOver() throws Exception {
        lockedBy(ProcessHandle.current().pid(), Instant.now().minus(Duration.ofDays(3)));
        take().close();
        assertThat(waitedFor).isEmpty();
    }

    @Test
    void unreadableLockIsTakenOver() throws Exception {
        Files.writeString(directory.resolve("lock"), "{\"pid\":");
        take().close();
        assertThat(waitedFor).isEmpty();
    }

    @Test
    void onlyOneOfManyHasIt() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> work(inside, most)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most).hasValue(1);
    }

    private void work(AtomicInteger inside, AtomicInteger most) {
        try (ProjectLock lock =
                ProjectLock.take(new StateDirectory(directory), "run", Ticker.REAL, holder -> {})) {
            assertThat(lock).isNotNull();
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.sleep(20);
            inside.decrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
