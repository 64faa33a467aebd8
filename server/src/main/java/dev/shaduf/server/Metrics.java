package dev.shaduf.server;

import dev.shaduf.live.collect.Collector;
import dev.shaduf.live.collect.Tally;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.Follower;
import dev.shaduf.live.log.LogStatus;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The figures of {@code /metrics}, in Prometheus' text format. Shared by all threads. */
final class Metrics {

    private final Map<Integer, LongAdder> calls = new ConcurrentHashMap<>();
    private final LongAdder measures = new LongAdder();

    /** A tracking call was answered. */
    void count(int status) {
        calls.computeIfAbsent(status, code -> new LongAdder()).increment();
    }

    /** An SDK sent figures of its own. */
    void countMeasures() {
        measures.increment();
    }

    String text(Collector collector, EventLog log, List<Follower> followers) {
        StringBuilder out = new StringBuilder();
        head(out, "shaduf_calls_total", "counter", "Tracking calls by the status of their answer.");
        new TreeMap<>(calls)
                .forEach((status, count) ->
                        line(out, "shaduf_calls_total{status=\"" + status + "\"}", count.sum()));
        head(out, "shaduf_sdk_metrics_total", "counter", "Calls with figures of SDKs.");
        line(out, "shaduf_sdk_metrics_total", measures.sum());
        events(out, collector.tally());
        log(out, log.status());
        followers.forEach(follower -> out.append(follower.metrics()));
        return out.toString();
    }

    private static void events(StringBuilder out, Tally tally) {
        head(out, "shaduf_events_accepted_total", "counter", "Events that are in the log.");
        tally.accepted()
                .forEach((source, count) ->
                        line(
                                out,
                                "shaduf_events_accepted_total{source=\"" + source + "\"}",
                                count));
        head(out, "shaduf_events_rejected_total", "counter", "Events that were refused.");
        tally.rejected()
                .forEach((refusals, count) ->
                        line(
                                out,
                                "shaduf_events_rejected_total{source=\"%s\",code=\"%s\"}"
                                        .formatted(refusals.source(), refusals.code()),
                                count));
    }

    private static void log(StringBuilder out, LogStatus status) {
        head(out, "shaduf_log_entries_total", "counter", "Entries appended since the start.");
        line(out, "shaduf_log_entries_total", status.appended());
        head(out, "shaduf_log_syncs_total", "counter", "How often the log was brought to disk.");
        line(out, "shaduf_log_syncs_total", status.syncs());
        head(out, "shaduf_log_bytes", "gauge", "What the log takes on disk.");
        line(out, "shaduf_log_bytes", status.bytes());
        head(out, "shaduf_log_refusing", "gauge", "1 while nothing can be appended.");
        line(out, "shaduf_log_refusing", status.refusal() == null ? 0 : 1);
    }

    private static void head(StringBuilder out, String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder out, String name, long value) {
        out.append(name).append(' ').append(value).append('\n');
    }
}
