package dev.shaduf.testkit;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.util.Arrays;

/**
 * What a test needs of the machine. Where it is absent the test is skipped, visibly; where {@code
 * -Dshaduf.require=postgres,…} or the environment's {@code SHADUF_REQUIRE} names it, it fails.
 */
public final class Needs {

    private Needs() {}

    /** Goes on only where {@code there}; {@code otherwise} says what is missing. */
    public static void met(String name, boolean there, String otherwise) {
        if (there) {
            return;
        }
        if (required(name)) {
            Assertions.fail("'" + name + "' is required here: " + otherwise);
        }
        Assumptions.abort("needs '" + name + "': " + otherwise);
    }

    private static boolean required(String name) {
        String fromEnvironment = System.getenv().getOrDefault("SHADUF_REQUIRE", "");
        String names = System.getProperty("shaduf.require", fromEnvironment);
        return Arrays.stream(names.split(",")).map(String::strip).anyMatch(name::equals);
    }
}
