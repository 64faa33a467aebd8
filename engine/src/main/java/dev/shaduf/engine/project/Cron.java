package dev.shaduf.engine.project;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * A cron expression of five fields: minute, hour, day of month, month, day of week; with lists,
 * ranges, steps and the English names of months and days. Sunday is 0 and 7.
 *
 * @param fields for each field the numbers that match
 */
public record Cron(String text, List<BitSet> fields) {

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final List<String> DAYS =
            List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final List<Field> FIELDS =
            List.of(
                    new Field("minute", 0, 59, List.of()),
                    new Field("hour", 0, 23, List.of()),
                    new Field("day of month", 1, 31, List.of()),
                    new Field("month", 1, 12, MONTHS),
                    new Field("day of week", 0, 7, DAYS));

    /** Reads an expression; throws {@link IllegalArgumentException} saying what is wrong. */
    public static Cron parse(String text) {
        String[] parts = text.strip().split("\\s+");
        if (parts.length != FIELDS.size()) {
            throw new IllegalArgumentException(
                    "'" + text + "' has " + parts.length + " fields, not five");
        }
        BitSet[] fields = new BitSet[parts.length];
        for (int i = 0; i < parts.length; i++) {
            fields[i] = FIELDS.get(i).parse(parts[i].toLowerCase(Locale.ROOT));
        }
        if (fields[4].get(7)) {
            fields[4].set(0);
        }
        return new Cron(text.strip(), List.of(fields));
    }

    /** One of the five. */
    private record Field(String name, int least, int most, List<String> words) {

        BitSet parse(String text) {
            BitSet numbers = new BitSet();
            for (String part : text.split(",", -1)) {
                range(part, numbers);
            }
            return numbers;
        }

        private void range(String part, BitSet numbers) {
            String[] stepped = part.split("/", -1);
            int step = stepped.length == 2 ? number(stepped[1], 1, most) : 1;
            String[] ends = stepped[0].split("-", -1);
            if (stepped.length > 2 || ends.length > 2) {
                throw wrong(part);
            }
            int from = least;
            int to = most;
            if (!stepped[0].equals("*")) {
                from = number(ends[0], least, most);
                to = ends.length == 2 ? number(ends[1], least, most) : from;
                if (ends.length == 1 && stepped.length == 2) {
                    to = most;
                }
            }
            if (from > to) {
                throw wrong(part);
            }
            for (int n = from; n <= to; n += step) {
                numbers.set(n);
            }
        }

        private int number(String text, int low, int high) {
            int word = words.indexOf(text);
            if (word >= 0) {
                return word + least;
            }
            if (!text.matches("\\d{1,2}")) {
                throw wrong(text);
            }
            int number = Integer.parseInt(text);
            if (number < low || number > high) {
                throw wrong(text);
            }
            return number;
        }

        private IllegalArgumentException wrong(String part) {
            return new IllegalArgumentException(
                    "'" + part + "' is no " + name + " (" + least + " to " + most + ")");
        }
    }
}
