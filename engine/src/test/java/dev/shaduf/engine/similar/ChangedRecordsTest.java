package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Similar.Kind;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Scores of what changed, put to those of before, are the scores of everything. */
class ChangedRecordsTest {

    private static final int PERSONS = 240;

    @TempDir Path directory;
    private Register register;
    private final Random random = new Random(4);

    @BeforeEach
    void open() {
        register =
                new Register(directory)
                        .compare("name", Kind.NAME)
                        .compare("born", Kind.DATE)
                        .compare("city", Kind.EXACT)
                        .block("born")
                        .block("name")
                        .block("city", "left(name, 1)");
    }

    @AfterEach
    void close() {
        register.close();
    }

    /** Few names, some of them much more frequent than others. */
    private String person() {
        int often = (int) Math.pow(random.nextDouble() * 5, 2);
        return String.join(
                "|",
                random.nextInt(12) == 0
                        ? "-"
                        : (char) ('a' + often / 3) + "nn" + (char) ('a' + often % 3),
                "19%02d-%02d-01".formatted(random.nextInt(30), 1 + random.nextInt(4)),
                random.nextInt(9) == 0 ? "-" : "city" + random.nextInt(5));
    }

    private Map<String, String> scores(Candidates candidates, Weights weights) {
        Map<String, String> all = new TreeMap<>();
        String query =
                "select a, b, bits, lists, pattern_of from (select *, g0 || ' ' || g1 || ' ' || g2"
                        + " as pattern_of from %s) s"
                                .formatted(candidates.score(weights, 0.001).table());
        try (RowStream rows = register.session().rows(Sql.of(query))) {
            while (rows.next()) {
                all.put(
                        rows.text(0) + "-" + rows.text(1),
                        rows.text(2) + " " + rows.text(3) + " " + rows.text(4));
            }
        }
        return all;
    }

    private void changes(int many) {
        register.run("create or replace temporary table changed (n integer)");
        for (int record : random.ints(0, PERSONS).distinct().limit(many).toArray()) {
            register.change(record, person());
            register.run("insert into changed values (" + record + ")");
        }
    }

    private long number(String sql) {
        return register.session().number(Sql.of(sql));
    }

    private void assertTheSameAfterChanges() {
        register.persons(PERSONS, i -> person());
        Map<String, String> known;
        Weights weights;
        try (Candidates all = register.candidates()) {
            weights = all.train();
            known = scores(all, weights);
            register.run("create temporary table known as " + all.known(weights));
        }
        for (int step = 0; step < 6; step++) {
            changes(1 + random.nextInt(20));
            try (Candidates some = register.candidates(new Scope("changed", null, "known"))) {
                Map<String, String> fresh = scores(some, weights);
                List<Long> dirty = numbers("select n from " + some.dirty());
                known.keySet()
                        .removeIf(pair ->
                                List.of(pair.split("-")).stream()
                                        .anyMatch(n -> dirty.contains(Long.valueOf(n))));
                known.putAll(fresh);
                register.run("delete from known where what = 'key'");
                register.run("insert into known " + some.known());
            }
            try (Candidates all = register.candidates(new Scope(null, null, "known"))) {
                assertThat(known).as("step " + step).isEqualTo(scores(all, weights));
            }
        }
    }

    private List<Long> numbers(String sql) {
        List<Long> all = new java.util.ArrayList<>();
        try (RowStream rows = register.session().rows(Sql.of(sql))) {
            while (rows.next()) {
                all.add(rows.whole(0));
            }
        }
        return all;
    }

    @Test
    void valuesAreAsFrequentAsTheyWereWhenTheWeightsWereLearnt() {
        assertTheSameAfterChanges();
        assertThat(number("select count(*) from known where what = 'value'")).isPositive();
    }

    @Test
    void keysThatComeToBeOnTooManyRecordsOrOnFewerTakeAllTheirPairsWithThem() {
        register.limits(new Limits(9, 1_000_000, 20_000));
        assertTheSameAfterChanges();
        assertThat(number("select count(*) from known where what = 'key'")).isPositive();
    }

    @Test
    void limitOfAllPairsMovesWithTheRecords() {
        register.limits(new Limits(5_000, 800, 20_000));
        assertTheSameAfterChanges();
        assertThat(number("select count(*) from known where what = 'key'")).isPositive();
    }

    @Test
    void twoRecordsAloneAreScoredAsAmongAll() {
        register.limits(new Limits(9, 1_000_000, 20_000));
        register.persons(PERSONS, i -> person());
        Weights weights;
        Map<String, String> among;
        try (Candidates all = register.candidates()) {
            weights = all.train();
            among = scores(all, weights);
            register.run("create temporary table known as " + all.known(weights));
        }
        assertThat(among).isNotEmpty();
        for (String pair : among.keySet().stream().limit(20).toList()) {
            register.run(
                    "create or replace temporary table two as select * replace (cast(row_number()"
                            + " over (order by n) - 1 as integer) as n) from listed"
                            + " where n in (%s)".formatted(pair.replace('-', ',')));
            register.run("create or replace temporary table changed as select 0 as n");
            Scope alone = new Scope("changed", null, "known", true);
            try (Candidates two =
                    Candidates.of(register.session(), "two", register.design(), alone)) {
                assertThat(scores(two, weights).values()).containsExactly(among.get(pair));
            }
        }
    }

    @Test
    void theValuesOfTheRecordsThatTaughtAreScoredAlikeWhetherCountedOrKept() {
        register.persons(PERSONS, i -> person());
        Weights weights;
        Map<String, String> now;
        try (Candidates counted = register.candidates()) {
            weights = counted.train();
            now = scores(counted, weights);
            register.run("create temporary table known as " + counted.known(weights));
        }
        try (Candidates kept = register.candidates(new Scope(null, null, "known"))) {
            assertThat(scores(kept, weights)).isEqualTo(now);
        }
    }
}
