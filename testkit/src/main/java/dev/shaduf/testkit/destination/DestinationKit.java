package dev.shaduf.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.ObjectType;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Target.TypedField;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Type;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What every destination keeps to. A test class implements {@link #stand} and has all of it; what
 * an object's modes leave out is expected to be refused.
 */
public interface DestinationKit {

    /** A destination in front of an empty tool. */
    Stand stand();

    /** The actions that a mode asks for. */
    static Set<Action> actions(Mode mode) {
        return switch (mode) {
            case INSERT, APPEND -> EnumSet.of(Action.INSERT);
            case UPDATE -> EnumSet.of(Action.UPDATE, Action.DELETE);
            case UPSERT -> EnumSet.of(Action.UPSERT, Action.UPDATE, Action.DELETE);
            case MIRROR -> EnumSet.of(Action.UPSERT, Action.DELETE);
            case AUDIENCE -> EnumSet.of(Action.ADD, Action.REMOVE);
        };
    }

    /** A row of the kit: e-mail address, name, city. */
    static OutRow row(int n, String name) {
        String city = n % 2 == 0 ? "null" : "\"Zürich 🦆\"";
        String fields = "{\"first_name\":" + Json.of(name) + ",\"city\":" + city + "}";
        return new OutRow(n, "k" + n, match(n), fields);
    }

    /** The same row as it is deleted, added or removed. */
    static OutRow bare(int n) {
        return new OutRow(n, "k" + n, match(n), null);
    }

    private static List<String> match(int n) {
        return List.of("\"person" + n + "@example.org\"");
    }

    private static Target target(Stand stand, Mode mode) {
        Type text = Type.of(Type.Kind.TEXT, "VARCHAR");
        boolean members = mode == Mode.AUDIENCE;
        return new Target(
                "kit",
                7,
                Instant.parse("2026-01-02T03:04:05Z"),
                stand.object(),
                mode,
                List.of(new TypedField("email", text)),
                members
                        ? List.of()
                        : List.of(new TypedField("first_name", text), new TypedField("city", text)),
                true);
    }

    private static Map<Long, RowResult> deliver(
            Stand stand, Mode mode, Action action, List<OutRow> rows) throws InterruptedException {
        try (Destination destination = stand.open();
                Writer writer = destination.writer(target(stand, mode))) {
            return new Sender(writer, action).deliver(rows);
        }
    }

    private static Set<Mode> modes(Stand stand) {
        try (Destination destination = stand.open()) {
            return destination.object(stand.object(), true).modes();
        }
    }

    private static Mode need(Stand stand, Mode... any) {
        for (Mode mode : any) {
            if (modes(stand).contains(mode)) {
                return mode;
            }
        }
        assumeTrue(false, "has none of these modes");
        throw new IllegalStateException();
    }

    private static List<OutRow> rows(int count, String name) {
        List<OutRow> rows = new ArrayList<>();
        for (int n = 1; n <= count; n++) {
            rows.add(row(n, name + n));
        }
        return rows;
    }

    private static List<OutRow> bares(int count) {
        List<OutRow> rows = new ArrayList<>();
        for (int n = 1; n <= count; n++) {
            rows.add(bare(n));
        }
        return rows;
    }

    private static void holds(Stand stand, List<OutRow> rows) {
        for (OutRow row : rows) {
            Json.@Nullable Obj held = stand.held(row);
            assertThat(held).as("what the tool holds for " + row.rowId()).isNotNull();
            if (held != null && row.fields() != null) {
                Json.Obj sent = (Json.Obj) Json.parse(row.fields());
                sent.members()
                        .forEach((name, value) -> assertThat(shown(held, name)).isEqualTo(value));
            }
        }
    }

    private static Json shown(Json.Obj held, String name) {
        Json value = held.get(name);
        return value == null ? Json.NULL : value;
    }

    private static void allTaken(Map<Long, RowResult> results, int count) {
        assertThat(results).hasSize(count);
        assertThat(results.values())
                .allMatch(r -> r instanceof RowResult.Done || r instanceof RowResult.Accepted);
    }

    /** The check passes where the tool is well. */
    @Test
    default void checkPasses() {
        try (Stand stand = stand();
                Destination destination = stand.open()) {
            destination.check();
        }
    }

    /** An object says what it can do, asked or not. */
    @Test
    default void theObjectIsDescribed() {
        try (Stand stand = stand();
                Destination destination = stand.open()) {
            for (boolean connect : new boolean[] {false, true}) {
                ObjectType object = destination.object(stand.object(), connect);
                assertThat(object.name()).isEqualTo(stand.object());
                assertThat(object.modes()).isNotEmpty();
            }
        }
    }

    /** A name that is no object is refused by name. */
    @Test
    default void anUnknownObjectIsRefusedAndOthersAreNamed() {
        try (Stand stand = stand();
                Destination destination = stand.open()) {
            String unknown = stand.unknown();
            assumeTrue(unknown != null, "every name is an object");
            assertThatThrownBy(() -> destination.object(String.valueOf(unknown), true))
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(Failure.NOT_FOUND);
                                assertThat(e.message()).contains(String.valueOf(unknown));
                                assertThat(e.message() + e.fix()).contains(stand.object());
                            });
        }
    }

    /** A mode that an object lacks is refused before anything is sent. */
    @Test
    default void modesItLacksAreRefused() {
        try (Stand stand = stand();
                Destination destination = stand.open()) {
            Set<Mode> lacking = EnumSet.allOf(Mode.class);
            lacking.removeAll(modes(stand));
            for (Mode mode : lacking) {
                assertThatThrownBy(() -> destination.writer(target(stand, mode)))
                        .as(mode.word())
                        .isInstanceOfSatisfying(
                                ShadufException.class,
                                e -> assertThat(e.code()).isEqualTo(Failure.UNSUPPORTED));
            }
        }
    }

    /** Every action of every mode has limits that can be kept. */
    @Test
    default void limitsArePositive() {
        try (Stand stand = stand();
                Destination destination = stand.open()) {
            for (Mode mode : modes(stand)) {
                try (Writer writer = destination.writer(target(stand, mode))) {
                    for (Action action : actions(mode)) {
                        BatchLimit limit = writer.limit(action);
                        assertThat(limit.rows()).isPositive();
                        assertThat(limit.bytes()).isPositive();
                        assertThat(limit.concurrency()).isPositive();
                    }
                }
            }
        }
    }

    /** What is sent can be shown. */
    @Test
    default void payloadsAreJson() {
        try (Stand stand = stand();
                Destination destination = stand.open()) {
            for (Mode mode : modes(stand)) {
                try (Writer writer = destination.writer(target(stand, mode))) {
                    for (Action action : actions(mode)) {
                        boolean bare = mode == Mode.AUDIENCE || action == Action.DELETE;
                        OutRow row = bare ? bare(1) : row(1, "O'Neil \"q\"");
                        assertThat(Json.parse(writer.payload(action, row))).isNotNull();
                    }
                }
            }
        }
    }

    /** Inserted rows arrive with their values. */
    @Test
    default void insertedRowsArrive() throws InterruptedException {
        try (Stand stand = stand()) {
            Mode mode = need(stand, Mode.INSERT, Mode.APPEND);
            List<OutRow> rows = rows(250, "O'Neil ");
            allTaken(deliver(stand, mode, Action.INSERT, rows), 250);
            holds(stand, rows);
            assertThat(stand.size()).isEqualTo(250);
        }
    }

    /** Upserted rows arrive, and arrive again with other values. */
    @Test
    default void upsertedRowsAreMadeAndChanged() throws InterruptedException {
        try (Stand stand = stand()) {
            Mode mode = need(stand, Mode.UPSERT, Mode.MIRROR);
            allTaken(deliver(stand, mode, Action.UPSERT, rows(5, "old")), 5);
            allTaken(deliver(stand, mode, Action.UPSERT, rows(3, "new")), 3);
            holds(stand, rows(3, "new"));
            holds(stand, rows(5, "old").subList(3, 5));
            assertThat(stand.size()).isEqualTo(5);
        }
    }

    /** An update changes what is there. */
    @Test
    default void updatedRowsChange() throws InterruptedException {
        try (Stand stand = stand()) {
            Mode mode = need(stand, Mode.UPSERT);
            allTaken(deliver(stand, mode, Action.UPSERT, rows(3, "old")), 3);
            allTaken(deliver(stand, mode, Action.UPDATE, rows(3, "new")), 3);
            holds(stand, rows(3, "new"));
        }
    }

    /** Deleted rows go, and deleting what is gone does no harm. */
    @Test
    default void deletedRowsGo() throws InterruptedException {
        try (Stand stand = stand()) {
            Mode mode = need(stand, Mode.MIRROR);
            allTaken(deliver(stand, mode, Action.UPSERT, rows(4, "x")), 4);
            allTaken(deliver(stand, mode, Action.DELETE, bares(3)), 3);
            allTaken(deliver(stand, mode, Action.DELETE, bares(1)), 1);
            assertThat(stand.held(bare(1))).isNull();
            holds(stand, List.of(row(4, "x4")));
            assertThat(stand.size()).isEqualTo(1);
        }
    }

    /** Members join and leave. */
    @Test
    default void membersJoinAndLeave() throws InterruptedException {
        try (Stand stand = stand()) {
            Mode mode = need(stand, Mode.AUDIENCE);
            allTaken(deliver(stand, mode, Action.ADD, bares(250)), 250);
            allTaken(deliver(stand, mode, Action.ADD, bares(2)), 2);
            allTaken(deliver(stand, mode, Action.REMOVE, bares(249)), 249);
            assertThat(stand.held(bare(1))).isNull();
            assertThat(stand.held(bare(250))).isNotNull();
            assertThat(stand.size()).isEqualTo(1);
        }
    }

    /** The action that fills an object in a mode; null where none does. */
    private static @Nullable Action filling(Mode mode) {
        return switch (mode) {
            case INSERT, APPEND -> Action.INSERT;
            case UPSERT, MIRROR -> Action.UPSERT;
            case AUDIENCE -> Action.ADD;
            case UPDATE -> null;
        };
    }

    private static Map<Long, RowResult> fill(Stand stand, Mode mode, List<OutRow> rows)
            throws InterruptedException {
        return deliver(stand, mode, Objects.requireNonNull(filling(mode)), rows);
    }

    private static List<OutRow> some(Mode mode, int count) {
        return mode == Mode.AUDIENCE ? bares(count) : rows(count, "n");
    }

    private static Mode needFilling(Stand stand) {
        return need(stand, Mode.UPSERT, Mode.MIRROR, Mode.INSERT, Mode.APPEND, Mode.AUDIENCE);
    }

    /** One bad row does not keep the others out. */
    @Test
    default void aBadRowIsFoundAndTheOthersArrive() throws InterruptedException {
        try (Stand stand = stand()) {
            OutRow bad = stand.refused();
            assumeTrue(bad != null, "refuses nothing, or does not say what");
            Mode mode = needFilling(stand);
            List<OutRow> rows = new ArrayList<>(some(mode, 9));
            rows.add(5, Objects.requireNonNull(bad));
            Map<Long, RowResult> results = fill(stand, mode, rows);
            assertThat(results.remove(bad.ordinal())).isInstanceOf(RowResult.Refused.class);
            allTaken(results, 9);
            assertThat(stand.size()).isEqualTo(9);
        }
    }

    /** The same batch again changes nothing, wherever it is said to be harmless. */
    @Test
    default void aHarmlessBatchMayComeTwice() throws InterruptedException {
        try (Stand stand = stand()) {
            for (Mode mode : modes(stand)) {
                if (harmless(stand, mode)) {
                    List<OutRow> rows = some(mode, 3);
                    fill(stand, mode, rows);
                    long once = stand.size();
                    fill(stand, mode, rows);
                    assertThat(stand.size()).as(mode.word()).isEqualTo(once);
                }
            }
        }
    }

    private static boolean harmless(Stand stand, Mode mode) {
        Action action = filling(mode);
        try (Destination destination = stand.open();
                Writer writer = destination.writer(target(stand, mode))) {
            return action != null && writer.harmlessTwice(action);
        }
    }

    /** Emptying leaves nothing, or is not offered. */
    @Test
    default void clearingEmptiesWhereItIsOffered() throws InterruptedException {
        try (Stand stand = stand();
                Destination destination = stand.open()) {
            if (!destination.object(stand.object(), true).clears()) {
                assertThatThrownBy(() -> destination.clear(stand.object()))
                        .isInstanceOf(UnsupportedOperationException.class);
                return;
            }
            Mode mode = needFilling(stand);
            fill(stand, mode, some(mode, 3));
            destination.clear(stand.object());
            assertThat(stand.size()).isZero();
        }
    }

    /** Closing twice is as closing once. */
    @Test
    default void closingTwiceDoesNoHarm() {
        try (Stand stand = stand()) {
            Destination destination = stand.open();
            Writer writer = destination.writer(target(stand, modes(stand).iterator().next()));
            writer.close();
            writer.close();
            destination.close();
            destination.close();
        }
    }
}
