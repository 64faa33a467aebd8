package dev.shaduf.engine.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Source;
import dev.shaduf.spi.settings.Lengths;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks how old the newest rows of a source's tables are. */
final class Freshness {

    private final Session session;
    private final Instant now;

    Freshness(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    List<String> stale(Source source) {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Settings> entry : source.tables().entrySet()) {
            if (entry.getValue().has("freshness")) {
                TableName table = new TableName(source.schema(), entry.getKey());
                stale(table, entry.getValue().group("freshness")).ifPresent(wrong::add);
            }
        }
        return wrong;
    }

    private Optional<String> stale(TableName table, Settings wanted) {
        Optional<List<Column>> columns = session.columns(table);
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        String name = wanted.text("column");
        Optional<Column> column =
                columns.get().stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
        if (column.isEmpty()) {
            return Optional.of(
                    "%s has no column '%s', which its freshness is measured by."
                            .formatted(table, name));
        }
        Age age = Age.of(newest(table, column.get()), now);
        return age.within(Lengths.duration(wanted.text("within")))
                ? Optional.empty()
                : Optional.of("The newest row of %s %s.".formatted(table, age));
    }

    private @org.jspecify.annotations.Nullable String newest(TableName table, Column column) {
        String newest = "max(" + session.dialect().quote(column.name()) + ")";
        Sql query =
                Sql.of(
                        "select %s from %s"
                                .formatted(
                                        session.dialect().text(newest, column.type()),
                                        OwnTables.quoted(session.dialect(), table)));
        try (RowStream rows = session.rows(query)) {
            return rows.next() ? rows.text(0) : null;
        }
    }
}
