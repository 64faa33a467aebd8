package dev.shaduf.delivery;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One planned row on its way to the tool.
 *
 * <p>Most have one step. A changed match value has two (the new record, then the old one's
 * removal), and the operation is delivered when all are. No step and no problem: nothing has to be
 * sent and it counts as delivered with {@code reason} (a removal that was {@code taken_over}).
 *
 * @param ordinal the row's place in its run, from 1
 * @param rowId the model's key as text
 * @param change what was planned
 * @param steps what is asked of the tool, in order
 * @param reason why nothing is sent, or why it could not be rendered; else null
 * @param broken whether it could not be rendered: it is rejected with {@code reason}, unsent
 * @param version the hash of the values and how often the row was delivered before: part of the
 *     idempotency key
 */
public record Operation(
        long ordinal,
        String rowId,
        Change change,
        List<Step> steps,
        @Nullable String reason,
        boolean broken,
        String version) {}
