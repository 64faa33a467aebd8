package dev.shaduf.live.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

@EnabledOnOs(OS.LINUX)
class NicenessTest {

    /** Where proc(5) has the niceness after the parenthesised name. */
    private static final int FIELD = 16;

    @Test
    void threadAndThoseItMakesGiveWayAndOthersDoNot() throws InterruptedException {
        int before = niceness();
        List<Integer> taken = new ArrayList<>();
        Thread nice =
                Thread.ofPlatform()
                        .start(() -> {
                            Niceness.take(before + 3);
                            taken.add(niceness());
                            joined(Thread.ofPlatform().start(() -> taken.add(niceness())));
                        });
        nice.join();

        assertThat(taken).containsExactly(before + 3, before + 3);
        assertThat(niceness()).isEqualTo(before);
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int niceness() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Integer.parseInt(fields[FIELD]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
