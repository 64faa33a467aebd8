package dev.shaduf.testkit.tables;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Target.TypedField;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a test writes: rows are {@code match:fields}, both as JSON. Immutable.
 *
 * @param name tells batches of inserts apart; equal names are retries
 */
record Writing(
        String object,
        Mode mode,
        List<TypedField> match,
        List<TypedField> fields,
        boolean create,
        String name) {

    static Writing into(String object) {
        return new Writing(object, Mode.UPSERT, List.of(), List.of(), true, "");
    }

    Writing key(String column, String kind) {
        return new Writing(object, mode, with(match, column, kind), fields, create, name);
    }

    Writing field(String column, String kind) {
        return new Writing(object, mode, match, with(fields, column, kind), create, name);
    }

    Writing mode(Mode other) {
        return new Writing(object, other, match, fields, create, name);
    }

    Writing create(boolean whether) {
        return new Writing(object, mode, match, fields, whether, name);
    }

    Writing named(String other) {
        return new Writing(object, mode, match, fields, create, other);
    }

    private static List<TypedField> with(List<TypedField> fields, String column, String kind) {
        List<TypedField> all = new ArrayList<>(fields);
        all.add(
                new TypedField(
                        column,
                        switch (kind) {
                            case "INTEGER" -> Type.of(Kind.INTEGER, "BIGINT");
                            case "DECIMAL" -> new Type(Kind.DECIMAL, "DECIMAL(38,10)", 10);
                            case "TIMESTAMP" -> Type.of(Kind.TIMESTAMP, "TIMESTAMP WITH TIME ZONE");
                            case "TEXT" -> Type.of(Kind.TEXT, "VARCHAR");
                            default -> Type.of(Kind.valueOf(kind), kind);
                        }));
        return all;
    }

    /** Sends the rows in a run of their own: {@code done} or {@code refused: why} for each. */
    List<String> send(TableStand stand, Action action, String... rows) {
        Target target =
                new Target(
                        "kit",
                        7,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        object,
                        mode,
                        match,
                        fields,
                        create);
        List<OutRow> all = new ArrayList<>();
        for (String row : rows) {
            int colon = row.indexOf(":{");
            boolean bare = colon < 0;
            String key = bare ? row.substring(0, row.length() - 1) : row.substring(0, colon);
            String json = bare ? null : row.substring(colon + 1);
            all.add(new OutRow(all.size() + 1L, key, List.of(key), json));
        }
        String prefix = name.isEmpty() ? UUID.randomUUID().toString() : name;
        try (Destination destination = stand.open();
                Writer writer = destination.writer(target)) {
            List<String> results = new ArrayList<>();
            send(writer, action, all, prefix, results);
            writer.finish();
            return results;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void send(
            Writer writer, Action action, List<OutRow> rows, String key, List<String> results)
            throws InterruptedException {
        Answer answer = writer.send(new Batch(action, rows, key));
        switch (answer) {
            case Answer.Rows(var each, _, _) -> each.forEach(row -> results.add(shown(row)));
            case Answer.Refused(var reason) when rows.size() == 1 ->
                    results.add("refused: " + reason.text());
            case Answer.Refused _ -> {
                int half = rows.size() / 2;
                send(writer, action, rows.subList(0, half), key + "a", results);
                send(writer, action, rows.subList(half, rows.size()), key + "b", results);
            }
            default -> throw new AssertionError(answer.toString());
        }
    }

    private static String shown(RowResult result) {
        return switch (result) {
            case RowResult.Done _, RowResult.Accepted _ -> "done";
            case RowResult.Refused(var reason) -> "refused: " + reason.text();
            case RowResult.Again _, RowResult.Missing _ -> result.toString();
        };
    }
}
