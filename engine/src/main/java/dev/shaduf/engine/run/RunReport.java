package dev.shaduf.engine.run;

import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.engine.sync.SyncReport;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a command did: the document of {@code plan}, {@code run} and {@code sync}.
 *
 * @param runId counts up in the project; null for a plan
 * @param unreachable whether something could not be reached at all, or was busy (exit 3)
 */
public record RunReport(
        @Nullable Long runId,
        SyncReport.Status status,
        List<NodeReport> nodes,
        List<SyncReport> syncs,
        List<IdentityReport> entities,
        boolean unreachable) {}
