package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Writer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A tool that holds records by match value and messages that were inserted. What it answers is
 * scripted; by default it does what is asked. Safe to share between threads.
 */
final class StandInTool implements Writer {

    /** Records by match value. */
    final Map<String, String> records = new TreeMap<>();

    /** Inserted rows, each as often as it was. */
    final List<String> messages = new ArrayList<>();

    /** Every batch it got. */
    final List<Batch> calls = new ArrayList<>();

    /** How often it was told that all was sent. */
    int finished;

    private BatchLimit limit = new BatchLimit(100, 1 << 20, 8);
    private boolean idempotent;
    private BiFunction<StandInTool, Batch, Answer> script = StandInTool::apply;
    private BiFunction<String, Batch, Answer> polls =
            (job, batch) -> Answer.Rows.all(batch, done(), 200);
    private Function<List<OutRow>, List<List<OutRow>>> groups = List::of;

    static RowResult done() {
        return new RowResult.Done(null);
    }

    StandInTool limit(int rows, long bytes, int concurrency) {
        limit = new BatchLimit(rows, bytes, concurrency);
        return this;
    }

    /** Knows idempotency keys, so that inserts may go out twice. */
    StandInTool idempotent() {
        idempotent = true;
        return this;
    }

    StandInTool answering(BiFunction<StandInTool, Batch, Answer> answers) {
        script = answers;
        return this;
    }

    /** The first calls get these answers and nothing is done; the others are done. */
    StandInTool answeringFirst(Answer... answers) {
        List<Answer> left = new ArrayList<>(List.of(answers));
        return answering((tool, batch) -> left.isEmpty() ? tool.apply(batch) : left.removeFirst());
    }

    StandInTool polled(Function<Batch, Answer> answers) {
        polls = (job, batch) -> answers.apply(batch);
        return this;
    }

    StandInTool polledByJob(BiFunction<String, Batch, Answer> answers) {
        polls = answers;
        return this;
    }

    StandInTool grouping(Function<List<OutRow>, List<List<OutRow>>> by) {
        groups = by;
        return this;
    }

    /** Does what a batch asks. */
    synchronized Answer apply(Batch batch) {
        batch.rows().forEach(row -> apply(batch.action(), row));
        return Answer.Rows.all(batch, done(), 200);
    }

    synchronized void apply(Action action, OutRow row) {
        String match = row.match().getFirst();
        switch (action) {
            case INSERT -> messages.add(row.rowId());
            case DELETE, REMOVE -> records.remove(match);
            case UPDATE, UPSERT, ADD -> records.put(match, String.valueOf(row.fields()));
        }
    }

    /** Row ids of each call. */
    List<List<String>> sent() {
        return calls.stream()
                .map(call -> call.rows().stream().map(OutRow::rowId).toList())
                .toList();
    }

    @Override
    public BatchLimit limit(Action action) {
        return limit;
    }

    @Override
    public boolean harmlessTwice(Action action) {
        return idempotent || action.harmlessTwice();
    }

    @Override
    public List<List<OutRow>> groups(Action action, List<OutRow> rows) {
        return groups.apply(rows);
    }

    @Override
    public Answer send(Batch batch) {
        synchronized (this) {
            calls.add(batch);
        }
        return script.apply(this, batch);
    }

    @Override
    public Answer poll(String job, Batch batch) {
        return polls.apply(job, batch);
    }

    @Override
    public void finish() {
        finished++;
    }

    @Override
    public String payload(Action action, OutRow row) {
        return "{\"%s\":\"%s\"}".formatted(action.word(), row.rowId());
    }

    @Override
    public void close() {}
}
