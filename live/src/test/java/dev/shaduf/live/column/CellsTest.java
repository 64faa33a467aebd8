package dev.shaduf.live.column;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Vector;

import org.junit.jupiter.api.Test;

/** Cells that are used again hold nothing of the rows before. */
class CellsTest {

    private static final int ROWS = 200;

    @Test
    void textsOfTheRowsBeforeAreGone() {
        Cells cells = new Cells(Form.TEXT);
        for (int row = 0; row < ROWS; row++) {
            text(cells, row, "before " + row);
        }
        cells.clear();
        text(cells, 3, "now");

        Vector vector = cells.vector(column(Kind.TEXT), 5);

        assertThat(vector.text(2)).isNull();
        assertThat(vector.text(3)).isEqualTo("now");
        assertThat(vector.text(4)).isNull();
        assertThat(cells.isSet(ROWS - 1)).isFalse();
    }

    @Test
    void flagsOfTheRowsBeforeAreGone() {
        Cells cells = new Cells(Form.FLAG);
        for (int row = 0; row < ROWS; row++) {
            cells.set(row, true);
        }
        cells.clear();
        cells.set(70, false);

        Vector vector = cells.vector(column(Kind.BOOLEAN), 71);

        assertThat(vector.text(70)).isEqualTo("false");
        assertThat(vector.isNull(69)).isTrue();
    }

    @Test
    void numbersOfTheRowsBeforeDoNotBecomeFloats() {
        Cells cells = new Cells(Form.WHOLE);
        for (int row = 0; row < ROWS; row++) {
            cells.set(row, Long.MAX_VALUE);
        }
        cells.clear();
        cells.set(1, 7L);

        cells.widen(row -> assertThat(row).as("no row is inexact").isNegative());

        assertThat(cells.form()).isEqualTo(Form.REAL);
        assertThat(cells.vector(column(Kind.FLOAT), 2).text(1)).isEqualTo("7.0");
    }

    @Test
    void whatIsFarTooLargeIsNotWorthKeeping() {
        Cells cells = new Cells(Form.TEXT);
        assertThat(cells.isLoose()).isTrue();
        text(cells, 0, "x".repeat(10_000));
        assertThat(cells.isLoose()).isFalse();

        cells.clear();
        text(cells, 0, "x");

        assertThat(cells.isLoose()).isTrue();
    }

    private static void text(Cells cells, int row, String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        cells.set(row, utf8, 0, utf8.length);
    }

    private static Column column(Kind kind) {
        return new Column("c", Type.of(kind, kind.name()));
    }
}
