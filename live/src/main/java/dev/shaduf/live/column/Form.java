package dev.shaduf.live.column;

/** In which form a column takes values. */
public enum Form {
    /** Whole numbers of up to 64 bits. */
    WHOLE,
    /** Binary floats. */
    REAL,
    /** true and false. */
    FLAG,
    /** Points in time. */
    INSTANT,
    /** Anything but an object. */
    TEXT,
    /** Anything. */
    JSON,
    /** Exact decimals: only where the user made the column so. */
    DECIMAL,
    /** Days: only where the user made the column so. */
    DAY,
    /** What the user made of it takes nothing that an event can hold. */
    CLOSED
}
