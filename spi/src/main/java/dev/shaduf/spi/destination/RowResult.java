package dev.shaduf.spi.destination;

import org.jspecify.annotations.Nullable;

/** What a tool said of one row of a batch. */
public sealed interface RowResult {

    /** The tool confirmed it; {@code remoteId} is the tool's own id where it gave one. */
    record Done(@Nullable String remoteId) implements RowResult {}

    /** The tool took it for processing and will confirm nothing. */
    record Accepted() implements RowResult {}

    /** The tool refused this row, in its own words. */
    record Refused(Reason reason) implements RowResult {}

    /** The tool asks to send this row again later. */
    record Again(Reason reason) implements RowResult {}

    /** The answer says nothing of this row. */
    record Missing() implements RowResult {}
}
