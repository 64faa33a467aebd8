package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A tool's answers drawn from a seed; what it says and what it did agree as an answer promises. */
final class Mood {

    private final Random random;
    private final StandInTool tool;
    private final int trouble;
    private final Map<String, Answer> ends = new HashMap<>();
    private int jobs;

    /** {@code trouble}: in how many of a hundred calls something is amiss. */
    Mood(Random random, StandInTool tool, int trouble) {
        this.random = random;
        this.tool = tool;
        this.trouble = trouble;
    }

    Answer answer(Batch batch) {
        if (random.nextInt(100) >= trouble) {
            return tool.apply(batch);
        }
        return switch (random.nextInt(10)) {
            case 0 -> later();
            case 1 -> unknown(batch);
            case 2 -> new Answer.Refused(Reason.of("refused"));
            case 3 -> new Answer.TooLarge(Reason.of("large"));
            case 4 -> pending();
            case 5 -> random.nextInt(8) == 0 ? stop(batch) : tool.apply(batch);
            case 6 -> random.nextInt(8) == 0 ? fail(batch) : tool.apply(batch);
            default -> rowByRow(batch);
        };
    }

    /** The answer of a job: it may run a while, then it always says the same. */
    Answer polled(String job, Batch batch) {
        Answer before = ends.get(job);
        if (before != null) {
            return before;
        }
        if (random.nextInt(3) == 0) {
            return new Answer.Pending(job, Duration.ofSeconds(10));
        }
        ends.put(job, new Answer.Unknown(Reason.of("the job is lost")));
        Answer end = answer(batch);
        ends.put(job, end);
        return end;
    }

    private Answer later() {
        return new Answer.Later(
                new Reason("busy", 503),
                random.nextInt(3) == 0 ? Duration.ofSeconds(random.nextInt(90)) : null);
    }

    private Answer unknown(Batch batch) {
        maybe(batch);
        return new Answer.Unknown(Reason.of("silence"));
    }

    private Answer stop(Batch batch) {
        boolean applied = random.nextBoolean();
        if (applied) {
            maybe(batch);
        }
        return new Answer.Stop("AUTHENTICATION", Reason.of("expired"), "renew it", applied);
    }

    private Answer fail(Batch batch) {
        maybe(batch);
        throw new IllegalStateException("bug in the writer");
    }

    private Answer pending() {
        return new Answer.Pending("job-" + ++jobs, Duration.ofSeconds(random.nextInt(20)));
    }

    private void maybe(Batch batch) {
        for (OutRow row : batch.rows()) {
            if (random.nextBoolean()) {
                tool.apply(batch.action(), row);
            }
        }
    }

    private Answer rowByRow(Batch batch) {
        List<RowResult> results = new ArrayList<>();
        for (OutRow row : batch.rows()) {
            results.add(result(batch, row));
        }
        return new Answer.Rows(results, 200, List.of());
    }

    private RowResult result(Batch batch, OutRow row) {
        return switch (random.nextInt(8)) {
            case 0 -> new RowResult.Refused(Reason.of("wrong"));
            case 1 -> new RowResult.Again(Reason.of("locked"));
            case 2 -> {
                if (random.nextBoolean()) {
                    tool.apply(batch.action(), row);
                }
                yield new RowResult.Missing();
            }
            case 3 -> {
                tool.apply(batch.action(), row);
                yield new RowResult.Accepted();
            }
            default -> {
                tool.apply(batch.action(), row);
                yield new RowResult.Done("id");
            }
        };
    }
}
