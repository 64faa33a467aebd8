package dev.shaduf.demo.people;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Persons that can be generated: equal crowds have equal files, and those of an earlier last day
 * have the rows of a later one that are not dated after it.
 *
 * @param seed what makes this crowd differ from others of its size
 * @param persons how many there are; a person leaves about eight records
 * @param lastDay the last day with rows
 */
public record Crowd(long seed, int persons, LocalDate lastDay) {

    /** The first second with rows. */
    static final long OPENING =
            LocalDate.of(2022, 1, 3).atStartOfDay().toEpochSecond(ZoneOffset.UTC);

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 15);

    /** The first second that no row reaches, whatever the last day. */
    static final long END = LAST_DAY.plusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);

    /** Checks the arguments. */
    public Crowd {
        if (persons < 1 || persons > 100_000_000) {
            throw new IllegalArgumentException("persons must be 1 to 100,000,000: " + persons);
        }
    }

    /** A crowd of so many persons, until its last possible day. */
    public static Crowd ofSize(int persons) {
        return new Crowd(4000, persons, LAST_DAY);
    }

    /** The first second after the last day, counted from 1970 in UTC. */
    long closing() {
        return Math.min(END, lastDay.plusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC));
    }
}
