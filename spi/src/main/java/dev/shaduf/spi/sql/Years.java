package dev.shaduf.spi.sql;

/**
 * Dates and times before the year 1: ISO-8601 counts a year 0 and negative ones, as canonical texts
 * do ({@code -0043-03-15}); PostgreSQL writes {@code 0044-03-15 BC}. Pure.
 */
public final class Years {

    private static final String BC = " BC";

    private Years() {}

    /** A canonical text as PostgreSQL reads it. */
    public static String forPostgres(String text) {
        boolean early =
                text.startsWith("0000-")
                        || text.length() > 1
                                && text.charAt(0) == '-'
                                && Character.isDigit(text.charAt(1));
        int end = text.indexOf('-', 1);
        if (!early || end < 0 || end > 8) {
            return text;
        }
        int year = Integer.parseInt(text.substring(0, end));
        return "%04d%s%s".formatted(1 - year, text.substring(end), BC);
    }

    /** What PostgreSQL wrote as ISO-8601 has it. */
    public static String fromPostgres(String text) {
        int end = text.indexOf('-');
        if (!text.endsWith(BC) || end < 1 || end > 7) {
            return text;
        }
        int year = 1 - Integer.parseInt(text.substring(0, end));
        return (year < 0 ? "-%04d" : "%04d").formatted(Math.abs(year))
                + text.substring(end, text.length() - BC.length());
    }
}
