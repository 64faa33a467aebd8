package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Operation;
import dev.shaduf.delivery.Step;
import dev.shaduf.engine.comparison.PlannedRows;
import dev.shaduf.engine.comparison.PlannedRows.PlannedRow;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Request;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The first request that a run would send for planned rows. Sends nothing; used once. */
final class FirstRequest {

    static final int MOST = 1_000;
    private static final int SHOWN = 3;

    private final SyncPlace place;
    private final SyncJob job;
    private final PlannedRows rows;
    private final OperationMaker maker;
    private final List<OutRow> out = new ArrayList<>();
    private @Nullable Action action;

    FirstRequest(SyncPlace place, SyncJob job, PlannedRows rows, OperationMaker maker) {
        this.place = place;
        this.job = job;
        this.rows = rows;
        this.maker = maker;
    }

    /** The request, secrets hidden; null where there is nothing to send. */
    @Nullable Request of(Target target) {
        collect();
        if (action == null) {
            return null;
        }
        Request request = job.connection().request(target, action, out);
        return masked(request == null ? rowsAsLines(target, action) : request);
    }

    /** Rows of one action from the beginning, as one call may take them. */
    private void collect() {
        PlannedRow row = rows.next();
        while (row != null && out.size() < MOST) {
            Operation operation = maker.of(row);
            if (!operation.steps().isEmpty()) {
                Step step = operation.steps().getFirst();
                if (action != null && action != step.action()) {
                    return;
                }
                action = step.action();
                out.add(step.row());
            }
            row = rows.next();
        }
    }

    private Request rowsAsLines(Target target, Action what) {
        String lines =
                out.stream()
                        .limit(SHOWN)
                        .map(row -> line(target, row))
                        .collect(Collectors.joining("\n"));
        String more = out.size() > SHOWN ? "\n…" : "";
        String verb = what.name().toLowerCase(Locale.ROOT);
        return new Request(verb, target.object(), Map.of(), lines + more);
    }

    private static String line(Target target, OutRow row) {
        Json.Obj all = Json.object();
        for (int i = 0; i < row.match().size(); i++) {
            all = all.with(target.match().get(i).name(), Json.parse(row.match().get(i)));
        }
        if (row.fields() != null && Json.parse(row.fields()) instanceof Json.Obj fields) {
            for (Map.Entry<String, Json> field : fields.members().entrySet()) {
                all = all.with(field.getKey(), field.getValue());
            }
        }
        return all.toString();
    }

    private Request masked(Request request) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.put(name, place.mask().apply(value)));
        return new Request(
                request.method(),
                place.mask().apply(request.url()),
                headers,
                place.mask().apply(request.body()));
    }
}
