package dev.shaduf.engine.identity;

/** Which records a computation is about: all, or those that changes reach. For one session. */
interface Scope {

    /** A table of the {@code part, k} of its records; null: all. */
    @org.jspecify.annotations.Nullable
    String wanted();

    /** A query of the records that the last run put into profiles: {@code part, k, id}. */
    String former();

    /** Makes a table of the values of an identifier on more records than a number. */
    long frequent(String table, int type, long most);

    /** The query of the records of others with their profiles: {@code part, k, id}; "": none. */
    String others();

    /** The query of the ids of all profiles that there are: {@code id}. */
    String known();

    /** How many records are not its own. */
    long otherRecords();

    /** How many profiles are not its own. */
    long otherProfiles();

    /** The query of the largest profiles of others: {@code id, s, part, k}; "": none. */
    String largest(int most);
}
