package dev.shaduf.cli;

import dev.shaduf.spi.json.Json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The variables that a project's files name, compared between two processes by their digests. */
final class Variables {

    private static final Pattern NAMED = Pattern.compile("(?<!\\$)\\$\\{([A-Za-z_][A-Za-z0-9_]*)");
    private static final int DEPTH = 2;

    private final Path project;

    Variables(Path project) {
        this.project = project;
    }

    /** By name the SHA-256 of each value; "" for one that is not set. */
    Json.Obj digests(Map<String, String> environment) {
        Json.Obj all = Json.object();
        for (String name : names()) {
            all = all.with(name, digest(environment.get(name)));
        }
        return all;
    }

    /** Those whose value is another here. */
    List<String> differing(Json.Obj there, Map<String, String> here) {
        return there.members().entrySet().stream()
                .filter(each ->
                        !Objects.equals(each.getValue().asText(), digest(here.get(each.getKey()))))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(project, DEPTH)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yml")).toList()) {
                Matcher matcher = NAMED.matcher(Files.readString(file));
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
        } catch (IOException e) {
            return names;
        }
        return names;
    }

    private static String digest(@org.jspecify.annotations.Nullable String value) {
        if (value == null) {
            return "";
        }
        try {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
