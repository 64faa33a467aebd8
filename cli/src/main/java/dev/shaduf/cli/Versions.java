package dev.shaduf.cli;

import picocli.CommandLine.IVersionProvider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this build consists of; the build writes it down, so that no driver has to be asked. */
final class Versions implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Properties built = built();
        return new String[] {
            "shaduf      " + built.getProperty("shaduf"),
            "JDK         " + System.getProperty("java.vm.version"),
            "DuckDB      " + built.getProperty("duckdb"),
            "PostgreSQL  " + built.getProperty("postgresql") + " (driver)",
            "SQLite      " + built.getProperty("sqlite"),
        };
    }

    /** The version of the program alone. */
    static String program() {
        return String.valueOf(built().getProperty("shaduf"));
    }

    private static Properties built() {
        var properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
