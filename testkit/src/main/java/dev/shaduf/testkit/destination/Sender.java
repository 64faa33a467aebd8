package dev.shaduf.testkit.destination;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Writer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The least that delivers: cuts rows into batches, splits what is refused, waits for jobs. Knows no
 * rates, ledgers or outcomes. For one thread.
 */
final class Sender {

    private static final int TRIES = 50;

    private final Writer writer;
    private final Action action;
    private final Map<Long, RowResult> results = new LinkedHashMap<>();
    private final List<Waiting> jobs = new ArrayList<>();

    Sender(Writer writer, Action action) {
        this.writer = writer;
        this.action = action;
    }

    private record Waiting(Answer.Pending pending, Batch batch) {}

    /** Delivers rows, ends the run and gives the result of each by its ordinal. */
    Map<Long, RowResult> deliver(List<OutRow> rows) throws InterruptedException {
        for (List<OutRow> group : writer.groups(action, rows)) {
            int most = writer.limit(action).rows();
            for (int from = 0; from < group.size(); from += most) {
                send(group.subList(from, Math.min(group.size(), from + most)));
            }
        }
        writer.finish();
        for (int i = 0; i < jobs.size(); i++) {
            Waiting job = jobs.get(i);
            Thread.sleep(job.pending.pollAfter());
            take(writer.poll(job.pending.job(), job.batch), job.batch, 0);
        }
        return results;
    }

    /** A batch whose key follows from what is in it. */
    private static Batch batch(Action action, List<OutRow> rows) {
        return new Batch(action, rows, action.word() + "-" + rows.hashCode());
    }

    private void send(List<OutRow> rows) throws InterruptedException {
        Batch batch = batch(action, rows);
        take(writer.send(batch), batch, 0);
    }

    private void take(Answer answer, Batch batch, int tries) throws InterruptedException {
        switch (answer) {
            case Answer.Rows rows -> {
                for (int i = 0; i < batch.rows().size(); i++) {
                    results.put(batch.rows().get(i).ordinal(), rows.results().get(i));
                }
            }
            case Answer.Counted _ -> all(batch, new RowResult.Accepted());
            case Answer.Refused(Reason reason) -> split(batch, reason);
            case Answer.TooLarge(Reason reason) -> split(batch, reason);
            case Answer.Later later -> again(batch, tries, later.reason());
            case Answer.Unknown(Reason reason) when writer.harmlessTwice(action) ->
                    again(batch, tries, reason);
            case Answer.Unknown(Reason reason) ->
                    throw new AssertionError("nobody knows the fate of " + batch + ": " + reason);
            case Answer.Stop stop -> throw new AssertionError(stop.toString());
            case Answer.Pending pending -> {
                if (jobs.size() > TRIES * 100) {
                    throw new AssertionError("a job does not end: " + pending);
                }
                jobs.add(new Waiting(pending, batch));
            }
        }
    }

    private void all(Batch batch, RowResult result) {
        batch.rows().forEach(row -> results.put(row.ordinal(), result));
    }

    private void split(Batch batch, Reason reason) throws InterruptedException {
        List<OutRow> rows = batch.rows();
        if (rows.size() == 1) {
            all(batch, new RowResult.Refused(reason));
            return;
        }
        send(rows.subList(0, rows.size() / 2));
        send(rows.subList(rows.size() / 2, rows.size()));
    }

    private void again(Batch batch, int tries, Reason reason) throws InterruptedException {
        if (tries == TRIES) {
            throw new AssertionError("the tool never takes " + batch + ": " + reason);
        }
        Thread.sleep(Duration.ofMillis(20));
        take(writer.send(batch), batch, tries + 1);
    }
}
