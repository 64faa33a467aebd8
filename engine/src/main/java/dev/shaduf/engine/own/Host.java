package dev.shaduf.engine.own;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The name of this machine, as leases write it down. */
public final class Host {

    private static final Path FILE = Path.of("/proc/sys/kernel/hostname");
    private static final String NAME = find();

    private Host() {}

    /** The name. */
    public static String name() {
        return NAME;
    }

    private static String find() {
        try {
            return Files.readString(FILE).strip();
        } catch (IOException e) {
            String name = System.getenv("HOSTNAME");
            return Objects.requireNonNullElse(name, System.getProperty("user.name") + "'s machine");
        }
    }
}
