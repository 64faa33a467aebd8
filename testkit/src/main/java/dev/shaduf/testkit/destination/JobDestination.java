package dev.shaduf.testkit.destination;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A tool that takes batches as jobs, works on them when asked a few times, and forgets finished
 * ones when told to. Rows without a name are refused. Safe to share between threads.
 */
public final class JobDestination implements Destination {

    private static final Set<Mode> MODES = Set.of(Mode.UPSERT, Mode.MIRROR);

    private final Tool tool;
    private final int patience;

    /** A destination for {@code tool} whose jobs end at the {@code patience}-th question. */
    public JobDestination(Tool tool, int patience) {
        this.tool = tool;
        this.patience = patience;
    }

    /** The tool itself, which outlives destinations as a real one outlives restarts. */
    public static final class Tool {
        private final Map<String, String> people = new ConcurrentHashMap<>();
        private final Map<String, Job> jobs = new ConcurrentHashMap<>();

        /** The fields that the tool has under a match value, as JSON text; null for none. */
        public @Nullable String person(String match) {
            return people.get(match);
        }

        /** How many people it has. */
        public int size() {
            return people.size();
        }

        /** Forgets its jobs, done or not. */
        public void loseJobs() {
            jobs.clear();
        }

        private synchronized List<RowResult> work(Batch batch) {
            List<RowResult> results = new ArrayList<>();
            for (OutRow row : batch.rows()) {
                results.add(work(batch.action(), row));
            }
            return results;
        }

        private RowResult work(Action action, OutRow row) {
            String match = row.match().getFirst();
            String fields = row.fields();
            if (action == Action.DELETE || fields == null) {
                people.remove(match);
            } else if (!fields.contains("\"first_name\":\"")) {
                return new RowResult.Refused(Reason.of("first_name is required"));
            } else {
                people.put(match, fields);
            }
            return new RowResult.Done("person-" + match);
        }
    }

    /** A job and how often it was asked for. */
    private record Job(Batch batch, AtomicInteger asked) {}

    @Override
    public void check() {
        // It is in memory.
    }

    @Override
    public ObjectType object(String name, boolean connect) {
        if (!name.equals("people")) {
            throw new ShadufException(
                    Failure.NOT_FOUND,
                    "The tool has no object '" + name + "'.",
                    "Its objects are: people.");
        }
        return new ObjectType(name, MODES, null, List.of(List.of("email")), false);
    }

    @Override
    public Writer writer(Target target) {
        object(target.object(), true);
        Modes.require(MODES, target);
        return new JobWriter();
    }

    @Override
    public void close() {
        // The tool stays.
    }

    private final class JobWriter implements Writer {

        @Override
        public BatchLimit limit(Action action) {
            return new BatchLimit(100, 1 << 20, 2);
        }

        @Override
        public Answer send(Batch batch) {
            String job = "job-" + batch.idempotencyKey();
            tool.jobs.putIfAbsent(job, new Job(batch, new AtomicInteger()));
            return new Answer.Pending(job, Duration.ofMillis(1));
        }

        @Override
        public Answer poll(String name, Batch batch) {
            Job job = tool.jobs.get(name);
            if (job == null) {
                return new Answer.Unknown(Reason.of("the tool does not know " + name));
            }
            if (job.asked.incrementAndGet() < patience) {
                return new Answer.Pending(name, Duration.ofMillis(1));
            }
            return new Answer.Rows(tool.work(job.batch), null, List.of());
        }

        @Override
        public String payload(Action action, OutRow row) {
            return row.fields() == null ? row.match().getFirst() : row.fields();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
