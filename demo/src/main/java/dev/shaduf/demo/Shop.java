package dev.shaduf.demo;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A shop that can be generated: equal shops have equal files.
 *
 * @param seed what makes this shop differ from others of its size
 * @param customers how many customers it has on its last day
 * @param lastDay the last day with orders; fixed, so that the files do not depend on the clock
 */
public record Shop(long seed, int customers, LocalDate lastDay) {

    /** The day the first customer came. */
    static final LocalDate OPENED = LocalDate.of(2022, 1, 3);

    /** Checks the arguments. */
    public Shop {
        if (customers < 1 || customers > 10_000_000) {
            throw new IllegalArgumentException("customers must be 1 to 10,000,000: " + customers);
        }
        if (!lastDay.isAfter(OPENED.plusDays(30))) {
            throw new IllegalArgumentException("the shop opened on " + OPENED);
        }
    }

    /** The shop of {@code shaduf demo}: 52,000 customers with well over 500,000 orders. */
    public static Shop standard() {
        return ofSize(52_000);
    }

    /** The same shop with another number of customers. */
    public static Shop ofSize(int customers) {
        return new Shop(4000, customers, LocalDate.of(2026, 11, 15));
    }

    /** The first second after the last day, counted from 1970 in UTC. */
    public long closing() {
        return lastDay.plusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }

    /** The first second of the first day. */
    static long opening() {
        return OPENED.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }
}
