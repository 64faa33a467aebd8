package dev.shaduf.trials.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.engine.project.OnRemove;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.testkit.simulation.Crash;
import dev.shaduf.testkit.simulation.Fault;
import dev.shaduf.testkit.simulation.Mortal;
import dev.shaduf.testkit.simulation.SimulatedTool;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One seed: a sync over some rounds of changing data, with faults of the tool and ends of the
 * process between any two steps; then quiet rounds, after which everything must be as promised.
 *
 * <p>What goes wrong in a call depends on the call, not on when it comes: so a seed means the same
 * faults also where several threads send. Where the process ends then depends on their order.
 */
final class Simulation implements AutoCloseable {

    private static final Mode[] MODES = {
        Mode.UPSERT, Mode.MIRROR, Mode.INSERT, Mode.APPEND, Mode.UPDATE, Mode.UPSERT, Mode.MIRROR
    };

    private static final String FOREIGN = "{\"made\":\"by hand\"}";

    private final long seed;
    private final Random random;
    private final Mortal process;
    private final Map<String, Integer> calls = new HashMap<>();
    private final SimulatedTool tool;
    private final SyncBench bench;
    private final boolean byEmail;
    private final boolean honoursKeys;
    private final Tiers tiers;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> left = new HashSet<>();
    private double faults;
    private boolean settled;
    private String badName = "n1";

    /** Where snapshots are kept during a seed. */
    private enum Tiers {
        WAREHOUSE,
        LOCAL,
        CHANGING
    }

    Simulation(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.process = new Mortal(random);
        this.honoursKeys = random.nextInt(3) == 0;
        this.tool = new SimulatedTool(this::fault, this::bad, 1 + random.nextInt(5), honoursKeys);
        this.bench = new SyncBench(tool);
        bench.dies(process);
        bench.mode = MODES[random.nextInt(MODES.length)];
        if (bench.mode == Mode.UPSERT || bench.mode == Mode.UPDATE) {
            bench.onRemove = OnRemove.values()[random.nextInt(3)];
        }
        this.byEmail = random.nextBoolean();
        if (byEmail) {
            bench.match = List.of(new Sync.MatchField("email", "email"));
        }
        bench.plain = random.nextBoolean();
        bench.concurrency = random.nextInt(4) == 0 ? 3 : 1;
        bench.retries = random.nextInt(6);
        for (int i = 0; i < 6 && bench.mode == Mode.UPDATE; i++) {
            tool.hold(byEmail ? "\"e" + i + '"' : String.valueOf(i), FOREIGN);
        }
        tool.hold("\"nobody's\"", FOREIGN);
        this.tiers = Tiers.values()[random.nextInt(Tiers.values().length)];
        bench.localState = tiers == Tiers.LOCAL;
        bench.sql("CREATE TABLE m (id BIGINT, email VARCHAR, name VARCHAR)");
    }

    private Fault fault(Batch sent) {
        String call = sent.idempotencyKey();
        Random draw = new Random(seed * 31 + call.hashCode() + calls.merge(call, 1, Integer::sum));
        draw.nextInt();
        Fault[] all = Fault.values();
        return draw.nextDouble() < faults ? all[draw.nextInt(all.length)] : Fault.NONE;
    }

    private boolean bad(OutRow row) {
        return row.fields() != null && row.fields().contains('"' + badName + '"');
    }

    /** Runs the seed; throws where a promise is broken. */
    void run() {
        int rounds = 2 + random.nextInt(4);
        for (int round = 0; round < rounds; round++) {
            change();
            if (tiers == Tiers.CHANGING) {
                bench.localState = random.nextBoolean();
            }
            if (settled && random.nextInt(6) == 0) {
                bench.renamedFrom = bench.name;
                bench.name = "s" + round;
            }
            faults = random.nextInt(3) * 0.15;
            process.begin(random.nextInt(3) == 0 ? 0.02 : 0);
            round();
        }
        faults = 0;
        badName = "nobody";
        process.begin(0);
        for (int i = 0; i < 3; i++) {
            round();
        }
        check(expected());
        if (deletes()) {
            everythingLeaves();
        }
    }

    private boolean deletes() {
        return bench.mode == Mode.MIRROR
                || bench.mode == Mode.UPSERT && bench.onRemove == OnRemove.DELETE;
    }

    /** Of what was ever delivered nothing is left when the model is empty. */
    private void everythingLeaves() {
        bench.sql("DELETE FROM m");
        round();
        round();
        Set<String> left = new HashSet<>(tool.records().keySet());
        left.remove("\"nobody's\"");
        left.removeAll(tool.unsaid());
        assertThat(left).as("left at the tool").isEmpty();
    }

    private void round() {
        Set<String> there = Set.copyOf(bench.query("SELECT DISTINCT id FROM m"));
        seen.stream().filter(id -> !there.contains(id)).forEach(left::add);
        seen.addAll(there);
        bench.interrupt = new Interrupt();
        bench.limit = random.nextInt(4) == 0 && faults > 0 ? (long) random.nextInt(6) : null;
        settled = false;
        try {
            SyncReport report = bench.run();
            settled = true;
            addsUp(report);
            snapshotIsTrue();
        } catch (Crash crash) {
            // The next round is the next process.
        }
    }

    private void change() {
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int id = random.nextInt(8);
            String email = "'e" + random.nextInt(8) + "'";
            String name = "'n" + random.nextInt(5) + "'";
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> {
                    bench.sql("DELETE FROM m WHERE id = " + id);
                    bench.sql("INSERT INTO m VALUES (" + id + ", 'e" + id + "', " + name + ")");
                }
                case 3 -> bench.sql("UPDATE m SET name = " + name + " WHERE id = " + id);
                case 4 -> bench.sql("UPDATE m SET email = " + email + " WHERE id = " + id);
                case 5 -> bench.sql("DELETE FROM m WHERE id = " + id);
                case 6 -> bench.sql("INSERT INTO m VALUES (NULL, " + email + ", " + name + ")");
                case 7 -> bench.sql("INSERT INTO m SELECT * FROM m WHERE id = " + id);
                default -> bench.sql("UPDATE m SET id = id + 8 WHERE id = " + id);
            }
        }
    }

    private static void addsUp(SyncReport report) {
        SyncReport.Rows rows = report.rows();
        long invalid = rows.invalid().values().stream().mapToLong(Long::longValue).sum();
        assertThat(rows.unchanged() + invalid + rows.planned().added() + rows.planned().changed())
                .as("queried")
                .isEqualTo(rows.queried());
        SyncReport.Fates fates = report.fates();
        assertThat(
                        fates.delivered()
                                .plus(fates.rejected())
                                .plus(fates.deferred())
                                .plus(fates.aborted()))
                .as("planned")
                .isEqualTo(rows.planned());
    }

    /** What the snapshot says was delivered has been at the tool. */
    private void snapshotIsTrue() {
        if (bench.mode == Mode.INSERT || bench.mode == Mode.APPEND || bench.fields != null) {
            return;
        }
        for (String row :
                bench.query(
                        "SELECT k1, remembered->>'email', remembered->>'name' FROM "
                                + state()
                                + " WHERE hash IS NOT NULL")) {
            String[] cells = row.split("\\|", -1);
            String match = byEmail ? '"' + cells[1] + '"' : cells[0];
            assertThat(tool.everHeld(match, fields(cells[0], cells[1], cells[2])))
                    .as("snapshot row " + row)
                    .isTrue();
        }
    }

    private String state() {
        return "shaduf.sync_state_" + bench.name;
    }

    private String fields(String id, String email, String name) {
        return byEmail
                ? "{\"id\":%s,\"name\":\"%s\"}".formatted(id, name)
                : "{\"email\":\"%s\",\"name\":\"%s\"}".formatted(email, name);
    }

    /** Valid rows by match value. */
    private Map<String, String> expected() {
        Map<String, Integer> ids = new HashMap<>();
        Map<String, Integer> emails = new HashMap<>();
        List<String> all = bench.query("SELECT id, email, name FROM m WHERE id IS NOT NULL");
        for (String row : all) {
            String[] cells = row.split("\\|", -1);
            ids.merge(cells[0], 1, Integer::sum);
            emails.merge(cells[1], 1, Integer::sum);
        }
        Map<String, String> expected = new HashMap<>();
        for (String row : all) {
            String[] cells = row.split("\\|", -1);
            boolean valid = ids.get(cells[0]) == 1 && (!byEmail || emails.get(cells[1]) == 1);
            if (valid) {
                String match = byEmail ? '"' + cells[1] + '"' : cells[0];
                expected.put(match, fields(cells[0], cells[1], cells[2]));
            }
        }
        return expected;
    }

    private void check(Map<String, String> expected) {
        assertThat(tool.records()).as("others' records").containsEntry("\"nobody's\"", FOREIGN);
        switch (bench.mode) {
            case INSERT, APPEND -> checkLines(expected);
            case UPDATE -> checkUpdated(expected);
            case UPSERT, MIRROR -> checkRecords(expected);
            default -> throw new IllegalStateException();
        }
    }

    private void checkRecords(Map<String, String> expected) {
        assertThat(tool.records()).containsAllEntriesOf(expected);
        if (deletes()) {
            Set<String> others = new HashSet<>(tool.records().keySet());
            others.removeAll(expected.keySet());
            others.remove("\"nobody's\"");
            Set<String> known = known();
            Set<String> doubtful = doubtful();
            doubtful.retainAll(tool.unsaid());
            known.addAll(doubtful);
            assertThat(known).as("what is left at the tool is known").containsAll(others);
        }
    }

    /** Match values that the snapshot has, also those of rows which are to take one over yet. */
    private Set<String> known() {
        String delivered = byEmail ? "'\"' || (remembered->>'email') || '\"'" : "row_id";
        return new HashSet<>(
                bench.query(
                        "SELECT CASE WHEN hash IS NOT NULL THEN "
                                + delivered
                                + " ELSE '\"' || json_extract_string(match_value, '$[0]') || '\"'"
                                + " END FROM "
                                + state()
                                + " WHERE hash IS NOT NULL OR match_value IS NOT NULL"));
    }

    /**
     * Match values of rows that were sent and never delivered: where nobody said that they arrived,
     * they may be at the tool, and are not removed from it, for they may be somebody else's.
     */
    private Set<String> doubtful() {
        return new HashSet<>(
                bench.query(
                        "SELECT "
                                + (byEmail ? "'\"' || (fields->>'email') || '\"'" : "row_id")
                                + " FROM shaduf.sync_changelog WHERE status <> 'succeeded' AND"
                                + " attempt > 0 AND fields IS NOT NULL AND (failure_reason LIKE"
                                + " 'NO_RESULT%' OR status <> 'failed' OR attempt > 1)"));
    }

    /** What the tool knows is up to date, what it does not know is shown as rejected. */
    private void checkUpdated(Map<String, String> expected) {
        Set<String> rejected = new HashSet<>();
        bench.rejected().forEach(row -> rejected.add(row.rowId()));
        Map<String, String> records = tool.records();
        expected.forEach((match, fields) -> {
            if (records.containsKey(match)) {
                assertThat(records).containsEntry(match, fields);
            } else {
                assertThat(rejected).as("unknown to the tool").contains(id(match, fields));
            }
        });
    }

    private String id(String match, String fields) {
        return byEmail ? fields.replaceFirst("^\\{\"id\":(\\d+).*", "$1") : match;
    }

    private String id(String line) {
        int fields = line.indexOf('{');
        return id(line.substring(0, fields), line.substring(fields));
    }

    /** A row of which nobody knows whether it arrived is held until it leaves the model. */
    private boolean mayReturn(String id) {
        return left.contains(id)
                && sum(
                                "SELECT count(*) FROM shaduf.sync_changelog WHERE failure_reason"
                                        + " LIKE 'UNKNOWN_OUTCOME%' AND row_id = '"
                                        + id
                                        + "'")
                        > 0;
    }

    /** No line is lost, and none arrives twice for one operation. */
    private void checkLines(Map<String, String> expected) {
        Set<String> held = new HashSet<>();
        bench.rejected().stream()
                .filter(row -> !row.setAside().isEmpty())
                .forEach(row -> held.add(row.rowId()));
        List<String> lines = tool.lines();
        Set<String> ids = new HashSet<>();
        for (String line : lines) {
            boolean first = ids.add(id(line));
            assertThat(first || bench.mode == Mode.APPEND || mayReturn(id(line)))
                    .as("inserted twice: " + line)
                    .isTrue();
        }
        expected.forEach((match, fields) -> {
            String id = id(match, fields);
            boolean there =
                    bench.mode == Mode.APPEND ? lines.contains(match + fields) : ids.contains(id);
            assertThat(there || held.contains(id)).as("arrived: " + match + fields).isTrue();
        });
        if (bench.renamedFrom != null && tiers == Tiers.CHANGING) {
            return; // the log of the old name is in either place
        }
        long delivered =
                sum(
                        "SELECT coalesce(sum(num_succeeded_add + num_succeeded_change), 0) FROM"
                                + " shaduf.sync_runs");
        long doubtful =
                sum(
                        "SELECT count(*) FROM shaduf.sync_changelog WHERE failure_reason LIKE"
                                + " 'UNKNOWN_OUTCOME%' OR failure_reason LIKE 'NO_RESULT%'");
        assertThat((long) lines.size()).as("lines").isBetween(delivered, delivered + doubtful);
    }

    private long sum(String query) {
        return Long.parseLong(bench.query(query).getFirst());
    }

    @Override
    public void close() {
        bench.close();
    }
}
