package dev.shaduf.spi;

/** A stable error code; every package that fails has an enum of them. */
public interface Code {

    /** The code as written in JSON and tables, such as {@code GUARD_REMOVED}. */
    String name();

    /** Whose turn it is. */
    Fault fault();
}
