package dev.shaduf.demo.people;

import dev.shaduf.demo.CsvFile;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The visitors of a website: a row for each device and name that was there, with when. For one
 * thread.
 */
final class VisitFile implements Traffic, Closeable {

    private static final String HEADER = "id,anonymous_id,user_id,email,first_at,last_at";

    private final CsvFile file;
    private final long closing;
    private final Map<Row, long[]> seen = new LinkedHashMap<>();
    private long rows;

    private record Row(String cookie, @Nullable String userId, @Nullable String email) {}

    VisitFile(Path path, long closing) throws IOException {
        this.file = new CsvFile(path, HEADER);
        this.closing = closing;
    }

    long rows() {
        return rows;
    }

    @Override
    public void add(Visitor visitor, String type, @Nullable String email, long at) {
        if (at < closing) {
            long[] span =
                    seen.computeIfAbsent(
                            new Row(visitor.cookie(), visitor.userId(), email),
                            row -> new long[] {at, at});
            span[0] = Math.min(span[0], at);
            span[1] = Math.max(span[1], at);
        }
    }

    /** Writes who was there since this was last called; gives how many rows. */
    int settle() throws IOException {
        for (Map.Entry<Row, long[]> each : seen.entrySet()) {
            rows++;
            file.id('v', rows)
                    .text(each.getKey().cookie())
                    .text(each.getKey().userId())
                    .text(each.getKey().email())
                    .time(each.getValue()[0])
                    .time(each.getValue()[1])
                    .end();
        }
        int written = seen.size();
        seen.clear();
        return written;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
