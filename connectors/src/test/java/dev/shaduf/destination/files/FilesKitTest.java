package dev.shaduf.destination.files;

import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.json.Json;
import dev.shaduf.testkit.destination.DestinationKit;
import dev.shaduf.testkit.destination.Stand;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** What every destination keeps to, kept by a file of JSON lines. */
class FilesKitTest implements DestinationKit {

    @Override
    public Stand stand() {
        try {
            return new FileStand(Files.createTempDirectory("files-destination"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record FileStand(Path project) implements Stand {

        @Override
        public Destination open() {
            return new Exports(project).open();
        }

        @Override
        public String object() {
            return "people.jsonl";
        }

        @Override
        public Json.@Nullable Obj held(OutRow row) {
            Json email = Json.parse(row.match().getFirst());
            return lines().stream()
                    .map(line -> (Json.Obj) Json.parse(line))
                    .filter(line -> email.equals(line.get("email")))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public long size() {
            return lines().size();
        }

        private List<String> lines() {
            Path file = new Exports(project).path(object());
            try {
                return Files.exists(file) ? Files.readAllLines(file) : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try (var files = Files.walk(project)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
