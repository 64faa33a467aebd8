package dev.shaduf.delivery;

import java.time.Instant;

/**
 * A parcel that became a job at the tool.
 *
 * @param id the tool's id of it
 * @param due when it is asked for
 * @param since when it began, as far as this process knows
 */
record Job(Parcel parcel, String id, Instant due, Instant since) {}
