package dev.shaduf.trials.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the build laid out starts from wherever it is copied to. */
class InstalledTest {

    private static final Path BUILT = Path.of("..", "cli", "target", "shaduf").toAbsolutePath();

    @TempDir private Path directory;
    private Path home;

    @BeforeEach
    void install() throws IOException {
        Assumptions.assumeTrue(Files.exists(BUILT), "nothing is packaged: run mvn verify");
        home = directory.resolve("with a space");
        try (Stream<Path> files = Files.walk(BUILT)) {
            for (Path file : files.toList()) {
                Path copy = home.resolve(BUILT.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (!file.toString().contains("libduckdb")) {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    @Test
    void versionIsAnsweredAndNothingElseIsSaid() throws Exception {
        var ended = Script.run(home.resolve("bin/shaduf"), Map.of(), "version");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).startsWith("shaduf ").contains("DuckDB").contains("PostgreSQL");
        assertThat(ended.exit()).isZero();
    }

    @Test
    void startsThroughSymbolicLinks() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("s"), home.resolve("bin/shaduf"));

        assertThat(Script.run(link, Map.of(), "version").exit()).isZero();
    }

    @Test
    void aDamagedCacheOfClassesIsSilent() throws Exception {
        Files.writeString(home.resolve("lib/shaduf.aot"), "not a cache");

        var ended = Script.run(home.resolve("bin/shaduf"), Map.of(), "version");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.exit()).isZero();
    }

    @Test
    void aMissingCacheOfClassesIsSilent() throws Exception {
        Files.deleteIfExists(home.resolve("lib/shaduf.aot"));

        var ended = Script.run(home.resolve("bin/shaduf"), Map.of(), "version");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.exit()).isZero();
    }

    @Test
    void optionsOfTheEnvironmentReachTheJvm() throws Exception {
        var options = Map.of("JDK_JAVA_OPTIONS", "-Xmx1t -XX:NoSuchOption=1");

        var ended = Script.run(home.resolve("bin/shaduf"), options, "version");

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.err()).contains("NoSuchOption");
    }

    @Test
    void aServerHasACollectorThatLetsCallersGoOn() throws Exception {
        assertThat(collector("serve", "--help")).isEqualTo("UseG1GC");
        assertThat(collector("version")).isEqualTo("UseSerialGC");
    }

    @Test
    void optionsOfTheEnvironmentWinOverOurs() throws Exception {
        assertThat(flags("", "serve", "--help")).contains("MaxHeapSize = 1073741824 ");
        assertThat(flags("-Xmx256m", "serve", "--help")).contains("MaxHeapSize = 268435456 ");
        assertThat(flags("-Xmx256m", "version")).contains("MaxHeapSize = 268435456 ");
        assertThat(flags("-XX:+UseParallelGC", "serve", "--help"))
                .contains("UseParallelGC = true ")
                .contains("UseG1GC = false ")
                .contains("UseSerialGC = false ");
    }

    private String collector(String... command) throws Exception {
        return flags("", command)
                .lines()
                .filter(line -> line.matches("bool Use(Serial|Parallel|G1|Z)GC = true .*"))
                .map(line -> line.split(" ")[1])
                .collect(Collectors.joining(" "));
    }

    /** The options that the JVM has in the end, one a line, where the environment has some. */
    private String flags(String own, String... command) throws Exception {
        var options = Map.of("JDK_JAVA_OPTIONS", ("-XX:+PrintFlagsFinal " + own).strip());
        return Script.run(home.resolve("bin/shaduf"), options, command)
                .out()
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void nativeLibrariesLieBesideTheirJars() throws IOException {
        try (Stream<Path> files = Files.list(BUILT.resolve("lib"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("libduckdb_java.so_"))
                    .anyMatch(name -> name.startsWith("libsqlitejdbc."));
        }
    }
}
