package dev.shaduf.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;

/**
 * When people buy: more before Christmas, most on the last Friday of November, little in August and
 * at night. Immutable.
 */
final class Season {

    private static final long DAY = 86_400;
    private static final double[] MONTHS = {
        0.80, 0.72, 0.85, 0.90, 0.98, 0.95, 0.88, 0.70, 0.95, 1.05, 1.45, 1.60
    };
    private static final double[] HOURS = {
        0.30, 0.15, 0.08, 0.05, 0.05, 0.10, 0.25, 0.45, 0.65, 0.80, 0.90, 0.95,
        1.00, 0.90, 0.80, 0.80, 0.85, 0.90, 0.95, 1.00, 1.00, 0.95, 0.80, 0.50
    };
    private static final double BUSIEST = 4.5;

    private final long firstDay;
    private final double[] days;

    Season(Shop shop) {
        firstDay = Shop.OPENED.toEpochDay();
        days = new double[(int) (shop.lastDay().toEpochDay() - firstDay) + 1];
        for (int i = 0; i < days.length; i++) {
            days[i] = weight(LocalDate.ofEpochDay(firstDay + i)) / BUSIEST;
        }
    }

    /** A time in [from, until) when an order may well be placed. */
    long pick(Dice dice, long from, long until) {
        while (true) {
            long at = from + (long) (dice.unit() * (until - from));
            int day = (int) (Math.floorDiv(at, DAY) - firstDay);
            if (dice.chance(days[day] * HOURS[(int) (Math.floorMod(at, DAY) / 3600)])) {
                return at;
            }
        }
    }

    private static double weight(LocalDate day) {
        double weight = MONTHS[day.getMonthValue() - 1];
        if (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            weight *= 1.25;
        }
        boolean lastFriday =
                day.getMonth() == Month.NOVEMBER
                        && day.getDayOfWeek() == DayOfWeek.FRIDAY
                        && day.getDayOfMonth() > 23;
        return lastFriday ? weight * 3 : weight;
    }
}
