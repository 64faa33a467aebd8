package dev.shaduf.benchmarks;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * When the loader of a server committed, as the server itself recorded it. A checkpoint is part of
 * a commit, so no call that is outside all commits waited for one.
 */
final class Commits {

    private static final String EVENT = "dev.shaduf.Commit";

    private final long pid;
    private final Path file;

    private Commits(long pid, Path file) {
        this.pid = pid;
        this.file = file;
    }

    /** Begins to record in the process. */
    static Commits begin(long pid, Path file) throws IOException, InterruptedException {
        Commits commits = new Commits(pid, file);
        commits.ask("JFR.start", "name=commits", "settings=none", "+" + EVENT + "#enabled=true");
        return commits;
    }

    /** Ends the recording. */
    Spans end() throws IOException, InterruptedException {
        ask("JFR.stop", "name=commits", "filename=" + file);
        return new Spans(
                RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().equals(EVENT))
                        .map(Span::of)
                        .toList());
    }

    private void ask(String... what) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        ProcessBuilder process = new ProcessBuilder(jcmd, Long.toString(pid));
        process.command().addAll(List.of(what));
        if (process.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() != 0) {
            throw new IllegalStateException("the server does not record");
        }
    }

    /** From when to when, in milliseconds since 1970. */
    record Span(double from, double to) {

        static Span of(RecordedEvent event) {
            return new Span(millis(event.getStartTime()), millis(event.getEndTime()));
        }

        private static double millis(Instant time) {
            return Duration.between(Instant.EPOCH, time).toNanos() / 1e6;
        }

        boolean meets(Paced.Call call) {
            return call.due() <= to && call.due() + call.took() >= from;
        }
    }

    /** All of them. */
    record Spans(List<Span> all) {

        /** How long calls took that met none of them, and those that did. */
        String of(Paced.Sent sent) {
            double busy = all.stream().mapToDouble(span -> span.to() - span.from()).sum();
            return "%d commits of %.1f s together; outside: %s; inside: %s"
                    .formatted(
                            all.size(),
                            busy / 1e3,
                            told(sent, this::meetNone),
                            told(sent, this::meet));
        }

        private static String told(Paced.Sent sent, Predicate<Paced.Call> which) {
            List<Paced.Call> calls = sent.calls().stream().filter(which).toList();
            return "%,d calls, %s".formatted(calls.size(), Paced.times(calls));
        }

        private boolean meet(Paced.Call call) {
            return all.stream().anyMatch(span -> span.meets(call));
        }

        private boolean meetNone(Paced.Call call) {
            return !meet(call);
        }
    }
}
