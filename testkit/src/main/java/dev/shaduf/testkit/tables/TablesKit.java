package dev.shaduf.testkit.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.ObjectType;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Tables as a destination. A test class implements {@link #stand} and has all of it. */
public interface TablesKit {

    /** A destination in front of an empty database. */
    TableStand stand();

    /** Schema, table and key are made with the model's types. */
    @Test
    default void createMakesSchemaTableAndKey() {
        try (TableStand stand = stand()) {
            Writing writing =
                    Writing.into("sales.people").key("id", "INTEGER").field("age", "INTEGER");

            writing.send(stand, Action.UPSERT, "7:{\"age\":30}", "8:{\"age\":null}");
            writing.send(stand, Action.UPSERT, "7:{\"age\":31}");

            assertThat(stand.rows("SELECT id, age FROM sales.people ORDER BY id"))
                    .containsExactly("7|31", "8|null");
            assertThatThrownBy(() -> stand.run("INSERT INTO sales.people VALUES (7, 1)"))
                    .hasMessageContaining("id");
        }
    }

    /** A table that appends get has no key. */
    @Test
    default void aTableForAppendsHasNoKey() {
        try (TableStand stand = stand()) {
            Writing writing =
                    Writing.into("log")
                            .key("id", "INTEGER")
                            .field("age", "INTEGER")
                            .mode(Mode.APPEND);

            writing.send(stand, Action.INSERT, "7:{\"age\":30}");
            writing.send(stand, Action.INSERT, "7:{\"age\":31}");

            assertThat(stand.rows("SELECT age FROM log ORDER BY age")).containsExactly("30", "31");
        }
    }

    /** Deletes take away what they name and nothing else. */
    @Test
    default void deletesTakeWhatTheyName() {
        try (TableStand stand = stand()) {
            Writing writing = Writing.into("people").key("id", "INTEGER").field("age", "INTEGER");
            writing.send(stand, Action.UPSERT, "1:{\"age\":1}", "2:{\"age\":2}", "3:{\"age\":3}");

            assertThat(writing.send(stand, Action.DELETE, "1:", "3:", "99:"))
                    .containsExactly("done", "done", "done");

            assertThat(stand.rows("SELECT id FROM people")).containsExactly("2");
        }
    }

    /** A field that a row does not have stays as it is, also beside rows that have it. */
    @Test
    default void absentFieldsLeaveTheirColumnsAsTheyAre() {
        try (TableStand stand = stand()) {
            Writing writing =
                    Writing.into("people")
                            .key("id", "INTEGER")
                            .field("age", "INTEGER")
                            .field("city", "TEXT");
            writing.send(
                    stand,
                    Action.UPSERT,
                    "1:{\"age\":1,\"city\":\"Rome\"}",
                    "2:{\"age\":2,\"city\":\"Oslo\"}");

            writing.send(stand, Action.UPSERT, "1:{\"age\":10}", "2:{\"city\":null}", "3:{}");

            assertThat(stand.rows("SELECT id, age, city FROM people ORDER BY id"))
                    .containsExactly("1|10|Rome", "2|2|null", "3|null|null");
        }
    }

    /** An update of a key that the table does not know is refused, alone. */
    @Test
    default void anUpdateOfAnUnknownKeyIsRefused() {
        try (TableStand stand = stand()) {
            Writing writing = Writing.into("people").key("id", "INTEGER").field("age", "INTEGER");
            writing.send(stand, Action.UPSERT, "1:{\"age\":1}");

            assertThat(writing.send(stand, Action.UPDATE, "1:{\"age\":5}", "2:{\"age\":5}"))
                    .containsExactly("done", "refused: no row with id = 2");

            assertThat(stand.rows("SELECT id, age FROM people")).containsExactly("1|5");
        }
    }

    /** Values that a column does not take are found, and all others arrive. */
    @Test
    default void rowsWithValuesThatDoNotFitAreFound() {
        try (TableStand stand = stand()) {
            stand.run("CREATE TABLE t (id integer PRIMARY KEY, age integer, born date)");
            Writing writing =
                    Writing.into("t")
                            .key("id", "INTEGER")
                            .field("age", "TEXT")
                            .field("born", "TEXT");

            List<String> results =
                    writing.send(
                            stand,
                            Action.UPSERT,
                            "1:{\"age\":\"1\",\"born\":\"2000-02-03\"}",
                            "2:{\"age\":\"two\",\"born\":null}",
                            "3:{\"age\":3,\"born\":\"someday\"}",
                            "4:{\"age\":4.5,\"born\":null}",
                            "5:{\"age\":5,\"born\":null}");

            assertThat(results).element(0).isEqualTo("done");
            assertThat(results).element(1).asString().startsWith("refused").contains("two");
            assertThat(results).element(2).asString().startsWith("refused").contains("someday");
            assertThat(results).element(3).asString().startsWith("refused").contains("4.5");
            assertThat(results).element(4).isEqualTo("done");
            assertThat(stand.rows("SELECT id, age, born FROM t ORDER BY id"))
                    .containsExactly("1|1|2000-02-03", "5|5|null");
        }
    }

    /** Rows that break a constraint are found, and all others arrive. */
    @Test
    default void rowsThatBreakAConstraintAreFound() {
        try (TableStand stand = stand()) {
            stand.run(
                    "CREATE TABLE t (id integer PRIMARY KEY, mail text UNIQUE, n integer NOT"
                            + " NULL)");
            Writing writing =
                    Writing.into("t")
                            .key("id", "INTEGER")
                            .field("mail", "TEXT")
                            .field("n", "INTEGER");

            List<String> results =
                    writing.send(
                            stand,
                            Action.UPSERT,
                            "1:{\"mail\":\"a\",\"n\":1}",
                            "2:{\"mail\":\"a\",\"n\":1}",
                            "3:{\"mail\":\"c\",\"n\":null}",
                            "4:{\"mail\":\"d\",\"n\":1}");

            assertThat(results.get(0)).isEqualTo("done");
            assertThat(results.get(1)).startsWith("refused");
            assertThat(results.get(2)).startsWith("refused");
            assertThat(results.get(3)).isEqualTo("done");
            assertThat(stand.rows("SELECT id FROM t ORDER BY id")).containsExactly("1", "4");
        }
    }

    /** An insert of a key that is there is refused. */
    @Test
    default void anInsertOfAKnownKeyIsRefused() {
        try (TableStand stand = stand()) {
            Writing writing =
                    Writing.into("t").key("id", "INTEGER").field("n", "INTEGER").mode(Mode.INSERT);
            writing.send(stand, Action.INSERT, "1:{\"n\":1}");

            List<String> results = writing.send(stand, Action.INSERT, "1:{\"n\":2}", "2:{\"n\":2}");

            assertThat(results.get(0)).startsWith("refused");
            assertThat(results.get(1)).isEqualTo("done");
            assertThat(stand.rows("SELECT id, n FROM t ORDER BY id")).containsExactly("1|1", "2|2");
        }
    }

    /** The same batch of inserts again is answered as before and adds nothing. */
    @Test
    default void aBatchOfInsertsArrivesOnce() {
        try (TableStand stand = stand()) {
            Writing writing =
                    Writing.into("t").key("id", "INTEGER").field("n", "INTEGER").mode(Mode.APPEND);

            writing.named("k1").send(stand, Action.INSERT, "1:{\"n\":1}", "2:{\"n\":2}");
            assertThat(writing.named("k1").send(stand, Action.INSERT, "1:{\"n\":1}", "2:{\"n\":2}"))
                    .containsExactly("done", "done");

            assertThat(stand.rows("SELECT id FROM t ORDER BY id")).containsExactly("1", "2");
        }
    }

    /** Without a unique index rows are found by their values. */
    @Test
    default void upsertsNeedNoUniqueIndex() {
        try (TableStand stand = stand()) {
            stand.run("CREATE TABLE t (id integer, n integer)");
            stand.run("INSERT INTO t VALUES (1, 1)");
            Writing writing = Writing.into("t").key("id", "INTEGER").field("n", "INTEGER");

            writing.send(stand, Action.UPSERT, "1:{\"n\":5}", "2:{\"n\":6}");

            assertThat(stand.rows("SELECT id, n FROM t ORDER BY id")).containsExactly("1|5", "2|6");
        }
    }

    /** A known row need not bring the columns that only a new one must have. */
    @Test
    default void knownRowsMayLeaveOutRequiredColumns() {
        try (TableStand stand = stand()) {
            stand.run("CREATE TABLE t (id integer PRIMARY KEY, must integer NOT NULL, n integer)");
            stand.run("INSERT INTO t VALUES (1, 1, 1)");
            Writing writing = Writing.into("t").key("id", "INTEGER").field("n", "INTEGER");

            List<String> results = writing.send(stand, Action.UPSERT, "1:{\"n\":5}", "2:{\"n\":6}");

            assertThat(results.get(0)).isEqualTo("done");
            assertThat(results.get(1)).startsWith("refused");
            assertThat(stand.rows("SELECT id, n FROM t")).containsExactly("1|5");
        }
    }

    /** Columns are added to a table that Shaduf made, and to no other. */
    @Test
    default void columnsAreAddedToOwnTablesOnly() {
        try (TableStand stand = stand()) {
            stand.run("CREATE TABLE theirs (id integer PRIMARY KEY)");
            Writing ours = Writing.into("ours").key("id", "INTEGER").field("a", "INTEGER");
            ours.send(stand, Action.UPSERT, "1:{\"a\":1}");

            ours.field("b", "TEXT").send(stand, Action.UPSERT, "1:{\"a\":2,\"b\":\"x\"}");

            assertThat(stand.rows("SELECT id, a, b FROM ours")).containsExactly("1|2|x");
            assertThatThrownBy(() ->
                            Writing.into("theirs")
                                    .key("id", "INTEGER")
                                    .field("b", "TEXT")
                                    .send(stand, Action.UPSERT, "1:{\"b\":\"x\"}"))
                    .isInstanceOf(ShadufException.class)
                    .hasMessageContaining("has no column b");
        }
    }

    /** A table that is not there is named, and how to have it made. */
    @Test
    default void aMissingTableIsNamedWithAdvice() {
        try (TableStand stand = stand()) {
            Writing writing = Writing.into("sales.nope").key("id", "INTEGER").create(false);

            assertThatThrownBy(() -> writing.send(stand, Action.UPSERT, "1:{}"))
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(Failure.NOT_FOUND);
                                assertThat(e.message()).contains("sales.nope");
                                assertThat(e.fix()).contains("create: true");
                            });
        }
    }

    /** A table is described by its columns and keys. */
    @Test
    default void aTableIsDescribed() {
        try (TableStand stand = stand();
                Destination destination = stand.open()) {
            stand.run(
                    "CREATE TABLE t (id integer PRIMARY KEY, mail text NOT NULL, n integer,"
                            + " UNIQUE (mail, n))");

            ObjectType object = destination.object("t", true);

            assertThat(object.fields())
                    .containsExactly(
                            new ObjectType.Field("id", true, false),
                            new ObjectType.Field("mail", true, false),
                            new ObjectType.Field("n", false, false));
            assertThat(object.matchKeys()).containsExactly(List.of("id"), List.of("mail", "n"));
        }
    }

    /** Values of every type arrive exactly. */
    @Test
    default void valuesOfEveryTypeArriveExactly() {
        try (TableStand stand = stand()) {
            Writing writing =
                    Writing.into("t")
                            .key("id", "TEXT")
                            .field("big", "INTEGER")
                            .field("price", "DECIMAL")
                            .field("yes", "BOOLEAN")
                            .field("seen", "TIMESTAMP")
                            .field("day", "DATE")
                            .field("note", "TEXT");

            writing.send(
                    stand,
                    Action.UPSERT,
                    "\"a\\\"b\":{\"big\":9223372036854775807,"
                            + "\"price\":1234567890123456789012345678.0123456789,\"yes\":true,"
                            + "\"seen\":\"1815-12-10T07:14:03.123456Z\",\"day\":\"1815-12-10\","
                            + "\"note\":\"O'Neil \\\\ \\t \\n \uD83E\uDD86 \\\"\"}");

            assertThat(
                            stand.rows(
                                    "SELECT id, big, price, yes, day, note FROM t WHERE seen ="
                                            + " TIMESTAMPTZ '1815-12-10 07:14:03.123456Z'"))
                    .containsExactly(
                            "a\"b|9223372036854775807|"
                                    + "1234567890123456789012345678.0123456789|true|1815-12-10|"
                                    + "O'Neil \\ \t \n \uD83E\uDD86 \"");
        }
    }

    /** What was before the year 1 arrives too, as ISO-8601 writes it. */
    @Test
    default void timesBeforeTheFirstYearArrive() {
        try (TableStand stand = stand()) {
            stand.run("CREATE TABLE t (id integer PRIMARY KEY, seen TIMESTAMP, day DATE)");
            Writing writing =
                    Writing.into("t")
                            .key("id", "INTEGER")
                            .field("seen", "TIMESTAMP")
                            .field("day", "DATE");

            writing.send(
                    stand,
                    Action.UPSERT,
                    "1:{\"seen\":\"-0043-03-15T04:05:06Z\",\"day\":\"0000-02-03\"}");

            assertThat(
                            stand.rows(
                                    "SELECT id FROM t WHERE extract(year FROM seen + INTERVAL '100"
                                            + " years') = 57 AND extract(day FROM seen) = 15 AND"
                                            + " extract(year FROM day + INTERVAL '4 years') = 4"))
                    .containsExactly("1");
        }
    }

    /** Names are the same in any case. */
    @Test
    default void namesCompareWithoutCase() {
        try (TableStand stand = stand()) {
            stand.run("CREATE TABLE people (id integer PRIMARY KEY, age integer)");

            Writing.into("PEOPLE")
                    .key("ID", "INTEGER")
                    .field("Age", "INTEGER")
                    .create(false)
                    .send(stand, Action.UPSERT, "1:{\"Age\":5}");

            assertThat(stand.rows("SELECT id, age FROM people")).containsExactly("1|5");
        }
    }
}
