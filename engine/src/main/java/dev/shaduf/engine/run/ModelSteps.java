package dev.shaduf.engine.run;

import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.model.TestResult;
import dev.shaduf.engine.model.Tested;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.run.NodeReport.Detail;
import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a run and a plan do alike with a model. Pure but for the queries. */
final class ModelSteps {

    private ModelSteps() {}

    /**
     * Tests a model; an error-severity failure makes it failed.
     *
     * @param made how many rows it has where that is known
     */
    static Ending tested(Models models, Model model, Instant now, @Nullable Long made) {
        List<Detail> details = new ArrayList<>();
        List<TestResult> stopping = new ArrayList<>();
        boolean warned = false;
        Tested tested = models.test(model, now);
        Long rows = made == null ? tested.rows() : made;
        for (TestResult result : tested.results()) {
            details.add(detail(result));
            warned |= !result.passed();
            if (result.stops()) {
                stopping.add(result);
            }
        }
        if (stopping.isEmpty()) {
            return Ending.of(warned ? NodeReport.WARNING : NodeReport.SUCCEEDED, rows, details);
        }
        return Ending.failed(error(model, stopping), details);
    }

    private static Detail detail(TestResult result) {
        String status =
                result.passed()
                        ? NodeReport.SUCCEEDED
                        : result.warn() ? NodeReport.WARNING : NodeReport.FAILED;
        return new Detail(
                result.name(), status, result.failing(), result.message(), result.examples());
    }

    private static SyncError error(Model model, List<TestResult> stopping) {
        String tests =
                String.join(
                        "; ",
                        stopping.stream()
                                .map(result -> result.name() + ": " + result.message())
                                .toList());
        return new SyncError(
                "TEST_FAILED",
                "%s fails %s".formatted(model.name(), tests),
                "What depends on it is skipped. shaduf preview "
                        + model.name()
                        + " shows its rows; 'severity: warn' lets the rest go on.");
    }

    static long count(Session session, Models models, Model model) {
        Relation relation = models.relation(model);
        Sql query = Sql.of("SELECT count(*) FROM (\n").plus(relation.query()).plus("\n) m");
        return relation.reading(() -> {
            return session.number(query);
        });
    }
}
