package dev.shaduf.engine.trait;

import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What a file's "column or SQL" means over the rows of a relation, whose alias is {@code r}. */
record Columns(Session session, Models models, Relation relation, String from) {

    /** The column of that name, in whatever case, or null. */
    @Nullable Column column(String name) {
        return relation.columns().stream()
                .filter(c -> c.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * A column or an expression.
     *
     * @param where where it is written: file, table and key
     */
    Value value(String says, String where) {
        Column column = column(says);
        if (column != null) {
            return Value.of("r." + session.dialect().quote(column.name()), column.type());
        }
        List<String> names = relation.columns().stream().map(Column::name).toList();
        if (says.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
            throw new ShadufException(
                    TraitFailure.NO_SUCH_PROPERTY,
                    "%s reads the column '%s', which %s does not have."
                            .formatted(where, says, from),
                    Spelling.advice(says, names));
        }
        String refusal = models.refusal("select (" + says + ") from r");
        if (refusal != null) {
            throw new ShadufException(
                    TraitFailure.WRONG_EXPRESSION,
                    where + ": the SQL " + refusal + ".",
                    "Write one expression over the columns of " + from + ".");
        }
        String query = "select (" + says + "\n) from (\n" + relation.query().text() + "\n) r";
        try {
            Type type = session.describe(Sql.of(query)).getFirst().type();
            return Value.of("(" + says + "\n)", type);
        } catch (ShadufException e) {
            throw new ShadufException(
                    TraitFailure.WRONG_EXPRESSION,
                    where + ": " + e.message(),
                    "Its columns are: " + String.join(", ", names) + ".",
                    e);
        }
    }
}
