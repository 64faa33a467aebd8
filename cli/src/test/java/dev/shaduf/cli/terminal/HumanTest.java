package dev.shaduf.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

class HumanTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "99, 99 ms",
        "400, 0.4 s",
        "1149, 1.1 s",
        "9960, 10 s",
        "48000, 48 s",
        "59600, 1m 00s",
        "138000, 2m 18s",
        "128000, 2m 08s",
        "3840000, 1h 04m",
        "86399999, 1d 00h",
        "266400000, 3d 02h"
    })
    void durationsHaveTwoUnitsAtMost(long ms, String text) {
        assertThat(Human.duration(Duration.ofMillis(ms))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1204.50 | 1,204.50",
                "-1234567 | -1,234,567",
                "999 | 999",
                "1e21 | 1e21",
                "0012ab | 0012ab",
                "0.123456 | 0.123456"
            })
    void digitsAreGrouped(String digits, String text) {
        assertThat(Human.grouped(digits)).isEqualTo(text);
    }

    @Test
    void countsHaveASingularAndAPlural() {
        assertThat(Human.count(1, "row")).isEqualTo("1 row");
        assertThat(Human.count(52_110, "row")).isEqualTo("52,110 rows");
        assertThat(Human.count(0, "row")).isEqualTo("0 rows");
    }

    @Test
    void sharesAreWholePercents() {
        assertThat(Human.percent(0.4623)).isEqualTo("46 %");
        assertThat(Human.percent(0.0001)).isEqualTo("<1 %");
        assertThat(Human.percent(0)).isEqualTo("0 %");
    }

    @Test
    void agesAreRough() {
        assertThat(Human.ago(Duration.ofSeconds(59))).isEqualTo("just now");
        assertThat(Human.ago(Duration.ofSeconds(90))).isEqualTo("1 minute ago");
        assertThat(Human.ago(Duration.ofMinutes(12))).isEqualTo("12 minutes ago");
        assertThat(Human.ago(Duration.ofHours(25))).isEqualTo("1 day ago");
    }

    @Test
    void timesAreLocal() {
        ZoneId paris = ZoneId.of("Europe/Paris");
        Instant now = Instant.parse("2026-10-04T13:00:00Z");

        assertThat(Human.when(Instant.parse("2026-10-04T12:02:00Z"), now, paris))
                .isEqualTo("today 14:02");
        assertThat(Human.when(Instant.parse("2026-10-03T21:59:00Z"), now, paris))
                .isEqualTo("yesterday 23:59");
        assertThat(Human.when(Instant.parse("2026-09-30T07:10:00Z"), now, paris))
                .isEqualTo("2026-09-30 09:10");
    }
}
