package dev.shaduf.engine.model;

import dev.shaduf.engine.project.Places;
import dev.shaduf.engine.project.Problem;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/**
 * What a file's "columns or SQL" mean over the rows of a relation. What is wrong with one is
 * thrown, or told to whoever wants to know of all of them; then nothing stands for it.
 */
public record FileValues(RowValues values, Places places, @Nullable Consumer<Problem> told) {

    /**
     * A column or an expression.
     *
     * @param path where it is in the file
     * @param what what people call it there
     */
    public RowValues.Value value(String says, String path, String what) {
        if (told == null) {
            return values.value(says, places.of(path) + ": " + what);
        }
        try {
            return values.value(says, what);
        } catch (ShadufException e) {
            told.accept(places.problem(path, e));
            return nothing();
        }
    }

    private RowValues.Value nothing() {
        Dialect dialect = values.session().dialect();
        String text = dialect.own(Dialect.Own.TEXT);
        return new RowValues.Value("cast(null as " + text + ")", Type.of(Type.Kind.TEXT, text));
    }
}
