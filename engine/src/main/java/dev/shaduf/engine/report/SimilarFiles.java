package dev.shaduf.engine.report;

import dev.shaduf.engine.identity.SimilarReport;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes a report as {@code similar-<entity>.json} and {@code .html}. */
public final class SimilarFiles {

    private SimilarFiles() {}

    private static Path page(Path state, String entity) {
        return state.resolve("reports").resolve("similar-" + entity + ".html");
    }

    /**
     * Writes both, in place of those of the last run.
     *
     * @param state the directory of local state
     * @return where the page is
     */
    public static Path write(Path state, String entity, SimilarReport report, Instant now) {
        Path page = page(state, entity);
        try {
            Files.createDirectories(page.getParent());
            Files.writeString(page, new SimilarPage(entity, report, now).html());
            Files.writeString(
                    page.resolveSibling("similar-" + entity + ".json"),
                    SimilarJson.of(report) + "\n");
            return page;
        } catch (IOException e) {
            throw new ShadufException(
                    Failure.UNREACHABLE,
                    "The report of " + entity + " could not be written: " + page + ".",
                    "Make the directory writable; the profiles are made.",
                    e);
        }
    }
}
