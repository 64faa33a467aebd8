package dev.shaduf.warehouse.duckdb;

/** Sizes of the structs of the Arrow C data interface, whose members all take eight bytes. */
final class ArrowLayout {

    /** {@code get_schema, get_next, get_last_error, release, private_data}. */
    static final long STREAM = at(5);

    /**
     * {@code format, name, metadata, flags, n_children, children, dictionary, release,
     * private_data}.
     */
    static final long SCHEMA = at(9);

    /**
     * {@code length, null_count, offset, n_buffers, n_children, buffers, children, dictionary,
     * release, private_data}.
     */
    static final long ARRAY = at(10);

    private ArrowLayout() {}

    /** Where a member begins, counted from 0. */
    static long at(int member) {
        return 8L * member;
    }
}
