package dev.shaduf.testkit.warehouse;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;

/** What a warehouse answers, as tests compare it. */
public final class Texts {

    private Texts() {}

    /** The rows of a query as texts, columns separated by a bar. */
    public static List<String> rows(Session session, String sql) {
        List<String> all = new ArrayList<>();
        try (RowStream rows = session.rows(Sql.of(sql))) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 0; i < rows.columns().size(); i++) {
                    row.append(i == 0 ? "" : "|").append(rows.text(i));
                }
                all.add(row.toString());
            }
        }
        return all;
    }
}
