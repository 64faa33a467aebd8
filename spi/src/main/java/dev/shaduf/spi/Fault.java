package dev.shaduf.spi;

/** Whose turn it is after an error; retryability and exit code follow from it. */
public enum Fault {
    /** The project or the command line is wrong: fix it. */
    USER,
    /** The other side failed, could not be reached or refused. */
    EXTERNAL,
    /** A limit was reached or something is busy: wait or raise it. */
    LIMIT,
    /** A bug of Shaduf. */
    INTERNAL
}
