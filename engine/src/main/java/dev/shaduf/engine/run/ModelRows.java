package dev.shaduf.engine.run;

import dev.shaduf.engine.project.Graph.Node;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.spi.ShadufException;

import java.util.Collection;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How many rows the models of a run have: as many as a sync read; where none did they are counted.
 */
final class ModelRows {

    private final Site site;
    private final Steps steps;
    private final Collection<SyncReport> syncs;

    /**
     * @param syncs those that read all rows of their models
     */
    ModelRows(Site site, Steps steps, Collection<SyncReport> syncs) {
        this.site = site;
        this.steps = steps;
        this.syncs = syncs;
    }

    /** The report of a node, with its rows where it is a model that is usable. */
    NodeReport with(Node node, NodeReport report) {
        if (!node.kind().equals("model") || report.rows() != null || !Walk.usable(report)) {
            return report;
        }
        OptionalLong read = read(node);
        return read.isPresent() ? report.with(read.getAsLong()) : counted(node, report);
    }

    private OptionalLong read(Node model) {
        return syncs.stream()
                .filter(sync -> sync.head().from().equals(model.name()))
                .filter(sync -> sync.error() == null || sync.rows().queried() > 0)
                .mapToLong(sync -> sync.rows().queried())
                .findFirst();
    }

    private NodeReport counted(Node node, NodeReport report) {
        if (site.interrupt().asked()) {
            return report;
        }
        try {
            return report.with(
                    steps.count(Objects.requireNonNull(site.project().models().get(node.name()))));
        } catch (ShadufException e) {
            if (site.interrupt().asked()) {
                return report;
            }
            return new NodeReport(
                    report.name(),
                    report.kind(),
                    NodeReport.FAILED,
                    null,
                    report.took(),
                    report.details(),
                    Walk.error(e));
        }
    }
}
