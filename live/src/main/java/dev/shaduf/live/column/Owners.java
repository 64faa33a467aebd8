package dev.shaduf.live.column;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who owns the names within a table, or the names of the tables: the first original name to be seen
 * owns a name, another that would share it gets one of its own. Belongs to one thread.
 */
public final class Owners {

    private final Map<String, String> originals = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<Claim> fresh = new ArrayList<>();

    /** A name that was given. */
    public record Claim(String name, String original, long firstSeen) {}

    /** Recalls a name that was given before. */
    public void recall(String name, String original) {
        originals.put(name, original);
        names.put(original, name);
    }

    /**
     * The name of an original.
     *
     * @param wanted what it would be called if nothing else was
     * @param seen when it was seen, in microseconds
     */
    public String name(String original, String wanted, long seen) {
        String known = names.get(original);
        if (known != null) {
            return known;
        }
        String name = Naming.cut(wanted, original);
        String again = original;
        while (originals.containsKey(name)) {
            name = Naming.second(wanted, again);
            again = name + again;
        }
        recall(name, original);
        fresh.add(new Claim(name, original, seen));
        return name;
    }

    /** Whether an original has a name. */
    public boolean knows(String original) {
        return names.containsKey(original);
    }

    /** Whether a name has an owner. */
    public boolean isOwned(String name) {
        return originals.containsKey(name);
    }

    /** Whether a name has this owner. */
    public boolean isOwnedBy(String name, String original) {
        return original.equals(originals.get(name));
    }

    /** The name of an original; null where it has none. */
    public @Nullable String nameOf(String original) {
        return names.get(original);
    }

    /** The names that were given since they were last written down. */
    public List<Claim> fresh() {
        return fresh;
    }
}
