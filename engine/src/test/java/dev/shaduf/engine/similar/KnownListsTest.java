package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Similar.Kind;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.testkit.Needs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lists of others with the truth: what is found in them without labels. */
class KnownListsTest {

    @TempDir Path directory;

    @Test
    void febrlsFirstListIsFoundAlmostWhole() throws IOException {
        assertThat(febrl("dataset1", 0.95)).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void febrlsSecondListIsFoundAlmostWhole() throws IOException {
        assertThat(febrl("dataset2", 0.95)).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void splinksListIsFoundAsWellAsSplinkFindsIt() throws IOException {
        try (Register register = new Register(directory)) {
            register.compare("first_name", Kind.NAME)
                    .compare("surname", Kind.NAME)
                    .compare("dob", Kind.DATE)
                    .compare("city", Kind.EXACT)
                    .compare("email", Kind.EMAIL)
                    .block("first_name")
                    .block("surname")
                    .block("dob")
                    .block("email");
            String from = "read_csv('%s', all_varchar = true)".formatted(file("splink/fake_1000"));
            assertThat(f1(register, from, "cluster", 0.8)).isGreaterThanOrEqualTo(0.916);
        }
    }

    private double febrl(String name, double mergeAt) throws IOException {
        try (Register register = new Register(directory)) {
            register.compare("given_name", Kind.NAME)
                    .compare("surname", Kind.NAME)
                    .compare("date_of_birth", Kind.DATE)
                    .compare("postcode", Kind.CODE)
                    .compare("address_1", Kind.TEXT)
                    .compare("suburb", Kind.TEXT)
                    .compare("soc_sec_id", Kind.CODE)
                    .block("given_name", "surname")
                    .block("date_of_birth")
                    .block("soc_sec_id")
                    .block("postcode", "surname");
            String from =
                    "(select trim(columns(*)) from read_csv('%s', all_varchar = true,"
                            + " normalize_names = true))";
            return f1(
                    register,
                    from.formatted(file("febrl/" + name)),
                    "regexp_extract(rec_id, 'rec-(\\d+)', 1)",
                    mergeAt);
        }
    }

    /** A copy of a list that stands beside the checkout, as DuckDB may only read its own. */
    private Path file(String name) throws IOException {
        Path at = Path.of("").toAbsolutePath();
        String beside = "shared/data/" + name + ".csv";
        while (at.getParent() != null && !Files.exists(at.resolve(beside))) {
            at = at.getParent();
        }
        Path from = at.resolve(beside);
        Needs.met("shared-data", Files.exists(from), "no ../" + beside);
        Path copy = directory.resolve("list.csv");
        Files.write(copy, Files.readAllBytes(from));
        return copy;
    }

    private static double f1(Register register, String from, String truth, double mergeAt) {
        String listed = register.listed(from, truth);
        try (Candidates candidates =
                Candidates.of(register.session(), listed, register.design(), Scope.ALL)) {
            Scores scores = candidates.score(candidates.train(), mergeAt);
            int records = (int) candidates.report().records();
            int[] profiles = new int[records];
            int[] persons = new int[records];
            String all = "select n, truth from listed order by n";
            try (RowStream rows = register.session().rows(Sql.of(all))) {
                for (int i = 0; rows.next(); i++) {
                    profiles[i] = i;
                    persons[i] = (int) rows.whole(1);
                }
            }
            try (RowStream rows =
                    register.session().rows(Sql.of("select a, b from " + scores.table()))) {
                while (rows.next()) {
                    join(profiles, (int) rows.whole(0), (int) rows.whole(1));
                }
            }
            return Accuracy.ofProfiles(profiles, persons).f1();
        }
    }

    private static void join(int[] profiles, int a, int b) {
        int from = Math.max(profiles[a], profiles[b]);
        int to = Math.min(profiles[a], profiles[b]);
        for (int i = 0; i < profiles.length; i++) {
            profiles[i] = profiles[i] == from ? to : profiles[i];
        }
    }
}
