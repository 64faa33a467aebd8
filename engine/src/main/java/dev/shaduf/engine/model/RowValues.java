package dev.shaduf.engine.model;

import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.Code;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a file's "column or SQL" means over the rows of a relation, whose alias is {@code r}.
 *
 * @param from how the file names the relation
 * @param missing the code of a column that is not there
 * @param wrong the code of SQL that is no expression over the rows
 */
public record RowValues(
        Session session, Models models, Relation relation, String from, Code missing, Code wrong) {

    /** An expression with its type. */
    public record Value(String sql, Type type) {}

    /**
     * A column, in whatever case, or an expression.
     *
     * @param where where it is written, for a message: file and key
     */
    public Value value(String says, String where) {
        Column column = column(says);
        if (column != null) {
            return new Value("r." + session.dialect().quote(column.name()), column.type());
        }
        List<String> names = relation.columns().stream().map(Column::name).toList();
        if (says.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
            throw new ShadufException(
                    missing,
                    "%s reads the column '%s', which %s does not have."
                            .formatted(where, says, from),
                    Spelling.advice(says, names));
        }
        String refusal = models.refusal("select (" + says + ") from r");
        if (refusal != null) {
            throw new ShadufException(
                    wrong,
                    where + ": the SQL " + refusal + ".",
                    "Write one expression over the columns of " + from + ".");
        }
        String query = "select (" + says + "\n) from (\n" + relation.query().text() + "\n) r";
        try {
            Type type = session.describe(Sql.of(query)).getFirst().type();
            return new Value("(" + says + "\n)", type);
        } catch (ShadufException e) {
            throw new ShadufException(
                    wrong,
                    where + ": " + e.message(),
                    "Its columns are: " + String.join(", ", names) + ".",
                    e);
        }
    }

    private @Nullable Column column(String name) {
        return relation.columns().stream()
                .filter(c -> c.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }
}
