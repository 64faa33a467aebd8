package dev.shaduf.live.load;

import dev.shaduf.live.load.Loading.Behind;
import dev.shaduf.live.load.Loading.Judged;

import java.util.Map;
import java.util.function.Function;

/** How loading is, in Prometheus' text format. */
record LoadMetrics(
        Map<String, Behind> behind, Map<String, Judged> judged, long skipped, long damaged) {

    private static final double MILLIS = 1_000;

    String text() {
        return gauge(
                        "shaduf_load_lag_events",
                        "Events that are not in the warehouse yet.",
                        each -> String.valueOf(each.events()))
                + gauge(
                        "shaduf_load_lag_seconds",
                        "How long the oldest of them waits.",
                        each -> String.valueOf(each.age().toMillis() / MILLIS))
                + counter(
                        "shaduf_plan_violations_total",
                        "What tracking plans marked since the start.",
                        each -> String.valueOf(each.marked()))
                + counter(
                        "shaduf_plan_rejected_total",
                        "Events that tracking plans rejected since the start.",
                        each -> String.valueOf(each.rejected()))
                + """
                # HELP shaduf_load_user_agents_skipped_total Events loaded without parsing theirs.
                # TYPE shaduf_load_user_agents_skipped_total counter
                shaduf_load_user_agents_skipped_total %d
                # HELP shaduf_load_damaged_total Entries that the log could not give back.
                # TYPE shaduf_load_damaged_total counter
                shaduf_load_damaged_total %d
                """
                        .formatted(skipped, damaged);
    }

    private String gauge(String name, String help, Function<Behind, String> value) {
        return metric(name, "gauge", help, behind, value);
    }

    private String counter(String name, String help, Function<Judged, String> value) {
        return metric(name, "counter", help, judged, value);
    }

    private static <T> String metric(
            String name, String type, String help, Map<String, T> all, Function<T, String> value) {
        StringBuilder out = new StringBuilder();
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        all.forEach((source, each) ->
                out.append(name)
                        .append("{source=\"")
                        .append(source)
                        .append("\"} ")
                        .append(value.apply(each))
                        .append('\n'));
        return out.toString();
    }
}
