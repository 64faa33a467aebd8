package dev.shaduf.spi;

/** Codes of failures at the edges, shared by warehouses, destinations and sources. */
public enum Failure implements Code {
    /** A warehouse, source or destination could not be reached at all (exit 3). */
    UNREACHABLE(Fault.EXTERNAL),
    /** The other side refused the credentials. */
    AUTHENTICATION(Fault.EXTERNAL),
    /** The other side refused the right to do something. */
    FORBIDDEN(Fault.EXTERNAL),
    /** A statement failed in the warehouse. */
    SQL_FAILED(Fault.EXTERNAL),
    /** A setting, name or query of the project is wrong. */
    WRONG_SETTING(Fault.USER),
    /** Asked for something that is not there yet or that this type cannot do. */
    UNSUPPORTED(Fault.USER),
    /** A template did not render. */
    TEMPLATE_FAILED(Fault.USER),
    /** A file, table or object that is not there. */
    NOT_FOUND(Fault.USER),
    /** Another process or program holds what is needed (exit 3). */
    BUSY(Fault.LIMIT),
    /** The disk is full or a memory limit was reached. */
    OUT_OF_SPACE(Fault.LIMIT),
    /** The address answers, but not as the API that was expected. */
    BAD_ANSWER(Fault.EXTERNAL),
    /** A file of a source is not what its format says. */
    BAD_FILE(Fault.USER),
    /** A bug. */
    INTERNAL(Fault.INTERNAL);

    private final Fault fault;

    Failure(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
