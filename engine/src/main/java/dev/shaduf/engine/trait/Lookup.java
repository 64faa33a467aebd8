package dev.shaduf.engine.trait;

import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.project.Entity.Normal;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.record.Phones;
import dev.shaduf.engine.record.Texts;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the profile of a row by its identifiers, as the last run knows them. An identifier that
 * several profiles have tells nothing; of several identifiers the one of the highest type that
 * tells something counts. For one thread.
 */
final class Lookup {

    private final Session session;
    private final Dialect dialect;
    private final Texts texts;
    private final Entity entity;
    private final String identifiers;
    private final String records;

    /** Over the identifiers of an entity, or what stands for them. */
    Lookup(Session session, Models models, OwnTables own, Entity entity) {
        this.session = session;
        this.dialect = session.dialect();
        this.texts = new Texts(dialect);
        this.entity = entity;
        this.identifiers = stands(models, own.name(EntityTable.IDENTIFIERS.of(entity.name())));
        this.records = stands(models, own.name(EntityTable.RECORDS.of(entity.name())));
    }

    private String stands(Models models, TableName table) {
        return OwnTables.quoted(dialect, models.inPlaceOf(table));
    }

    /** The query of all identifiers as rows find their profile by them. */
    String identifiers() {
        return "select type, value, %s from %s"
                .formatted(dialect.quote(entity.idColumn()), identifiers);
    }

    /** The query of all records of a source as rows find their profile by them. */
    String records(String source) {
        return "select record_key, %s from %s where source = %s"
                .formatted(dialect.quote(entity.idColumn()), records, texts.literal(source));
    }

    /**
     * How rows find their profile.
     *
     * @param id the id of the profile, null where nobody is known
     * @param joins what stands behind the rows, whose alias is {@code r}
     */
    record Found(String id, String joins) {}

    /**
     * By the identifiers of rows.
     *
     * @param rows the query of the rows
     * @param by SQL of the text of an identifier over {@code r}, by type
     */
    Found by(String rows, Map<String, String> by) {
        List<String> ids = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        for (Identifier type : entity.identity().identifiers()) {
            String text = by.get(type.type());
            if (text != null) {
                String alias = "l" + ids.size();
                ids.add(alias + ".pid");
                joins.append(join(rows, type, text, alias));
            }
        }
        return new Found(
                ids.size() == 1 ? ids.getFirst() : "coalesce(" + String.join(", ", ids) + ")",
                joins.toString());
    }

    private String join(String rows, Identifier type, String text, String alias) {
        String trimmed = texts.trimmed(text);
        String normal =
                switch (type.normal()) {
                    case Normal.None none -> trimmed;
                    case Normal.Lower lower -> "lower(" + trimmed + ")";
                    case Normal.Email email -> texts.email(trimmed, email.gmail());
                    case Normal.Phone phone -> alias + "p.number";
                };
        String before =
                type.normal() instanceof Normal.Phone(String region)
                        ? "\nleft join %s %sp on %sp.written = %s"
                                .formatted(
                                        phones(rows, trimmed, new Phones(region), alias),
                                        alias,
                                        alias,
                                        trimmed)
                        : "";
        String id = "cast(" + dialect.quote(entity.idColumn()) + " as " + own(Own.TEXT) + ")";
        return before
                + ("\n"
                       + "left join (select value, cast(min(%1$s) as %2$s) as pid from %3$s where"
                       + " type = %4$s group by value having min(%1$s) = max(%1$s)) %5$s on"
                       + " %5$s.value = %6$s")
                        .formatted(
                                id,
                                own(Own.UUID),
                                identifiers,
                                texts.literal(type.type()),
                                alias,
                                normal);
    }

    private String own(Own type) {
        return dialect.own(type);
    }

    /** A temporary table of the texts and their numbers. */
    private String phones(String rows, String text, Phones phones, String alias) {
        List<String[]> pairs = new ArrayList<>();
        Sql query = Sql.of("select distinct " + text + " from (\n" + rows + "\n) r");
        try (RowStream written = session.rows(query)) {
            while (written.next()) {
                String each = written.text(0);
                String number = each == null ? null : phones.e164(each);
                if (each != null && number != null) {
                    pairs.add(new String[] {each, number});
                }
            }
        }
        Type type = Type.of(Type.Kind.TEXT, own(Own.TEXT));
        List<Column> columns = List.of(new Column("written", type), new Column("number", type));
        TableName table = TableName.temporary("shaduf_facts_phones_" + alias);
        String name = dialect.quote(table.name());
        session.execute(Sql.of("drop table if exists " + name));
        session.execute(
                Sql.of(
                        "create temporary table %s (written %s, number %s)"
                                .formatted(name, type.name(), type.name())));
        try (Loader loader = session.load(table, columns)) {
            for (String[] pair : pairs) {
                loader.value(pair[0]);
                loader.value(pair[1]);
                loader.endRow();
            }
            loader.finish();
        }
        return name;
    }

    /**
     * By the records that rows made.
     *
     * @param source what stands after {@code from} in the entity's records
     * @param key SQL of the text of the record's key over {@code r}
     */
    Found byRecord(String source, String key) {
        return new Found(
                "l0." + dialect.quote(entity.idColumn()),
                "\nleft join %s l0 on l0.source = %s and l0.record_key = %s"
                        .formatted(records, texts.literal(source), key));
    }
}
