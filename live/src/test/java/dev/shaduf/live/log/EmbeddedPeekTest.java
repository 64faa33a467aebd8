package dev.shaduf.live.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A log that is looked into while another has it. */
class EmbeddedPeekTest {

    @TempDir Path root;

    private static List<String> all(LogPeek peek) {
        List<String> ids = new ArrayList<>();
        List<LogRecord> some = peek.next(100_000);
        while (!some.isEmpty()) {
            some.forEach(record -> ids.add(Logs.id(record)));
            some = peek.next(100_000);
        }
        return ids;
    }

    @Test
    void everythingIsSeenOverSegmentsWhileItIsWritten() {
        try (EmbeddedLog log = EmbeddedLog.open(Logs.settings(root));
                LogPeek peek = EmbeddedPeek.atStart(root)) {
            List<String> written = new ArrayList<>();
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                log.append(List.of(Logs.entry("m" + i, 100_000)));
                written.add("m" + i);
                if (i % 3 == 0) {
                    seen.addAll(all(peek));
                }
            }
            seen.addAll(all(peek));

            assertThat(seen).isEqualTo(written);
        }
    }

    @Test
    void fromTheEndOnlyWhatIsNewIsSeen() {
        try (EmbeddedLog log = EmbeddedLog.open(Logs.settings(root))) {
            log.append(List.of(Logs.entry("old", 10)));
            try (LogPeek peek = EmbeddedPeek.atEnd(root)) {
                assertThat(all(peek)).isEmpty();
                log.append(List.of(Logs.entry("new", 10)));

                assertThat(all(peek)).containsExactly("new");
            }
        }
    }

    @Test
    void whereThereIsNoLogNothingIsSeen() {
        try (LogPeek peek = EmbeddedPeek.atEnd(root.resolve("log"))) {
            assertThat(all(peek)).isEmpty();
        }
    }
}
