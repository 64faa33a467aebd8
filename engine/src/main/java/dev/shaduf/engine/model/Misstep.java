package dev.shaduf.engine.model;

import dev.shaduf.engine.project.Model;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The warehouse's complaint about a model's SQL, with the line of the file where it can be told.
 */
final class Misstep {

    /** What stands before a query when it is described. */
    private static final String BEFORE = "SELECT * FROM (\n";

    /** PostgreSQL: a character of the statement, from 1. */
    private static final Pattern POSITION = Pattern.compile("Position: (\\d+)");

    /** DuckDB: a line of the statement, with an excerpt and a caret below it. */
    private static final Pattern LINE =
            Pattern.compile("LINE \\d+: (.*)\\n( *)\\^", Pattern.MULTILINE);

    private Misstep() {}

    static ShadufException in(Model model, Composed composed, ShadufException e) {
        if (e.code() != Failure.SQL_FAILED && e.code() != Failure.FORBIDDEN) {
            return e;
        }
        String said = said(e);
        String where = where(composed, said);
        return new ShadufException(
                ModelFailure.WRONG_SQL,
                "%s: the warehouse does not take the SQL of '%s'. %s"
                        .formatted(
                                where == null ? file(model) : where, model.name(), shortened(said)),
                "Correct the SQL; 'shaduf explain " + model.name() + "' shows what is run.",
                e);
    }

    /** What was said while the rows were read, in whichever statement that was. */
    static ShadufException halfWay(Model model, Composed composed, ShadufException e) {
        boolean stopped = e.fix().isEmpty();
        if (e.code() != Failure.SQL_FAILED || stopped) {
            return e;
        }
        String said = said(e);
        String where = excerpt(composed, said);
        return new ShadufException(
                ModelFailure.WRONG_SQL,
                "%s: the SQL of '%s' failed while its rows were read. %s"
                        .formatted(
                                where == null ? file(model) : where, model.name(), shortened(said)),
                "Correct the SQL or the rows it reads; 'shaduf explain "
                        + model.name()
                        + "' shows what is run.",
                e);
    }

    private static String said(ShadufException e) {
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null ? e.message() : cause.getMessage();
    }

    private static String file(Model model) {
        return model.query() instanceof Model.Query.Text text ? text.file() : model.common().file();
    }

    private static @Nullable String where(Composed composed, String said) {
        Matcher position = POSITION.matcher(said);
        if (position.find()) {
            return composed.where(Integer.parseInt(position.group(1)) - 1 - BEFORE.length());
        }
        return excerpt(composed, said);
    }

    private static @Nullable String excerpt(Composed composed, String said) {
        Matcher line = LINE.matcher(said);
        if (!line.find()) {
            return null;
        }
        int prefix = line.group().indexOf(": ") + 2;
        int caret = line.group(2).length() - prefix;
        String excerpt = line.group(1);
        String clean = excerpt.replaceAll("^\\.\\.\\.|\\.\\.\\.$", "");
        int cut = excerpt.startsWith("...") ? 3 : 0;
        int at = composed.text().indexOf(clean);
        boolean once = at >= 0 && composed.text().indexOf(clean, at + 1) < 0;
        return once ? composed.where(at + Math.clamp(caret - cut, 0, clean.length() - 1)) : null;
    }

    /** The message without the picture of the statement. */
    private static String shortened(String said) {
        String text = said.split("\\n\\s*(LINE \\d+:|Position:)", 2)[0];
        return text.strip().replaceAll("\\s*\\n\\s*", " ");
    }
}
