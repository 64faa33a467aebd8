package dev.shaduf.live.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.live.forward.Tool.Answer;
import dev.shaduf.live.log.EmbeddedPeek;
import dev.shaduf.live.log.LogPeek;
import dev.shaduf.spi.ShadufException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;

/** Events that are sent again. */
class ReplayTest {

    @TempDir Path root;
    private Scene scene;
    private Tool tool;

    @BeforeEach
    void open() {
        tool = new Tool();
        scene = new Scene(root).destination("crm", tool).forward("crm");
    }

    @AfterEach
    void close() {
        scene.close();
        tool.close();
    }

    private void park(int events, int users) {
        tool.answers(call -> Answer.of(422));
        scene.start();
        scene.many(events, users);
        Scene.until(() -> scene.parked("crm").size() == events);
        scene.stop();
    }

    private Replay replay(Scene.Tools tools) {
        return new Replay(scene.project(), "crm", tools, scene.parking(), Scene.QUICK);
    }

    private Replay.Report replayParked() throws InterruptedException {
        try (Scene.Tools tools = new Scene.Tools(root)) {
            return replay(tools).parked();
        }
    }

    @Test
    void parkedEventsAreSentAndParkedNoMore() throws InterruptedException {
        park(30, 3);
        tool.answers(call -> Answer.OK);

        assertThat(replayParked()).isEqualTo(new Replay.Report(30, 0, 0, null));

        assertThat(tool.taken()).hasSize(30).doesNotHaveDuplicates();
        assertThat(scene.parked("crm")).isEmpty();
    }

    @Test
    void whatIsRefusedAgainStaysParkedWithTheNewWords() throws InterruptedException {
        park(3, 3);
        tool.answers(call -> call.keys().contains("m2_u1") ? Answer.of(400) : Answer.OK);

        assertThat(replayParked()).isEqualTo(new Replay.Report(2, 1, 0, null));

        assertThat(scene.parked("crm"))
                .singleElement()
                .satisfies(one -> assertThat(one.httpStatus()).isEqualTo(400));
    }

    @Test
    void aToolThatTakesNothingEndsItAndEverythingStaysParked() throws InterruptedException {
        park(30, 3);
        tool.answers(call -> Answer.of(401));

        Replay.Report report = replayParked();

        assertThat(report.trouble()).isNotNull();
        assertThat(report.sent()).isZero();
        assertThat(scene.parked("crm")).hasSize(30);
    }

    @Test
    void aSpanOfTheLogIsSentAgainAlsoWhileItIsWritten() throws InterruptedException {
        scene.start();
        scene.many(10, 2);
        Scene.until(() -> tool.taken().size() == 10);
        Instant since = Instant.now();
        scene.many(10, 2);
        Scene.until(() -> tool.taken().size() == 20);

        try (Scene.Tools tools = new Scene.Tools(root);
                LogPeek log = EmbeddedPeek.atStart(root.resolve(".shaduf/log"))) {
            Span span = new Span(since, Instant.now());
            assertThat(replay(tools).events(new LogFeed(log, span)))
                    .isEqualTo(new Replay.Report(10, 0, 0, null));
        }

        assertThat(tool.taken()).hasSize(30);
        assertThat(tool.taken().subList(20, 30)).contains("m11_u0", "m20_u1");
    }

    @Test
    void aDestinationThatGetsNoEventsIsNamed() {
        try (Scene.Tools tools = new Scene.Tools(root)) {
            assertThatThrownBy(() ->
                            new Replay(scene.project(), "crn", tools, scene.parking(), Scene.QUICK))
                    .isInstanceOf(ShadufException.class)
                    .hasMessageContaining("crn");
        }
    }
}
