package dev.shaduf.testkit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Vector;
import dev.shaduf.spi.warehouse.Warehouse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows that are held by column go into every warehouse like this. */
public interface AppendKit {

    /** The table that the tests fill. */
    TableName TABLE = new TableName("kit_rows", "all_types");

    /** The warehouse under test; shared by the tests. */
    Warehouse warehouse();

    @BeforeEach
    default void makeTable() {
        dropRows();
        try (Session session = warehouse().open()) {
            session.execute(Sql.of("CREATE SCHEMA kit_rows"));
            session.execute(
                    Sql.of(
                            "CREATE TABLE kit_rows.all_types (n BIGINT, extra VARCHAR, r %s, f"
                                            .formatted(session.dialect().own(Own.DOUBLE))
                                    + " BOOLEAN, t VARCHAR, j JSON, seen TIMESTAMP)"));
        }
    }

    @AfterEach
    default void dropRows() {
        try (Session session = warehouse().open()) {
            session.execute(Sql.of("DROP SCHEMA IF EXISTS kit_rows CASCADE"));
        }
    }

    @Test
    default void everyKindOfValueArrivesAsItWas() {
        try (Session session = warehouse().open()) {
            long[] first = {1};
            long rows =
                    session.append(
                            TABLE,
                            List.of(
                                    texts("j", Kind.JSON, "{\"a\":[1,\"é\"]}", null),
                                    new Vector.Whole(
                                            column("n", Kind.INTEGER, "BIGINT"),
                                            2,
                                            first,
                                            new long[] {Long.MIN_VALUE, 0}),
                                    new Vector.Real(
                                            column("r", Kind.FLOAT, "DOUBLE"),
                                            2,
                                            first,
                                            new double[] {0.1, 0}),
                                    new Vector.Flag(
                                            column("f", Kind.BOOLEAN, "BOOLEAN"), 2, first, first),
                                    texts("t", Kind.TEXT, "tab\t, line\n, \\ and 'quotes'", null),
                                    new Vector.Whole(
                                            column("seen", Kind.TIMESTAMP, "TIMESTAMP"),
                                            2,
                                            first,
                                            new long[] {1_700_000_000_123_456L, 0})));

            assertThat(rows).isEqualTo(2);
        }
        assertThat(all("n, r, f, t, j, seen, extra"))
                .containsExactly(
                        "-9223372036854775808|0.1|true|tab\t, line\n, \\ and 'quotes'|"
                                + "{\"a\":[1,\"é\"]}|2023-11-14 22:13:20.123456|null",
                        "null|null|null|null|null|null|null");
    }

    @Test
    default void whatATransactionAppendedGoesWithIt() {
        try (Session session = warehouse().open()) {
            session.begin(Session.Mode.WRITE);
            session.append(TABLE, List.of(texts("t", Kind.TEXT, "kept", "too")));
            session.append(TABLE, List.of(texts("extra", Kind.TEXT, "again")));
            session.commit();
            session.begin(Session.Mode.WRITE);
            session.append(TABLE, List.of(texts("t", Kind.TEXT, "dropped")));
            session.rollback();
        }

        assertThat(all("t, extra"))
                .containsExactlyInAnyOrder("kept|null", "too|null", "null|again");
    }

    @Test
    default void manyRowsArriveAll() {
        int rows = 200_000;
        @Nullable String[] texts = new @Nullable String[rows];
        for (int i = 0; i < rows; i++) {
            texts[i] = i % 3 == 0 ? null : "row " + i;
        }
        try (Session session = warehouse().open()) {
            session.begin(Session.Mode.WRITE);
            session.append(TABLE, List.of(texts("t", Kind.TEXT)));
            assertThat(session.append(TABLE, List.of(texts("t", Kind.TEXT, texts))))
                    .isEqualTo(rows);
            session.commit();
        }

        assertThat(all("count(*), count(t), count(DISTINCT t)"))
                .containsExactly("200000|133333|133333");
    }

    @Test
    default void aValueThatDoesNotFitFailsTheWholeAppendAndNothingElse() {
        try (Session session = warehouse().open()) {
            assertThatThrownBy(() ->
                            session.append(TABLE, List.of(texts("n", Kind.TEXT, "1", "two", "3"))))
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> assertThat(e.code()).isEqualTo(Failure.SQL_FAILED));
            assertThat(session.append(TABLE, List.of(texts("n", Kind.TEXT, "4")))).isEqualTo(1);
        }

        assertThat(all("n")).containsExactly("4");
    }

    @Test
    default void zeroCharactersNeverStopALoad() {
        try (Session session = warehouse().open()) {
            assertThat(session.append(TABLE, List.of(texts("t", Kind.TEXT, "a\0b")))).isEqualTo(1);
        }

        assertThat(all("replace(t, chr(1), '')")).hasSize(1);
    }

    @Test
    default void aTemporaryTableIsFilledLikeAnother() {
        try (Session session = warehouse().open()) {
            session.execute(Sql.of("CREATE TEMPORARY TABLE kit_stage (t VARCHAR)"));
            session.append(
                    TableName.temporary("kit_stage"), List.of(texts("t", Kind.TEXT, "staged")));
            try (RowStream rows = session.rows(Sql.of("SELECT t FROM kit_stage"))) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.text(0)).isEqualTo("staged");
            }
        }
    }

    @Test
    default void theLayoutOfASchemaNamesEveryColumn() {
        try (Session session = warehouse().open()) {
            session.execute(
                    Sql.of("CREATE VIEW kit_rows.texts_only AS SELECT t FROM kit_rows.all_types"));

            var layout = session.layout("kit_rows");

            assertThat(layout).containsOnlyKeys("all_types", "texts_only");
            assertThat(layout.get("all_types"))
                    .isEqualTo(session.columns(TABLE).orElseThrow())
                    .hasSize(7);
            assertThat(session.layout("no_such_schema")).isEmpty();
        }
    }

    private static Column column(String name, Kind kind, String type) {
        return new Column(name, Type.of(kind, type));
    }

    private static Vector.Text texts(String name, Kind kind, @Nullable String... values) {
        StringBuilder all = new StringBuilder();
        int[] offsets = new int[values.length + 1];
        long[] valid = new long[values.length / 64 + 1];
        int end = 0;
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value != null) {
                valid[i >> 6] |= 1L << i;
                all.append(value);
                end += value.getBytes(StandardCharsets.UTF_8).length;
            }
            offsets[i + 1] = end;
        }
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        String type = kind == Kind.JSON ? "JSON" : "VARCHAR";
        return new Vector.Text(column(name, kind, type), values.length, valid, offsets, bytes);
    }

    private List<String> all(String columns) {
        List<String> all = new ArrayList<>();
        try (Session session = warehouse().open();
                RowStream rows =
                        session.rows(Sql.of("SELECT " + columns + " FROM kit_rows.all_types"))) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 0; i < rows.columns().size(); i++) {
                    boolean flag = rows.columns().get(i).type().kind() == Kind.BOOLEAN;
                    String text = rows.isNull(i) ? null : flag ? "" + rows.flag(i) : rows.text(i);
                    row.append(i == 0 ? "" : "|").append(text);
                }
                all.add(row.toString());
            }
        }
        return all;
    }
}
