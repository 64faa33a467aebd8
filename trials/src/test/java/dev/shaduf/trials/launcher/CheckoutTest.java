package dev.shaduf.trials.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.launcher.Script.Ended;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** In a checkout the launcher builds what is missing or stale, and says why when it cannot. */
class CheckoutTest {

    private static final String BUILDS =
            """
            echo "[INFO] Building cli 0.1 [8/8]"
            mkdir -p "$root/cli/target/shaduf/lib"
            echo "-version" > "$root/cli/target/shaduf/lib/jvm.options"
            echo built >> "$root/builds"
            """;

    @TempDir private Path directory;
    private Path checkout;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Files.createDirectories(directory.resolve("a checkout"));
        Files.copy(
                Path.of("..", "shaduf"),
                checkout.resolve("shaduf"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.createDirectories(checkout.resolve("engine/src/main/java"));
        Files.writeString(checkout.resolve("engine/src/main/java/A.java"), "class A {}");
        Files.createDirectories(directory.resolve("bin"));
        setBack(checkout);
    }

    @Test
    void buildsOnceAndAgainWhenASourceIsNewer() throws Exception {
        maven(BUILDS);

        assertThat(start().exit()).isZero();
        assertThat(start().exit()).isZero();
        assertThat(builds()).isEqualTo(1);

        Path source = checkout.resolve("engine/src/main/java/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(start().err()).contains("the sources have changed").contains("building cli");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws Exception {
        maven("sleep 1\n" + BUILDS);
        var other = new Ended[1];
        var thread = Thread.ofPlatform().start(() -> other[0] = startQuietly());

        assertThat(start().exit()).isZero();
        thread.join(Duration.ofSeconds(60));

        assertThat(other[0].exit()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void theLockOfAProcessThatIsGoneIsTakenOver() throws Exception {
        maven(BUILDS);
        Files.createDirectories(checkout.resolve("cli/target"));
        Files.createSymbolicLink(checkout.resolve("cli/target/build.lock"), Path.of("999999999"));

        assertThat(start().exit()).isZero();
        assertThat(checkout.resolve("cli/target/build.lock")).doesNotExist();
    }

    @Test
    void aFailureShowsItsLastLinesAndTheLikelyCause() throws Exception {
        maven("echo '[ERROR] Could not transfer artifact x:y:1'; exit 1\n");

        var ended = start();

        assertThat(ended.exit()).isEqualTo(70);
        assertThat(ended.err())
                .contains("[ERROR] Could not transfer artifact x:y:1")
                .contains("Likely cause: Maven could not fetch");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void aFullDiskIsNamed() throws Exception {
        maven("echo '[ERROR] No space left on device'; exit 1\n");

        assertThat(start().err()).contains("Likely cause: the disk is full");
    }

    private Ended start() throws IOException, InterruptedException {
        String path = directory.resolve("bin") + ":/usr/bin:/bin";
        return Script.run(checkout.resolve("shaduf"), Map.of("PATH", path), "version");
    }

    private Ended startQuietly() {
        try {
            return start();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void maven(String script) throws IOException {
        Path mvn = directory.resolve("bin/mvn");
        Files.writeString(mvn, "#!/bin/sh\nroot='" + checkout + "'\n" + script);
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private long builds() throws IOException {
        return Files.readAllLines(checkout.resolve("builds")).size();
    }

    private static void setBack(Path tree) throws IOException {
        var anHourAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        try (var files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, anHourAgo);
            }
        }
    }
}
