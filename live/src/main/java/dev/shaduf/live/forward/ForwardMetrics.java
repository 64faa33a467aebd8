package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** How forwarding is, in Prometheus' text format. */
final class ForwardMetrics {

    private static final String GAUGE = "gauge";
    private static final String COUNTER = "counter";

    private final StringBuilder out = new StringBuilder();
    private final List<ForwardStatus> all;
    private final List<String> labels = new ArrayList<>();

    private ForwardMetrics(List<ForwardStatus> all) {
        this.all = all;
        Map<Parking.Route, Integer> entries = new HashMap<>();
        for (ForwardStatus one : all) {
            labels.add(labels(one.route(), entries.merge(one.route(), 1, Integer::sum)));
        }
    }

    /** No two series have the same labels: the second entry to an object says so. */
    private static String labels(Parking.Route route, int entry) {
        return "{source=\"%s\",destination=\"%s\",object=\"%s\"%s} "
                .formatted(
                        escaped(route.source()),
                        escaped(route.destination()),
                        escaped(route.object()),
                        entry == 1 ? "" : ",entry=\"" + entry + "\"");
    }

    static String of(List<ForwardStatus> all) {
        if (all.isEmpty()) {
            return "";
        }
        ForwardMetrics text = new ForwardMetrics(all);
        text.counters();
        text.gauges();
        return text.out.toString();
    }

    private void counters() {
        add("forwarded_total", COUNTER, "Events delivered.", one -> one.counts().forwarded());
        add("retries_total", COUNTER, "Events sent again.", one -> one.counts().retried());
        add("parked_total", COUNTER, "Events parked.", one -> one.counts().parked());
        add("filtered_total", COUNTER, "Events not for it.", one -> one.counts().filtered());
        add("repeated_total", COUNTER, "Events dropped as known.", one -> one.counts().repeated());
        add("lost_total", COUNTER, "Entries not read from the log.", one -> one.counts().lost());
    }

    private void gauges() {
        add("lag_events", GAUGE, "Events that wait.", ForwardStatus::lagEvents);
        add("lag_seconds", GAUGE, "The age of the oldest.", one -> one.lag().toSeconds());
        add("stopped", GAUGE, "1 while the tool refuses everything.", ForwardMetrics::stopped);
        add(
                "remembered_seconds",
                GAUGE,
                "The time for which message ids are known.",
                one -> one.remembered().toSeconds());
    }

    private static long stopped(ForwardStatus one) {
        ForwardStatus.Trouble trouble = one.trouble();
        return trouble != null && trouble.stopped() ? 1 : 0;
    }

    private void add(String name, String kind, String help, ToLongFunction<ForwardStatus> value) {
        String full = "shaduf_forward_" + name;
        out.append("# HELP ").append(full).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(full).append(' ').append(kind).append('\n');
        for (int i = 0; i < all.size(); i++) {
            out.append(full)
                    .append(labels.get(i))
                    .append(value.applyAsLong(all.get(i)))
                    .append('\n');
        }
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
