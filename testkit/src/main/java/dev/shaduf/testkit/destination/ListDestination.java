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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A tool that keeps lists of members, as advertising tools do: an object is a list, made when asked
 * to, and rows join or leave it. A call takes addresses or telephone numbers, never both, and is
 * refused whole where one identifier is neither. Safe to share between threads.
 */
public final class ListDestination implements Destination {

    private static final Set<Mode> MODES = Set.of(Mode.AUDIENCE);

    private final Map<String, Set<List<String>>> lists;

    /** A destination whose tool has these lists, all empty. */
    public ListDestination(String... names) {
        lists = new TreeMap<>();
        for (String name : names) {
            lists.put(name, new HashSet<>());
        }
    }

    private ListDestination(ListDestination same) {
        lists = same.lists;
    }

    /** Another destination on the same tool, as after a restart. */
    public ListDestination again() {
        return new ListDestination(this);
    }

    /** The members of a list by their match values as JSON texts. */
    public Set<List<String>> members(String list) {
        synchronized (lists) {
            return Set.copyOf(lists.getOrDefault(list, Set.of()));
        }
    }

    @Override
    public void check() {
        // It is in memory.
    }

    @Override
    public ObjectType object(String name, boolean connect) {
        synchronized (lists) {
            if (connect && !lists.containsKey(name)) {
                throw new ShadufException(
                        Failure.NOT_FOUND,
                        "The tool has no list '" + name + "'.",
                        "Its lists are: "
                                + String.join(", ", lists.keySet())
                                + "; create: true makes one.");
            }
        }
        List<List<String>> match = List.of(List.of("email"), List.of("phone"));
        return new ObjectType(name, MODES, List.of(), match, true);
    }

    @Override
    public Writer writer(Target target) {
        Modes.require(MODES, target);
        if (target.create()) {
            synchronized (lists) {
                lists.computeIfAbsent(target.object(), name -> new HashSet<>());
            }
        }
        object(target.object(), true);
        return new ListWriter(target.object());
    }

    @Override
    public void clear(String object) {
        object(object, true);
        synchronized (lists) {
            lists.put(object, new HashSet<>());
        }
    }

    @Override
    public void close() {
        // The tool stays.
    }

    private static boolean email(OutRow row) {
        return row.match().getFirst().contains("@");
    }

    private static boolean known(OutRow row) {
        return email(row) || row.match().getFirst().matches("\"\\+?[0-9]+\"");
    }

    private final class ListWriter implements Writer {

        private final String list;

        ListWriter(String list) {
            this.list = list;
        }

        @Override
        public BatchLimit limit(Action action) {
            return new BatchLimit(50, 1 << 16, 1);
        }

        @Override
        public List<List<OutRow>> groups(Action action, List<OutRow> rows) {
            List<OutRow> emails = rows.stream().filter(ListDestination::email).toList();
            List<OutRow> others = new ArrayList<>(rows);
            others.removeAll(emails);
            List<List<OutRow>> groups = new ArrayList<>(List.of(emails, others));
            groups.removeIf(List::isEmpty);
            return groups;
        }

        @Override
        public Answer send(Batch batch) {
            synchronized (lists) {
                Set<List<String>> members = lists.getOrDefault(list, new HashSet<>());
                for (OutRow row : batch.rows()) {
                    if (!known(row) || email(row) != email(batch.rows().getFirst())) {
                        return new Answer.Refused(new Reason("an identifier is not valid", 400));
                    }
                }
                for (OutRow row : batch.rows()) {
                    switch (batch.action()) {
                        case ADD -> members.add(row.match());
                        case REMOVE -> members.remove(row.match());
                        default -> throw new IllegalStateException(batch.action().word());
                    }
                }
            }
            return Answer.Rows.all(batch, new RowResult.Accepted(), 200);
        }

        @Override
        public String payload(Action action, OutRow row) {
            return row.match().getFirst();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
