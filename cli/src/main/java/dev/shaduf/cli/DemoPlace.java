package dev.shaduf.cli;

import dev.shaduf.demo.crm.StandInCrm;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of a demo. Only what an earlier demo made is ever removed.
 *
 * @param directory absolute
 */
record DemoPlace(Path directory) {

    /** Where the CRM listens where that port is free. */
    static final int PORT = 4400;

    private static final String TOKEN = "demo-token";
    private static final String URL = "CRM_URL=";
    private static final List<String> MADE =
            List.of(
                    ".shaduf",
                    "exports",
                    "warehouse.duckdb",
                    "warehouse.duckdb.wal",
                    "warehouse_out.duckdb",
                    "warehouse_out.duckdb.wal");

    /** Whether an earlier demo was made here. */
    boolean isDemo() {
        Path readme = directory.resolve("README.md");
        try {
            return Files.exists(directory.resolve("shaduf.yml"))
                    && Files.exists(readme)
                    && Files.readString(readme).contains("Made by `shaduf demo`");
        } catch (IOException e) {
            return false;
        }
    }

    /** Goes on only where a demo was made. */
    void require() {
        if (!isDemo()) {
            throw new ShadufException(
                    Failure.NOT_FOUND,
                    "There is no demo in " + directory + ".",
                    "shaduf demo makes one.");
        }
    }

    /** Begins anew: an earlier demo forgets what it did; anything else is left alone. */
    void clear() {
        try {
            if (isDemo()) {
                for (String name : MADE) {
                    delete(directory.resolve(name));
                }
            } else if (Files.exists(directory) && !isEmpty(directory)) {
                throw new ShadufException(
                        Failure.WRONG_SETTING,
                        directory + " is not empty, and no demo made it.",
                        "Choose another directory: shaduf demo DIR");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A CRM at that port, or at any where it is taken. */
    static StandInCrm crm(int port) {
        StandInCrm.Settings usual = StandInCrm.Settings.standard();
        try {
            return StandInCrm.start(settings(port, usual.latency(), usual.requestsPerSecond()));
        } catch (UncheckedIOException e) {
            return StandInCrm.start(settings(0, usual.latency(), usual.requestsPerSecond()));
        }
    }

    /** The CRM at the address that the project's {@code .env} names. */
    StandInCrm crmAgain() {
        try {
            for (String line : Files.readAllLines(directory.resolve(".env"))) {
                if (line.startsWith(URL)) {
                    int port = URI.create(line.substring(URL.length())).getPort();
                    StandInCrm.Settings usual = StandInCrm.Settings.standard();
                    return StandInCrm.start(
                            settings(port, usual.latency(), usual.requestsPerSecond()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new ShadufException(
                Failure.NOT_FOUND,
                "The .env in " + directory + " names no CRM_URL.",
                "shaduf demo makes it anew.");
    }

    private static StandInCrm.Settings settings(int port, Duration latency, int perSecond) {
        return new StandInCrm.Settings(port, TOKEN, perSecond, latency);
    }

    String token() {
        return TOKEN;
    }
}
