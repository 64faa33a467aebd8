package dev.shaduf.engine.model;

import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.util.TablesNamesFinder;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether SQL is one query that only reads: a parser, and behind it a look at every word. */
final class SingleQuery {

    private static final Set<String> DUCKDB_TABLE_FUNCTIONS =
            Set.of("range", "unnest", "generate_series");
    private static final String[] BEGINNINGS = {
        "select", "with", "from", "values", "table", "pivot", "unpivot"
    };

    private SingleQuery() {}

    /** What was found. */
    sealed interface Verdict {

        /** One query that only reads. */
        record Fine() implements Verdict {}

        /**
         * Nothing suspicious, but the parser does not know it: the warehouse decides when it
         * describes it, as a subquery and in a transaction that only reads.
         */
        record Unknown() implements Verdict {}

        /**
         * Not one, or not only reading.
         *
         * @param at where in the text, from 0
         */
        record Refused(String what, int at) implements Verdict {}
    }

    static Verdict check(String sql, String dialect) {
        List<Token> tokens = Tokens.of(sql);
        if (tokens.isEmpty()) {
            return new Verdict.Refused("is empty", 0);
        }
        TokenScan.Finding finding = new TokenScan(tokens, dialect).first();
        if (finding != null) {
            return new Verdict.Refused(finding.what(), finding.token().start());
        }
        Statement statement;
        try {
            statement = CCJSqlParserUtil.parse(sql);
        } catch (JSQLParserException | RuntimeException e) {
            return unknown(tokens);
        }
        if (!(statement instanceof Select select)) {
            return new Verdict.Refused("is not a query", 0);
        }
        String what = new Walk(dialect.equals("duckdb")).look(select);
        return what == null ? new Verdict.Fine() : new Verdict.Refused(what, 0);
    }

    private static Verdict unknown(List<Token> tokens) {
        Token first = tokens.getFirst();
        if (!first.is(BEGINNINGS) && !first.sign('(')) {
            return new Verdict.Refused("does not begin like a query", first.start());
        }
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("into")) {
                return new Verdict.Refused("has INTO", token.start());
            }
            if (TokenScan.looksLikeFile(token)) {
                return new Verdict.Refused(
                        "may read the file '" + token.text() + "'", token.start());
            }
        }
        return new Verdict.Unknown();
    }

    /** Visits every table, function and subquery. */
    private static final class Walk extends TablesNamesFinder<Void> {
        private final boolean duckdb;
        private @Nullable String what;

        Walk(boolean duckdb) {
            this.duckdb = duckdb;
        }

        @Nullable String look(Select select) {
            init(false);
            try {
                select.accept((net.sf.jsqlparser.statement.StatementVisitor<Void>) this, null);
            } catch (UnsupportedOperationException e) {
                refuse("has a part that is not a query");
            }
            return what;
        }

        private void refuse(String reason) {
            if (what == null) {
                what = reason;
            }
        }

        private void select(Select select) {
            if (select.getForMode() != null || select.getForUpdateTable() != null) {
                refuse("locks rows");
            }
        }

        @Override
        public <S> Void visit(PlainSelect select, S context) {
            select(select);
            if (select.getIntoTables() != null
                    || select.getIntoTempTable() != null
                    || select.getMySqlSelectIntoClause() != null) {
                refuse("writes with INTO");
            }
            return super.visit(select, context);
        }

        @Override
        public <S> Void visit(WithItem<?> item, S context) {
            if (!(item.getParenthesedStatement() instanceof Select)) {
                refuse("writes in WITH");
                return null;
            }
            return super.visit(item, context);
        }

        @Override
        public <S> Void visit(Table table, S context) {
            if (duckdb && TokenScan.readAsFile(table.getName().replaceAll("^['\"]|['\"]$", ""))) {
                refuse("reads a file, " + table.getName());
            }
            return super.visit(table, context);
        }

        @Override
        public <S> Void visit(TableFunction function, S context) {
            for (Function one : functions(function)) {
                String name = one.getName().toLowerCase(Locale.ROOT);
                if (duckdb && !DUCKDB_TABLE_FUNCTIONS.contains(name)) {
                    refuse("reads from the table function '" + one.getName() + "'");
                }
            }
            return super.visit(function, context);
        }

        private static List<Function> functions(TableFunction function) {
            return function.isRowsFrom()
                    ? function.getFunctions()
                    : List.of(function.getFunction());
        }
    }
}
