package dev.shaduf.destination.files;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Target.TypedField;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A directory of exports and syncs into it. */
final class Exports {

    private final Path project;
    private long run = 41;

    Exports(Path project) {
        this.project = project;
    }

    Path path(String file) {
        return project.resolve("exports").resolve(file);
    }

    String text(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(String file, String text) {
        try {
            Files.createDirectories(path(file).getParent());
            Files.writeString(path(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> list() {
        try (var files = Files.list(project.resolve("exports"))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Destination open() {
        return new FilesDestination()
                .open(
                        new Settings(
                                "destination exports",
                                new Json.Obj(Map.of("path", Json.of("exports/")))),
                        new DestinationType.Context(
                                "exports", project, project.resolve("tmp"), new Names()));
    }

    /** Replaces {@code {{ name }}} and knows nothing else. */
    private record Names() implements Templates {
        @Override
        public Template compile(String source) {
            return new Template() {
                @Override
                public String render(Json.Obj variables) {
                    String text = source;
                    for (var variable : variables.members().entrySet()) {
                        String value = String.valueOf(variable.getValue().asText());
                        text = text.replace("{{ " + variable.getKey() + " }}", value);
                    }
                    return text;
                }

                @Override
                public Set<String> variables() {
                    return source.contains("nonsense") ? Set.of("nonsense") : Set.of("run_id");
                }
            };
        }
    }

    Writer writer(String object, Mode mode) {
        return writer(open(), object, mode);
    }

    private Writer writer(Destination destination, String object, Mode mode) {
        return destination.writer(
                new Target(
                        "kit",
                        ++run,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        object,
                        mode,
                        List.of(field("id", Kind.INTEGER, "BIGINT")),
                        List.of(
                                field("name", Kind.TEXT, "VARCHAR"),
                                field("total", Kind.DECIMAL, "DECIMAL(38,10)"),
                                field("seen", Kind.TIMESTAMP, "TIMESTAMP WITH TIME ZONE"),
                                field("tags", Kind.JSON, "VARCHAR[]")),
                        false));
    }

    private static TypedField field(String name, Kind kind, String type) {
        return new TypedField(name, new Type(kind, type, kind == Kind.DECIMAL ? 10 : 0));
    }

    /** Rows as {@code id:fields}. */
    static Batch batch(Action action, String... rows) {
        List<OutRow> all = new ArrayList<>();
        for (String row : rows) {
            int colon = row.indexOf(':');
            String fields = row.substring(colon + 1);
            String id = row.substring(0, colon);
            all.add(new OutRow(all.size() + 1L, id, List.of(id), fields.isEmpty() ? null : fields));
        }
        return new Batch(action, all, "key");
    }

    /** A whole run: {@code done} or {@code refused: why} for each row. */
    List<String> send(String object, Mode mode, Action action, String... rows) {
        Batch batch = batch(action, rows);
        try (Writer writer = writer(object, mode)) {
            Answer.Pending pending = (Answer.Pending) writer.send(batch);
            writer.finish();
            Answer.Rows answer = (Answer.Rows) writer.poll(pending.job(), batch);
            return answer.results().stream()
                    .map(result ->
                            result instanceof RowResult.Refused(var reason)
                                    ? "refused: " + reason.text()
                                    : "done")
                    .toList();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
