package dev.shaduf.engine.explanation;

import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sighting;
import dev.shaduf.engine.record.Sightings;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the values of a few records as they are now. For one thread. */
final class Shown {

    private static final String WANTED = "shown_wanted";
    private static final String TABLE = "shown";

    private final Session session;
    private final Scratch scratch;
    private final Sightings meant;
    private final Entity entity;
    private final List<Sighting> sightings;
    private final Records records;

    /**
     * @param records prepared
     */
    Shown(Session session, Scratch scratch, Sightings meant, Records records) {
        this.session = session;
        this.scratch = scratch;
        this.meant = meant;
        this.entity = meant.entity();
        this.sightings = meant.all();
        this.records = records;
    }

    /**
     * Identifiers and attributes by record, those that are not null, in the order of the file; what
     * is gone meanwhile is not there.
     */
    Map<Explanation.Seen, Map<String, String>> values(Collection<Explanation.Seen> wanted) {
        Map<Explanation.Seen, Map<String, String>> all = new HashMap<>();
        List<Column> columns = List.of(scratch.place("part"), scratch.text("k"));
        try (Loader loader = session.load(scratch.empty(WANTED, columns), columns)) {
            for (Explanation.Seen seen : wanted) {
                loader.value(part(seen.source()));
                loader.value(seen.key());
                loader.endRow();
            }
            loader.finish();
        }
        records.make(TABLE, scratch.name(WANTED));
        List<String> names = new ArrayList<>();
        String query = query(names);
        scratch.each(
                query,
                row ->
                        all.put(
                                new Explanation.Seen(
                                        sightings.get((int) row.whole(0)).name(),
                                        String.valueOf(row.text(1))),
                                values(row, names)));
        return all;
    }

    private long part(String source) {
        return sightings.stream().map(Sighting::name).toList().indexOf(source);
    }

    private String query(List<String> names) {
        Dialect dialect = session.dialect();
        StringBuilder columns = new StringBuilder("r.part, r.k");
        for (int i = 0; i < entity.identity().identifiers().size(); i++) {
            columns.append(", r.i").append(i);
            names.add(entity.identity().identifiers().get(i).type());
        }
        List<Type> types = records.attributeTypes();
        for (int a = 0; a < meant.attributes().size(); a++) {
            columns.append(", ").append(dialect.text("r.a" + a, types.get(a)));
            names.add(meant.attributes().get(a));
        }
        return "select " + columns + " from " + scratch.name(TABLE) + " r";
    }

    private static Map<String, String> values(RowStream row, List<String> names) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String text = row.text(2 + i);
            if (text != null && !text.isBlank()) {
                all.putIfAbsent(names.get(i), text.strip());
            }
        }
        return all;
    }
}
