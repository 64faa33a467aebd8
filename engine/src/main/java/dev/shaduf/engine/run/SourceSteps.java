package dev.shaduf.engine.run;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Source;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import java.util.Map;

/** What a run and a plan do with a source. */
final class SourceSteps {

    private SourceSteps() {}

    static Ending load(Site site, Session session, OwnTables own, Source source) {
        throw new ShadufException(Failure.UNSUPPORTED, "Sources cannot be loaded yet.", "");
    }

    static Ending preview(
            Site site, Session session, Source source, Map<TableName, TableName> previews) {
        throw new ShadufException(Failure.UNSUPPORTED, "Sources cannot be loaded yet.", "");
    }
}
