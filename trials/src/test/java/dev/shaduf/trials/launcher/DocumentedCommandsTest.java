package dev.shaduf.trials.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every command that a document names is there and has a help. */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path LAUNCHER = ROOT.resolve("cli/target/shaduf/bin/shaduf");
    private static final Pattern COMMAND = Pattern.compile("(?:\\./|`)shaduf ([a-z]+)");

    @TestFactory
    Stream<DynamicTest> commandsOfTheDocumentsAreThere() throws IOException {
        Assumptions.assumeTrue(Files.exists(LAUNCHER), "nothing is packaged: run mvn verify");
        return named().stream()
                .map(command -> DynamicTest.dynamicTest(command, () -> hasHelp(command)));
    }

    private static void hasHelp(String command) throws Exception {
        var ended = Script.run(LAUNCHER, Map.of(), command, "--help");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).contains("shaduf " + command);
        assertThat(ended.exit()).isZero();
    }

    private static TreeSet<String> named() throws IOException {
        var found = new TreeSet<String>();
        for (Path file : documents()) {
            COMMAND.matcher(Files.readString(file)).results().forEach(m -> found.add(m.group(1)));
        }
        return found;
    }

    private static List<Path> documents() throws IOException {
        var found = new ArrayList<Path>();
        for (String directory : List.of(".", "docs")) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(ROOT.resolve(directory), "*.md")) {
                files.forEach(found::add);
            }
        }
        return found;
    }
}
