package dev.shaduf.demo.people;

import dev.shaduf.demo.CsvFile;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a website's visitors did, in the layout of an event source's table {@code events}. A record
 * is what those with one user id, anonymous id and address did; that of a shared device belongs to
 * who did most. For one thread.
 */
final class EventFile implements Traffic, Closeable {

    private static final String HEADER =
            "id,type,event,user_id,anonymous_id,timestamp,received_at,payload";

    private final CsvFile file;
    private final Truth truth;
    private final long closing;
    private final Map<String, TreeMap<Long, Integer>> seen = new LinkedHashMap<>();
    private long rows;
    private long records;

    EventFile(Path directory, Truth truth, long closing) throws IOException {
        this.file = new CsvFile(directory.resolve("website_events.csv"), HEADER);
        this.truth = truth;
        this.closing = closing;
    }

    long rows() {
        return rows;
    }

    long records() {
        return records;
    }

    @Override
    public void add(Visitor visitor, String type, @Nullable String email, long at)
            throws IOException {
        if (at >= Math.min(closing, visitor.person().until())) {
            return;
        }
        rows++;
        String event = type.equals("track") ? "Product Viewed" : null;
        file.id('e', rows)
                .text(type)
                .text(event)
                .text(visitor.userId())
                .text(visitor.cookie())
                .time(at)
                .time(at)
                .text(payload(type, email))
                .end();
        String key =
                "[%s,%s,%s]".formatted(json(visitor.userId()), json(visitor.cookie()), json(email));
        seen.computeIfAbsent(key, k -> new TreeMap<>())
                .merge(visitor.person().number(), 1, Integer::sum);
    }

    private static String payload(String type, @Nullable String email) {
        String start = "{\"type\":\"" + type + "\"";
        return email == null ? start + "}" : start + ",\"traits\":{\"email\":\"" + email + "\"}}";
    }

    private static String json(@Nullable String text) {
        return text == null ? "null" : '"' + text + '"';
    }

    /** Says whose the records are; nobody who comes later has one of them. */
    void settle() throws IOException {
        for (Map.Entry<String, TreeMap<Long, Integer>> record : seen.entrySet()) {
            long most = 0;
            int times = 0;
            for (Map.Entry<Long, Integer> person : record.getValue().entrySet()) {
                if (person.getValue() > times) {
                    most = person.getKey();
                    times = person.getValue();
                }
            }
            records++;
            truth.says("website", record.getKey(), most);
        }
        seen.clear();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
