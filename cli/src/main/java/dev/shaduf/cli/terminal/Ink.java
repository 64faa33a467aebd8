package dev.shaduf.cli.terminal;

/** A colour, always a second signal beside a word or sign. */
public enum Ink {
    /** No colour. */
    PLAIN(""),
    /** Added, succeeded. */
    GREEN("32"),
    /** Changed, warning. */
    YELLOW("33"),
    /** Removed, rejected, failed. */
    RED("31"),
    /** What can be ignored. */
    DIM("2"),
    /** Names and headings. */
    BOLD("1");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    String on(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
