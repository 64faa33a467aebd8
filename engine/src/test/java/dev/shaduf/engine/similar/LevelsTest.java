package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Similar.Kind;
import dev.shaduf.spi.sql.Sql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/** How alike two values are, by kind: the levels of the contract. */
class LevelsTest {

    @TempDir Path directory;
    private Register register;

    @BeforeEach
    void open() {
        register = new Register(directory);
    }

    @AfterEach
    void close() {
        register.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXACT | Paris | ' PARIS ' | equal",
                "EXACT | Paris | Lyon | different",
                "EXACT | Zürich | Zurich | equal",
                "EXACT | Paris | - | missing",
                "EXACT | '  ' | '  ' | missing",
                "NAME | Anna  Maria | anna maria | equal",
                "NAME | jonathan | jonathon | alike (0.92)",
                "NAME | martha | marta | alike (0.92)",
                "NAME | dixon | dickson | alike (0.7)",
                "NAME | anna | zoltan | different",
                "NAME | мария | Мария | equal",
                "NAME | екатерина | екатирина | alike (0.92)",
                "NAME | мария | юсуф | different",
                "NAME | 王小明 | 李大華 | different",
                "NAME | सुनीता | सुनिता | alike (0.92)",
                "TEXT | Acme Industries | Acme Industrie | alike (0.95)",
                "TEXT | Acme Industries | Acme Inc | alike (0.8)",
                "EMAIL | a.b@x.com | A.B@x.com | equal",
                "EMAIL | anna.b@x.com | anna.b@other.org | same before the @",
                "EMAIL | anna.bell@x.com | anna.bel@x.com | alike (0.88), same digits",
                "EMAIL | anna.bell87@x.com | anna.bel87@x.com | alike (0.88), same digits",
                "EMAIL | anna.bell87@x.com | anna.bell89@x.com | alike (0.88)",
                "EMAIL | @x.com | @y.org | different",
                "CODE | SW1A 1AA | sw1a1aa | equal",
                "CODE | 12345 | 12346 | one edit",
                "CODE | 12345 | 12435 | one edit",
                "CODE | 12345 | 1234567 | two edits",
                "CODE | 12345 | 99945 | different",
                "DATE | 1990-12-31 | 31/12/1990 | equal",
                "DATE | 19901231 | 1990-12-31 00:00:00 | equal",
                "DATE | 31.12.1990 | 12/31/1990 | equal",
                "DATE | 1990-12-31 | 1990-12-30 | one edit",
                "DATE | 1990-04-05 | 1990-05-04 | one edit",
                "DATE | 1990-04-05 | 1990-04-28 | within a month",
                "DATE | 1990-01-05 | 1990-11-28 | within a year",
                "DATE | 1990-01-05 | 1997-11-28 | within ten years",
                "DATE | 1990-01-05 | 1957-11-28 | different",
                "DATE | 1990-02-31 | 1990-02-28 | missing",
                "DATE | 0000-00-00 | 0000-00-00 | missing",
                "DATE | soon | soon | missing",
                "PHONE | +33 6 12 34 56 78 | 0033612345678 | equal",
                "PHONE | +33 6 12 34 56 78 | 06 12 34 56 78 | same last seven digits",
                "PHONE | 0612345678 | 0612345679 | one edit",
                "PHONE | 0612345678 | 0498765432 | different",
                "NUMBER | 100 | 100.0 | equal",
                "NUMBER | 100 | 100.5 | within 1 %",
                "NUMBER | -100 | -95 | within 10 %",
                "NUMBER | 100 | 50 | different",
                "NUMBER | NaN | NaN | missing",
            })
    void level(Kind kind, String left, String right, String level) {
        register.compare("v", kind).block("1").person(left).person(right);
        assertThat(labelled()).isEqualTo(level);
    }

    private String labelled() {
        try (Candidates candidates = register.candidates()) {
            Weights weights = candidates.train();
            String query = "select g0 from " + candidates.score(weights, 0).table();
            int level = (int) register.session().number(Sql.of(query));
            return level < 0
                    ? "missing"
                    : weights.comparisons().getFirst().levels().get(level).label();
        }
    }
}
