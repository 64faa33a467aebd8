package dev.shaduf.live.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which threads the kernel lets go first. */
@EnabledOnOs(OS.LINUX)
class BackgroundTest extends AtLanding {

    private static final int NICE = 16; // of the fields behind the name

    @Test
    void loadingAndTheThreadsOfItsWarehouseLetCallersGoFirst() throws Exception {
        start(LoadPace.DEFAULT, "shop");
        log.append(List.of(shop.track("E", "{\"a\":1}")));
        while (loading.behind().get("shop").events() > 0) {
            Thread.sleep(5);
        }

        assertThat(threads("load-0")).isNotEmpty().containsOnly(background());
        assertThat(threads("log-writer")).containsOnly(here());
    }

    private static int background() {
        return Math.min(19, here() + Background.NICER);
    }

    private static int here() {
        return nice(read(Path.of("/proc/thread-self/stat")));
    }

    private static List<Integer> threads(String name) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.filter(task -> read(task.resolve("comm")).strip().equals(name))
                    .map(task -> read(task.resolve("stat")))
                    .filter(stat -> !stat.isEmpty())
                    .map(BackgroundTest::nice)
                    .toList();
        }
    }

    private static int nice(String stat) {
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE]);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // the thread has ended
        }
    }
}
