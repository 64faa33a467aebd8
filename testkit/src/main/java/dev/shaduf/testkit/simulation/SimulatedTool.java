package dev.shaduf.testkit.simulation;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.ObjectType;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Writer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A tool that keeps records by match value and lines of inserts, and in which every call may go
 * wrong in the way its script says. What it holds is the truth that outcomes are held against.
 * Thread-safe: one call at a time.
 */
public final class SimulatedTool implements Destination {

    private final Map<String, String> records = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Answer> answered = new HashMap<>();
    private final Function<Batch, Fault> faults;
    private final Predicate<OutRow> bad;
    private final int batch;
    private final boolean honoursKeys;
    private final Set<String> ever = new HashSet<>();
    private final Set<String> unsaid = new HashSet<>();
    private @Nullable Mortal process;
    private long calls;

    /**
     * A tool.
     *
     * @param faults what goes wrong in each call
     * @param bad rows that are refused for good
     * @param batch the most rows of a call
     * @param honoursKeys whether a repeated idempotency key is answered without applying it again
     */
    public SimulatedTool(
            Function<Batch, Fault> faults, Predicate<OutRow> bad, int batch, boolean honoursKeys) {
        this.faults = faults;
        this.bad = bad;
        this.batch = batch;
        this.honoursKeys = honoursKeys;
    }

    /** A tool in which nothing goes wrong, and which does what it was asked once. */
    public static SimulatedTool faultless() {
        return new SimulatedTool(sent -> Fault.NONE, row -> false, 100, true);
    }

    /** What it holds: fields as JSON text by match values. */
    public synchronized Map<String, String> records() {
        return new LinkedHashMap<>(records);
    }

    /** Puts a record there that somebody else made. */
    public synchronized void hold(String match, String fields) {
        records.put(match, fields);
    }

    /** Every inserted line: match values and fields. */
    public synchronized List<String> lines() {
        return new ArrayList<>(lines);
    }

    /** Whether it ever held these fields under this match value. */
    public synchronized boolean everHeld(String match, String fields) {
        return ever.contains(match + fields);
    }

    /** Match values of records of which nobody was told that they were written. */
    public synchronized Set<String> unsaid() {
        return Set.copyOf(unsaid);
    }

    /** Crashes end this process instead of only being thrown. */
    public void crashes(Mortal mortal) {
        process = mortal;
    }

    private void crash(String place) {
        if (process != null) {
            process.die(place);
        }
        throw new Crash(place);
    }

    /** Calls that it saw. */
    public synchronized long calls() {
        return calls;
    }

    @Override
    public void check() {}

    @Override
    public ObjectType object(String name, boolean connect) {
        return new ObjectType(name, EnumSet.allOf(Mode.class), null, List.of(), true);
    }

    @Override
    public Writer writer(Target target) {
        return new ToolWriter();
    }

    @Override
    public synchronized void clear(String object) {
        records.clear();
    }

    @Override
    public void close() {}

    private synchronized Answer answer(Batch sent) {
        if (process != null) {
            process.step("call");
        }
        Fault fault = faults.apply(sent);
        if (fault == Fault.CRASH_BEFORE) {
            crash("before the tool sees a call");
        }
        calls++;
        Answer before = honoursKeys ? answered.get(sent.idempotencyKey()) : null;
        Answer answer = before == null ? answer(sent, fault) : before;
        if (before == null && honoursKeys && applied(answer)) {
            answered.put(sent.idempotencyKey(), answer);
        }
        if (fault == Fault.CRASH_AFTER || fault == Fault.LOST_ANSWER) {
            sent.rows().forEach(row -> unsaid.add(String.join(",", row.match())));
        }
        if (fault == Fault.CRASH_AFTER) {
            crash("after the tool applied a call");
        }
        return fault == Fault.LOST_ANSWER
                ? new Answer.Unknown(Reason.of("no answer within 30 s"))
                : answer;
    }

    /** A call that changed nothing is looked at afresh when it comes again. */
    private static boolean applied(Answer answer) {
        return answer instanceof Answer.Rows rows
                && rows.results().stream()
                        .anyMatch(result ->
                                result instanceof RowResult.Done
                                        || result instanceof RowResult.Missing);
    }

    private Answer answer(Batch sent, Fault fault) {
        boolean single = sent.rows().size() == 1;
        return switch (fault) {
            case REFUSE_CALL ->
                    single && !bad.test(sent.rows().getFirst())
                            ? rows(sent, Fault.NONE)
                            : new Answer.Refused(new Reason("a row is not valid", 422));
            case TOO_LARGE ->
                    single ? rows(sent, Fault.NONE) : new Answer.TooLarge(new Reason("large", 413));
            case LATER -> new Answer.Later(new Reason("busy", 503), Duration.ofSeconds(2));
            case LOST_CALL -> new Answer.Unknown(Reason.of("connection reset"));
            case STOP ->
                    new Answer.Stop("AUTHENTICATION", new Reason("expired", 401), "renew", false);
            default -> rows(sent, fault);
        };
    }

    private Answer rows(Batch sent, Fault fault) {
        List<RowResult> results = new ArrayList<>();
        int i = 0;
        for (OutRow row : sent.rows()) {
            boolean hit = i++ % 3 == 0;
            if (bad.test(row)) {
                results.add(new RowResult.Refused(new Reason("the value is not valid", 422)));
            } else if (hit && fault == Fault.REFUSE_ROWS) {
                results.add(new RowResult.Refused(new Reason("not today", 409)));
            } else if (hit && fault == Fault.AGAIN) {
                results.add(new RowResult.Again(Reason.of("busy row")));
            } else {
                RowResult result = apply(sent.action(), row);
                boolean missing = hit && fault == Fault.MISSING_ROWS;
                if (missing) {
                    unsaid.add(String.join(",", row.match()));
                }
                results.add(missing ? new RowResult.Missing() : result);
            }
        }
        return new Answer.Rows(results, 200, List.of());
    }

    private RowResult apply(Action action, OutRow row) {
        String key = String.join(",", row.match());
        ever.add(key + row.fields());
        unsaid.remove(key);
        switch (action) {
            case INSERT -> lines.add(key + row.fields());
            case UPDATE -> {
                if (!records.containsKey(key)) {
                    return new RowResult.Refused(new Reason("no record " + key, 404));
                }
                records.put(key, String.valueOf(row.fields()));
            }
            case UPSERT, ADD -> records.put(key, String.valueOf(row.fields()));
            case DELETE, REMOVE -> records.remove(key);
        }
        return new RowResult.Done(null);
    }

    /** Writes to the tool. */
    private final class ToolWriter implements Writer {

        @Override
        public BatchLimit limit(Action action) {
            return new BatchLimit(batch, 1 << 20, 4);
        }

        @Override
        public boolean harmlessTwice(Action action) {
            return honoursKeys || action.harmlessTwice();
        }

        @Override
        public Answer send(Batch sent) {
            return answer(sent);
        }

        @Override
        public String payload(Action action, OutRow row) {
            @Nullable String fields = row.fields();
            return "{\"key\":" + row.match().getFirst() + ",\"fields\":" + fields + "}";
        }

        @Override
        public void close() {}
    }
}
