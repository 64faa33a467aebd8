package dev.shaduf.source.files;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;
import dev.shaduf.spi.sql.Type;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads JSON into {@code raw}: one object a row, numbers with the digits they were written with.
 */
final class JsonRaw {

    private enum Seen {
        STRING,
        NUMBER,
        BOOLEAN,
        NESTED
    }

    private final FileTable table;
    private final Path project;
    private final List<FileStamp> files;
    private final BadLines bad;
    private final List<Set<Seen>> seen = new ArrayList<>();
    private final RawTable raw;

    JsonRaw(Bench bench, FileTable table, Path project, List<FileStamp> files, BadLines bad)
            throws SQLException {
        this.table = table;
        this.project = project;
        this.files = files;
        this.bad = bad;
        this.raw = new RawTable(bench);
    }

    /** Fills {@code raw} and gives its columns. */
    List<RawColumn> read() throws IOException, SQLException {
        try (raw) {
            for (int i = 0; i < files.size(); i++) {
                file(i);
            }
        }
        List<RawColumn> columns = new ArrayList<>();
        for (int i = 0; i < raw.columns().size(); i++) {
            columns.add(new RawColumn(raw.columns().get(i), content(i)));
        }
        return columns;
    }

    private RawColumn.Content content(int place) {
        Fixed fixed = table.fixed(raw.columns().get(place));
        if (fixed != null) {
            return new RawColumn.Content.Known(fixed.type());
        }
        Set<Seen> all = seen.get(place);
        if (all.equals(EnumSet.of(Seen.NUMBER)) || all.equals(EnumSet.of(Seen.BOOLEAN))) {
            return new RawColumn.Content.Bare();
        }
        if (all.equals(EnumSet.of(Seen.NESTED))) {
            return new RawColumn.Content.Known(TypeWords.JSON);
        }
        return all.isEmpty() || all.equals(EnumSet.of(Seen.STRING))
                ? new RawColumn.Content.Strings()
                : new RawColumn.Content.Known(TypeWords.TEXT);
    }

    private void file(int number) throws IOException, SQLException {
        String name = files.get(number).path();
        try (BufferedReader in = Text.open(project.resolve(name))) {
            if (table.format() == FileTable.Format.JSONL || !whole(in)) {
                lines(number, name, in);
            } else {
                document(number, name, in);
            }
        }
    }

    /** Whether a .json file is one document and not one object a line. */
    private static boolean whole(BufferedReader in) throws IOException {
        in.mark(1 << 16);
        char[] start = new char[(1 << 16) - 1];
        int n = Math.max(0, in.read(start));
        in.reset();
        String text = new String(start, 0, n).stripLeading();
        if (!text.startsWith("{")) {
            return true;
        }
        int end = text.indexOf('\n');
        if (end < 0) {
            return true;
        }
        try {
            Json.parse(text.substring(0, end));
            return false;
        } catch (JsonException e) {
            return true;
        }
    }

    private void lines(int number, String name, BufferedReader in)
            throws IOException, SQLException {
        long line = 0;
        for (String text = in.readLine(); text != null; text = in.readLine()) {
            line++;
            if (!text.isBlank()) {
                one(number, name, line, text);
            }
        }
    }

    private void one(int number, String name, long line, String text) throws SQLException {
        try {
            if (text.indexOf(Text.WRONG) >= 0) {
                bad.add(name, line, "it is not UTF-8", text);
                return;
            }
            String problem = row(number, Json.parse(text));
            if (problem != null) {
                bad.add(name, line, problem, text);
            }
        } catch (JsonException e) {
            bad.add(name, line, "it is not JSON: " + e.getMessage(), text);
        }
    }

    /** An array of objects, or one object: read as a whole. */
    private void document(int number, String name, BufferedReader in)
            throws IOException, SQLException {
        StringBuilder text = new StringBuilder();
        char[] block = new char[1 << 16];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            text.append(block, 0, n);
        }
        try {
            Json json = Json.parse(text.toString());
            List<Json> items = json instanceof Json.Arr(List<Json> all) ? all : List.of(json);
            for (Json item : items) {
                String problem = row(number, item);
                if (problem != null) {
                    bad.add(name, 0, problem, item.toString());
                }
            }
        } catch (JsonException e) {
            bad.add(name, 1, "it is not JSON: " + e.getMessage(), head(text));
        }
    }

    private static String head(StringBuilder text) {
        return text.substring(0, Math.min(200, text.length()));
    }

    /** Adds a row; gives what is wrong with it, or null. */
    private @Nullable String row(int number, Json json) throws SQLException {
        if (!(json instanceof Json.Obj object)) {
            return "it is not an object";
        }
        String problem = problem(object);
        if (problem != null) {
            return problem;
        }
        int[] places = new int[object.members().size()];
        int i = 0;
        for (String name : object.members().keySet()) {
            places[i++] = place(name);
        }
        @Nullable String[] values = new String[raw.columns().size()];
        i = 0;
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            int place = places[i++];
            note(place, member.getValue());
            values[place] = text(table.fixed(member.getKey()), member.getValue());
        }
        raw.add(number, values);
        return null;
    }

    private @Nullable String problem(Json.Obj object) {
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            Fixed fixed = table.fixed(member.getKey());
            String text = text(fixed, member.getValue());
            if (fixed != null && text != null && !fixed.takes(text)) {
                return "'%s' in '%s' is not of type %s"
                        .formatted(
                                text,
                                member.getKey(),
                                fixed.type().name().toLowerCase(Locale.ROOT));
            }
        }
        return null;
    }

    /** The value as it goes into the table; a string in a JSON column keeps its quotes. */
    private static @Nullable String text(@Nullable Fixed fixed, Json value) {
        boolean json = fixed != null && fixed.type().kind() == Type.Kind.JSON;
        return json && !(value instanceof Json.Null) ? value.toString() : value.asText();
    }

    private int place(String name) throws SQLException {
        int place = raw.place(name.isBlank() ? "column" : name);
        while (seen.size() <= place) {
            seen.add(EnumSet.noneOf(Seen.class));
        }
        return place;
    }

    private void note(int place, Json value) {
        switch (value) {
            case Json.Null n -> {}
            case Json.Bool b -> seen.get(place).add(Seen.BOOLEAN);
            case Json.Num n -> seen.get(place).add(Seen.NUMBER);
            case Json.Text t -> seen.get(place).add(Seen.STRING);
            case Json.Arr a -> seen.get(place).add(Seen.NESTED);
            case Json.Obj o -> seen.get(place).add(Seen.NESTED);
        }
    }
}
