package dev.shaduf.server;

import dev.shaduf.testkit.Needs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Chromium without a window, on one page, until it is closed. */
final class Browser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser");

    private final Process process;

    /** The tests go on only where there is one. */
    static void isThere() {
        Needs.met("chromium", program().isPresent(), "install Debian's package chromium");
    }

    private static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(directory -> NAMES.stream().map(Path.of(directory)::resolve))
                .filter(path -> path.toFile().canExecute())
                .findFirst();
    }

    /** Opens a page; what the browser keeps and says goes into a directory. */
    Browser(Path directory, String page) throws IOException {
        ProcessBuilder start =
                new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--enable-logging=stderr",
                        "--user-data-dir=" + directory.resolve("profile"),
                        page);
        start.environment().put("TMPDIR", directory.toString());
        process =
                start.redirectErrorStream(true)
                        .redirectOutput(directory.resolve("browser.txt").toFile())
                        .start();
    }

    /** Ends all of its processes: none writes into the directory any more. */
    @Override
    public void close() {
        List<ProcessHandle> parts = process.descendants().toList();
        process.destroyForcibly();
        parts.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        parts.forEach(part -> part.onExit().join());
    }
}
