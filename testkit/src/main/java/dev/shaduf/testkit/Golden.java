package dev.shaduf.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares text with a file of the sources that shows what is expected, such as the statements of a
 * dialect. With {@code -Dgolden.update=true} the file is written instead, to be read in the diff.
 */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /** Compares with {@code src/test/resources/golden/<name>} of the module under test. */
    public static void matches(String name, String actual) {
        matches(FOLDER.resolve(name), actual);
    }

    static void matches(Path file, String actual) {
        String text = actual.endsWith("\n") ? actual : actual + "\n";
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, text);
            }
            String expected = Files.exists(file) ? Files.readString(file) : "";
            assertThat(text)
                    .as("%s; if this is meant, run again with -Dgolden.update=true", file)
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
