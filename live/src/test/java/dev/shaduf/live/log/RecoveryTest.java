package dev.shaduf.live.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.live.event.Entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What is left of a log after its files were cut or damaged anywhere. */
class RecoveryTest {

    private static final int SEEDS = Integer.getInteger("shaduf.seeds", 20);

    @TempDir Path directory;

    /** Where each entry ends in the last segment. */
    private record Written(List<String> ids, List<Long> ends) {}

    @Test
    void aTornEndIsCutAndNothingElse() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Path log = directory.resolve("cut" + seed);
            Written written = write(log, random);
            Path last = Logs.segments(log).getLast();
            long length = written.ends().getLast();
            long cut = Segment.HEAD + (long) (random.nextDouble() * (length - Segment.HEAD));
            tear(last, cut, random);

            List<String> whole = new ArrayList<>();
            for (int i = 0; i < written.ids().size(); i++) {
                if (written.ends().get(i) <= cut) {
                    whole.add(written.ids().get(i));
                }
            }
            assertThat(reopened(log, "after")).as("seed %d", seed).isEqualTo(with(whole, "after"));
        }
    }

    @Test
    void aDamagedEntryCostsNoOther() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Path log = directory.resolve("bad" + seed);
            Written written = write(log, random);
            int victim = random.nextInt(written.ids().size());
            long start = victim == 0 ? Segment.HEAD : written.ends().get(victim - 1);
            long end = written.ends().get(victim);
            try (RandomAccessFile file = file(Logs.segments(log).getLast())) {
                long at = start + (long) (random.nextDouble() * (end - start));
                file.seek(at);
                int before = file.read();
                file.seek(at);
                file.write(before ^ (1 + random.nextInt(255)));
            }

            List<String> others = new ArrayList<>(written.ids());
            others.remove(victim);
            assertThat(reopened(log, "after")).as("seed %d", seed).isEqualTo(with(others, "after"));
        }
    }

    @Test
    void damagedEntriesAreCountedAndATornEndIsNot() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Path log = directory.resolve("counted" + seed);
            Random random = new Random(seed);
            List<Long> ends = write(log, random, 40).ends();
            int victims = 1 + random.nextInt(3);
            try (RandomAccessFile file = file(Logs.segments(log).getLast())) {
                for (int i = 0; i < victims; i++) {
                    file.seek(ends.get(10 * i + 9) - 1);
                    file.write(0xFF);
                }
            }
            tear(Logs.segments(log).getLast(), ends.get(36) + 30, random);

            try (EventLog opened = EmbeddedLog.open(Logs.settings(log));
                    LogReader reader = opened.reader("all", 0)) {
                opened.append(List.of(Logs.entry("after", 10)));
                assertThat(damaged(reader)).as("seed %d", seed).isEqualTo(victims);
            }
        }
    }

    private static long damaged(LogReader reader) throws Exception {
        long damaged = 0;
        while (true) {
            LogBatch batch = reader.read(1000, Logs.NOW);
            damaged += batch.damaged();
            if (batch.records().isEmpty()) {
                return damaged;
            }
        }
    }

    @Test
    void whatComesAfterADamagedEndIsNewToThoseWhoReadIt() throws Exception {
        assertThat(
                        readAfter(last -> {
                            try (RandomAccessFile file = file(last)) {
                                file.setLength(2000);
                            }
                        }))
                .containsExactly("after");
    }

    @Test
    void whatComesAfterAMissingSegmentIsNewToThoseWhoReadIt() throws Exception {
        assertThat(readAfter(Files::delete)).containsExactly("after");
    }

    private interface Damage {
        void to(Path lastSegment) throws IOException;
    }

    /** What somebody who had read everything reads once the end is damaged and one more came. */
    private List<String> readAfter(Damage damage) throws Exception {
        long read;
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory));
                LogReader reader = log.reader("loader", 0)) {
            for (int i = 0; i < 3; i++) {
                log.append(List.of(Logs.entry("e" + i, 1500)));
            }
            read = log.reader("loader", 0).end();
            reader.commit(read);
        }
        damage.to(Logs.segments(directory).getLast());
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory));
                LogReader reader = log.reader("loader", 0)) {
            log.append(List.of(Logs.entry("after", 10)));
            reader.seek(read);
            assertThat(reader.lag().entries()).isEqualTo(1);
            return Logs.ids(reader);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 15, 16, 17})
    void aSegmentThatHardlyBeganIsBegunAgain(int length) throws Exception {
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory))) {
            log.append(List.of(Logs.entry("lost", 10)));
        }
        try (RandomAccessFile file = file(Logs.segments(directory).getLast())) {
            file.setLength(length);
        }
        assertThat(reopened(directory, "a")).containsExactly("a");
        assertThat(reopened(directory, "b")).containsExactly("a", "b");
    }

    @Test
    void whatWasBeingPreparedIsThrownAway() throws Exception {
        Files.write(directory.resolve("next.prepared"), new byte[5000]);

        assertThat(reopened(directory, "a")).containsExactly("a");
    }

    private static Written write(Path directory, Random random) {
        return write(directory, random, 1 + random.nextInt(40));
    }

    private static Written write(Path directory, Random random, int count) {
        List<String> ids = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        long end = Segment.HEAD;
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory))) {
            for (int i = 0; i < count; i++) {
                Entry entry = Logs.entry("e" + i, random.nextInt(3000));
                log.append(List.of(entry));
                end += Frames.pack(List.of(entry)).bytes().length;
                ids.add("e" + i);
                ends.add(end);
            }
        }
        return new Written(ids, ends);
    }

    /** Leaves after a place nothing, zeros, or what was never a frame. */
    private static void tear(Path segment, long cut, Random random) throws IOException {
        try (RandomAccessFile file = file(segment)) {
            long length = file.length();
            file.setLength(cut);
            switch (random.nextInt(3)) {
                case 0 -> file.setLength(length);
                case 1 -> {
                    byte[] rubbish = new byte[random.nextInt(5000)];
                    random.nextBytes(rubbish);
                    file.seek(cut);
                    file.write(rubbish);
                }
                default -> file.setLength(cut);
            }
        }
    }

    private static List<String> reopened(Path directory, String more) throws Exception {
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory))) {
            log.append(List.of(Logs.entry(more, 10)));
            return Logs.ids(log);
        }
    }

    private static List<String> with(List<String> ids, String more) {
        List<String> all = new ArrayList<>(ids);
        all.add(more);
        return all;
    }

    private static RandomAccessFile file(Path path) throws IOException {
        return new RandomAccessFile(path.toFile(), "rw");
    }
}
