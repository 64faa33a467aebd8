package dev.shaduf.engine.model;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A query that a person typed. It may read whatever the warehouse can, files too; that it changes
 * nothing is kept by the transaction it runs in, and said here before the warehouse says it worse.
 */
public final class TypedQuery {

    private TypedQuery() {}

    /** The query without what ends it. */
    public static Sql of(String sql) {
        List<Token> tokens = new ArrayList<>(Tokens.of(sql));
        int end = sql.length();
        while (!tokens.isEmpty() && tokens.getLast().sign(';')) {
            end = tokens.removeLast().start();
        }
        if (tokens.isEmpty()) {
            throw refused("there is none");
        }
        if (tokens.stream().anyMatch(token -> token.sign(';'))) {
            throw refused("these are several");
        }
        Token writing = TokenScan.writing(tokens);
        if (writing != null) {
            throw refused("'" + writing.text() + "' is not a query");
        }
        return Sql.of(sql.substring(0, end).strip());
    }

    private static ShadufException refused(String why) {
        return new ShadufException(
                ModelFailure.NOT_ONE_QUERY,
                "'query' only reads, one statement at a time: " + why + ". Nothing was run.",
                "Write one SELECT; what changes a table belongs in the warehouse's own tool.");
    }
}
