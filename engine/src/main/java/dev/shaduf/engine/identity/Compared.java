package dev.shaduf.engine.identity;

import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.model.RowValues;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.record.RecordFailure;
import dev.shaduf.engine.record.Sightings;
import dev.shaduf.engine.record.Texts;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.engine.similar.Blocking;
import dev.shaduf.engine.similar.Design;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The records as they are compared: {@code compared(n, c0…, v0…, k0…)} of {@link Design}. Names in
 * the file mean identifiers in their one form, or attributes trimmed and without blocked values.
 */
final class Compared {

    static final String TABLE = "compared";

    private static final String BETWEEN = " | ";
    private static final String NUMBER = "shaduf_n";

    private final Session session;
    private final Scratch scratch;
    private final Sightings meant;
    private final Entity entity;
    private final Similar similar;
    private final List<Type> attributeTypes;
    private final Texts texts;
    private final String records;

    /**
     * @param attributeTypes of the records
     * @param records the temporary table that they are in
     */
    Compared(
            Session session,
            Scratch scratch,
            Sightings meant,
            List<Type> attributeTypes,
            String records) {
        this.session = session;
        this.scratch = scratch;
        this.meant = meant;
        this.entity = meant.entity();
        this.similar = Objects.requireNonNull(entity.identity().similar());
        this.attributeTypes = attributeTypes;
        this.texts = new Texts(session.dialect());
        this.records = records;
    }

    /** What is compared, and which pairs are. */
    Design design() {
        List<String> names = similar.compare().stream().map(Similar.Comparison::name).toList();
        return new Design(
                similar.compare(),
                similar.blockOn().stream().map(list -> Blocking.of(list, names)).toList());
    }

    /** Makes the table. */
    void make() {
        Relation relation = relation();
        RowValues values = meant.values(relation, entity.name());
        List<String> columns = new ArrayList<>();
        columns.add("r." + NUMBER + " as n");
        for (int i = 0; i < similar.compare().size(); i++) {
            columns.add(
                    "r.%s as c%d".formatted(dialect().quote(similar.compare().get(i).name()), i));
        }
        for (int list = 0; list < similar.blockOn().size(); list++) {
            columns.add(key(values, similar.blockOn().get(list)) + " as v" + list);
        }
        String query =
                "select k.*%s from (select %s from (\n%s\n) r) k"
                        .formatted(hashes(), String.join(", ", columns), relation.query().text());
        try {
            scratch.make(TABLE, query);
        } catch (ShadufException e) {
            throw e.code() == Failure.SQL_FAILED ? wrong(e) : e;
        }
    }

    /** The compared columns of an alias. */
    String values(String alias) {
        return String.join(
                ", ",
                IntStream.range(0, similar.compare().size())
                        .mapToObj(i -> alias + ".c" + i)
                        .toList());
    }

    private String hashes() {
        StringBuilder hashes = new StringBuilder();
        for (int list = 0; list < similar.blockOn().size(); list++) {
            String formed = dialect().hashes().formed("k.v" + list, scratch.text("").type());
            hashes.append(
                    ", case when k.v%1$d is not null then %2$s end as k%1$d"
                            .formatted(list, dialect().hashes().of(List.of(formed))));
        }
        return hashes.toString();
    }

    private ShadufException wrong(ShadufException cause) {
        return new ShadufException(
                RecordFailure.WRONG_EXPRESSION,
                "%s: a list of 'block_on' cannot be computed: %s"
                        .formatted(entity.common().file(), cause.message()),
                "Write SQL that holds for every record.",
                cause);
    }

    private Dialect dialect() {
        return session.dialect();
    }

    /** The records with their values under the names of the file. */
    private Relation relation() {
        List<String> columns = new ArrayList<>();
        columns.add("r.n as " + NUMBER);
        List<String> types =
                entity.identity().identifiers().stream().map(Entity.Identifier::type).toList();
        for (int i = 0; i < types.size(); i++) {
            columns.add("r.i%d as %s".formatted(i, dialect().quote(types.get(i))));
        }
        List<String> attributes = meant.attributes();
        for (int a = 0; a < attributes.size(); a++) {
            if (!types.contains(attributes.get(a))) {
                columns.add(value(a) + " as " + dialect().quote(attributes.get(a)));
            }
        }
        Sql query =
                Sql.of(
                        "select %s from %s r"
                                .formatted(String.join(", ", columns), scratch.name(records)));
        List<Column> described =
                session.describe(query).stream().filter(c -> !c.name().equals(NUMBER)).toList();
        return new Relation(query, described, List.of(), true);
    }

    private String value(int attribute) {
        String value = "r.a" + attribute;
        if (attributeTypes.get(attribute).kind() != Type.Kind.TEXT) {
            return value;
        }
        String trimmed = texts.trimmed(value);
        return "case when %s then null else %s end"
                .formatted(texts.blocked(trimmed, entity.identity().block()), trimmed);
    }

    /** The values of a list in one text; null where any is missing. */
    private String key(RowValues values, List<String> list) {
        List<String> parts = new ArrayList<>();
        for (String says : list) {
            String where =
                    "%s: 'block_on' of similar, '%s'".formatted(entity.common().file(), says);
            RowValues.Value value = values.value(says, where);
            String text = dialect().text(value.sql(), value.type());
            parts.add("nullif(lower(trim(" + text + ")), '')");
        }
        return String.join(" || " + texts.literal(BETWEEN) + " || ", parts);
    }
}
