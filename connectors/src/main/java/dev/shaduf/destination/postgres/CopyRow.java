package dev.shaduf.destination.postgres;

import dev.shaduf.destination.tables.Cell;
import dev.shaduf.destination.tables.RowReader;
import dev.shaduf.destination.tables.Table;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Years;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/**
 * The cells of one row as the text of a COPY, in UTF-8 with its escapes. The same object takes the
 * next row. Not shared between threads.
 */
final class CopyRow implements RowReader.Sink {

    private static final byte[] NULL = {'\\', 'N'};

    /** How a column takes a JSON value. */
    private enum Form {
        TEXT,
        JSON,
        BYTES,
        ARRAY,
        TIME
    }

    private final List<Table.Column> columns;
    private final Form[] forms;
    private final int[] from;
    private final int[] to;
    private final BitSet present = new BitSet();
    private byte[] bytes = new byte[4096];
    private int size;
    private @Nullable String refusal;

    CopyRow(List<Table.Column> columns) {
        this.columns = columns;
        this.forms = columns.stream().map(column -> form(column.type())).toArray(Form[]::new);
        this.from = new int[forms.length];
        this.to = new int[forms.length];
    }

    private static Form form(String type) {
        return switch (type) {
            case "json", "jsonb" -> Form.JSON;
            case "bytea" -> Form.BYTES;
            default ->
                    type.endsWith("[]")
                            ? Form.ARRAY
                            : type.equals("date") || type.startsWith("timestamp")
                                    ? Form.TIME
                                    : Form.TEXT;
        };
    }

    /** Forgets the row. */
    void clear() {
        present.clear();
        size = 0;
        refusal = null;
    }

    /** Which columns the row has. */
    BitSet present() {
        return present;
    }

    /** Why the row cannot be stored, or null. */
    @Nullable String refusal() {
        return refusal;
    }

    /** The most bytes that {@link #write} writes. */
    int longest() {
        return size + 3 * forms.length;
    }

    /** Writes all cells with tabs between them; absent ones as null. Gives the place after them. */
    int write(byte[] out, int at) {
        int place = at;
        for (int i = 0; i < forms.length; i++) {
            if (i > 0) {
                out[place++] = '\t';
            }
            if (present.get(i) && from[i] >= 0) {
                System.arraycopy(bytes, from[i], out, place, to[i] - from[i]);
                place += to[i] - from[i];
            } else {
                out[place++] = NULL[0];
                out[place++] = NULL[1];
            }
        }
        return place;
    }

    @Override
    public void cell(int column, Cell cell) {
        present.set(column);
        if (cell.kind() == Cell.Kind.NULL) {
            from[column] = -1;
            return;
        }
        from[column] = size;
        switch (forms[column]) {
            case TEXT -> put(column, cell.chars(), cell.offset(), cell.length());
            case JSON -> put(column, cell.json());
            case BYTES -> put(column, hex(column, cell));
            case ARRAY -> put(column, array(column, cell));
            case TIME -> time(column, cell);
        }
        to[column] = size;
    }

    private void time(int column, Cell cell) {
        char first = cell.length() == 0 ? ' ' : cell.chars()[cell.offset()];
        if (first == '-' || first == '0') {
            put(column, Years.forPostgres(String.valueOf(cell.text())));
        } else {
            put(column, cell.chars(), cell.offset(), cell.length());
        }
    }

    private void put(int column, @Nullable String text) {
        if (text != null) {
            put(column, text.toCharArray(), 0, text.length());
        }
    }

    private void put(int column, char[] chars, int offset, int length) {
        int need = size + 3 * length + 8;
        if (need > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(need, 2 * bytes.length));
        }
        byte[] out = bytes;
        int at = size;
        for (int i = offset; i < offset + length; i++) {
            char c = chars[i];
            if (c >= 0x80) {
                size = at;
                i = wide(column, chars, i, offset + length);
                at = size;
            } else if (c > '\\' || (c > '\r' && c != '\\')) {
                out[at++] = (byte) c;
            } else {
                at = escaped(column, c, at);
            }
        }
        size = at;
    }

    private int escaped(int column, char c, int at) {
        char letter =
                switch (c) {
                    case '\t' -> 't';
                    case '\n' -> 'n';
                    case '\r' -> 'r';
                    case '\\' -> '\\';
                    default -> 0;
                };
        if (c == 0) {
            refuse(column, "holds the character U+0000, which PostgreSQL cannot store");
        } else if (letter == 0) {
            bytes[at] = (byte) c;
            return at + 1;
        } else {
            bytes[at] = '\\';
            bytes[at + 1] = (byte) letter;
            return at + 2;
        }
        return at;
    }

    /** Writes one character of more than one byte; gives the place of its last unit. */
    private int wide(int column, char[] chars, int i, int end) {
        char c = chars[i];
        if (!Character.isSurrogate(c)) {
            if (c < 0x800) {
                bytes[size++] = (byte) (0xC0 | c >> 6);
            } else {
                bytes[size++] = (byte) (0xE0 | c >> 12);
                bytes[size++] = (byte) (0x80 | c >> 6 & 0x3F);
            }
            bytes[size++] = (byte) (0x80 | c & 0x3F);
            return i;
        }
        if (!Character.isHighSurrogate(c)
                || i + 1 == end
                || !Character.isLowSurrogate(chars[i + 1])) {
            refuse(column, "holds half a character (a lone surrogate), which is not text");
            return i;
        }
        byte[] four = new String(chars, i, 2).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(four, 0, bytes, size, four.length);
        size += four.length;
        return i + 1;
    }

    private @Nullable String hex(int column, Cell cell) {
        try {
            byte[] decoded = Base64.getDecoder().decode(String.valueOf(cell.text()));
            return "\\x" + HexFormat.of().formatHex(decoded);
        } catch (IllegalArgumentException e) {
            refuse(column, "is not base64, as binary values are written");
            return null;
        }
    }

    private @Nullable String array(int column, Cell cell) {
        if (cell.kind() != Cell.Kind.NESTED) {
            return cell.text();
        }
        if (Json.parse(String.valueOf(cell.text())) instanceof Json.Arr list) {
            boolean json = columns.get(column).type().startsWith("json");
            return literal(list, json, new StringBuilder()).toString();
        }
        refuse(column, "is an object where an array is expected");
        return null;
    }

    private static StringBuilder literal(Json.Arr list, boolean json, StringBuilder out) {
        out.append('{');
        String comma = "";
        for (Json item : list.items()) {
            out.append(comma);
            comma = ",";
            if (item instanceof Json.Arr inner && !json) {
                literal(inner, false, out);
            } else if (item instanceof Json.Null) {
                out.append("NULL");
            } else {
                String text = json ? item.toString() : String.valueOf(item.asText());
                out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\""));
                out.append('"');
            }
        }
        return out.append('}');
    }

    private void refuse(int column, String what) {
        if (refusal == null) {
            refusal = "the value of " + columns.get(column).name() + " " + what;
        }
    }
}
