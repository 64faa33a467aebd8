package dev.shaduf.destination.postgres;

import dev.shaduf.destination.tables.Database;
import dev.shaduf.destination.tables.Fault;
import dev.shaduf.destination.tables.Layout;
import dev.shaduf.destination.tables.RowReader;
import dev.shaduf.destination.tables.Stage;
import dev.shaduf.destination.tables.Table;
import dev.shaduf.spi.destination.OutRow;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A temporary table with the types of the user's columns, filled by COPY. */
final class PostgresStage implements Stage {

    private static final Pattern LINE = Pattern.compile("COPY \\S+, line (\\d+)");
    private static final int PACKET = 1 << 16;

    /** As many rows tell cheaply whether a table may know none of a batch. */
    private static final int FIRST = 1_000;

    private final Database database;
    private final Connection connection;
    private final RowReader reader;
    private final CopyRow row;
    private final String stage;
    private final String table;
    private final BitSet full = new BitSet();
    private List<BitSet> sets = new ArrayList<>();
    private byte[] packet = new byte[2 * PACKET];

    private PostgresStage(Database database, Connection connection, Layout layout) {
        List<Table.Column> columns = layout.columns();
        this.database = database;
        this.connection = connection;
        this.reader = new RowReader(layout.match().size(), layout.names());
        this.row = new CopyRow(columns);
        this.stage = "COPY " + NAME + " FROM STDIN";
        StringJoiner names = new StringJoiner(", ", " (", ")");
        columns.forEach(column -> names.add(database.quote(column.name())));
        this.table = "COPY " + database.quote(layout.table().name()) + names + " FROM STDIN";
        full.set(0, columns.size());
    }

    static PostgresStage make(Database database, Connection connection, Layout layout)
            throws SQLException {
        StringJoiner columns = new StringJoiner(", ");
        columns.add("0 AS n").add("0 AS s");
        List<Table.Column> all = layout.columns();
        for (int i = 0; i < all.size(); i++) {
            columns.add("t." + database.quote(all.get(i).name()) + " AS c" + i);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TEMPORARY TABLE "
                            + NAME
                            + " AS SELECT "
                            + columns
                            + " FROM "
                            + database.quote(layout.table().name())
                            + " t WITH NO DATA");
        }
        return new PostgresStage(database, connection, layout);
    }

    @Override
    public String value(int column) {
        return "s.c" + column;
    }

    @Override
    public Load load(List<OutRow> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP INDEX IF EXISTS shaduf_batch_n; TRUNCATE " + NAME);
        }
        sets = new ArrayList<>();
        Map<Integer, String> refused = new TreeMap<>();
        int window = rows.size();
        int at = 0;
        while (at < rows.size()) {
            int end = Math.min(rows.size(), at + window);
            int guilty = copied(rows, at, end, refused);
            if (guilty < 0) {
                at = end;
                window = Math.min(rows.size(), 4 * window);
            } else {
                window = Math.max(1, (guilty - at) / 2);
                copied(rows, at, guilty, refused);
                at = guilty + 1;
            }
        }
        return new Load(sets, refused);
    }

    /**
     * Copies rows from one place to another; the place of the row that made it fail (and is refused
     * now), or -1.
     */
    private int copied(List<OutRow> rows, int from, int to, Map<Integer, String> refused)
            throws SQLException {
        List<Integer> sent = new ArrayList<>();
        try {
            copy(rows, from, to, refused, sent);
            return -1;
        } catch (SQLException e) {
            Fault fault = database.fault(e);
            String where = PostgresFaults.where(e);
            Matcher line = LINE.matcher(where == null ? "" : where);
            if (fault.kind() != Fault.Kind.ROW || !line.find()) {
                throw e;
            }
            int guilty = sent.get(Integer.parseInt(line.group(1)) - 1);
            refused.put(guilty, fault.message());
            return guilty;
        }
    }

    private void copy(
            List<OutRow> rows, int from, int to, Map<Integer, String> refused, List<Integer> sent)
            throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(stage);
        try {
            int size = 0;
            for (int i = from; i < to; i++) {
                String refusal = read(rows.get(i));
                if (refusal != null) {
                    refused.put(i, refusal);
                    continue;
                }
                sent.add(i);
                size = prefixed(i, set(), size);
                size = row.write(packet, size);
                packet[size++] = '\n';
                size = flushed(copy, size, PACKET);
            }
            flushed(copy, size, 1);
            copy.endCopy();
        } finally {
            cancel(copy);
        }
    }

    @Override
    public boolean straight(List<OutRow> rows) throws SQLException {
        int first = Math.min(FIRST, rows.size());
        return copied(rows.subList(0, first))
                && (first == rows.size() || copied(rows.subList(first, rows.size())));
    }

    private boolean copied(List<OutRow> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table);
        try {
            int size = 0;
            for (OutRow next : rows) {
                if (read(next) != null || !row.present().equals(full)) {
                    return false;
                }
                room(size + row.longest() + 1);
                size = row.write(packet, size);
                packet[size++] = '\n';
                size = flushed(copy, size, PACKET);
            }
            flushed(copy, size, 1);
            copy.endCopy();
            return true;
        } finally {
            cancel(copy);
        }
    }

    private @Nullable String read(OutRow next) {
        row.clear();
        try {
            reader.read(next, row);
            return row.refusal();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int set() {
        for (int i = 0; i < sets.size(); i++) {
            if (sets.get(i).equals(row.present())) {
                return i;
            }
        }
        sets.add((BitSet) row.present().clone());
        return sets.size() - 1;
    }

    private int prefixed(int place, int set, int size) {
        room(size + row.longest() + 32);
        int at = digits(place, size);
        packet[at++] = '\t';
        at = digits(set, at);
        packet[at++] = '\t';
        return at;
    }

    private int digits(int number, int at) {
        String text = Integer.toString(number);
        for (int i = 0; i < text.length(); i++) {
            packet[at + i] = (byte) text.charAt(i);
        }
        return at + text.length();
    }

    private void room(int need) {
        if (need > packet.length) {
            packet = java.util.Arrays.copyOf(packet, Math.max(need, 2 * packet.length));
        }
    }

    private int flushed(CopyIn copy, int size, int least) throws SQLException {
        if (size < least) {
            return size;
        }
        copy.writeToCopy(packet, 0, size);
        return 0;
    }

    private static void cancel(CopyIn copy) throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    /** Values have the types of their columns already when they are staged. */
    @Override
    public Map<Integer, String> guilty() {
        return Map.of();
    }
}
