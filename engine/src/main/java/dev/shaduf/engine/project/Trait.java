package dev.shaduf.engine.project;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A computed value of an entity's profiles: {@code traits/*.yml}.
 *
 * @param entity whose profiles have it
 * @param type what the value is turned into; null: as it comes
 */
public record Trait(Common common, String entity, @Nullable ValueType type, Rule rule) {

    /** The trait's name, which is its column. */
    public String name() {
        return common.name();
    }

    /** What a value is turned into. */
    public enum ValueType {
        TEXT,
        NUMBER,
        INTEGER,
        BOOLEAN,
        TIMESTAMP,
        DATE;

        /** The word in files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is made of the facts of a profile. */
    public enum Function {
        SUM,
        COUNT,
        AVERAGE,
        MIN,
        MAX,
        FIRST,
        LAST,
        MOST_FREQUENT,
        UNIQUE,
        UNIQUE_COUNT,
        EXISTS;

        /** The word in files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it can count facts instead of values. */
        public boolean takesAll() {
            return this == COUNT || this == EXISTS;
        }

        /** Whether the time of facts decides. */
        public boolean ordered() {
            return this == FIRST || this == LAST;
        }

        /** The function of that word, or null. */
        static @Nullable Function of(String word) {
            return Stream.of(values()).filter(f -> f.word().equals(word)).findFirst().orElse(null);
        }
    }

    /** How the value comes about. */
    public sealed interface Rule {

        /** The file it stands in. */
        String file();

        /** The line at which it begins, from 1. */
        int line();
    }

    /**
     * An aggregate of facts.
     *
     * @param value a property of the fact; {@code all} counts facts
     * @param of transactions, events or a related name
     * @param events names of the events that count; empty: all of them
     * @param within only facts so far back count; null: all of them
     * @param where what must hold of a fact
     */
    public record Aggregate(
            Function function,
            String value,
            String of,
            List<String> events,
            @Nullable Duration within,
            Condition where,
            String file,
            int line)
            implements Rule {

        /** What stands in place of a property to mean the facts themselves. */
        public static final String ALL = "all";

        /** Whether facts are counted and no values. */
        public boolean all() {
            return function.takesAll() && value.equals(ALL);
        }
    }

    /** A query that gives the ids and one more column. */
    public record Query(String sql, String file, int line) implements Rule {}

    /**
     * SQL over the columns of the profile.
     *
     * @param traits the other traits it reads
     */
    public record Expression(String sql, List<String> traits, String file, int line)
            implements Rule {}
}
