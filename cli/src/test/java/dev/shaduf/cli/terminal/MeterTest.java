package dev.shaduf.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class MeterTest {

    private static final Meter METER =
            new Meter(
                    "vip_crm",
                    1246,
                    new Meter.Settled(810, 2, 0, 0),
                    Duration.ofSeconds(90),
                    "crm allows 10");

    @Test
    void showsBarCountsRateAndTimeLeft() {
        assertThat(METER.line(11, 120).plain())
                .isEqualTo(
                        "vip_crm      ━━━━━━━━━━━━━━━━╸━━━━━━━━  812 / 1,246   9 per s (crm allows"
                                + " 10)   48 s left   2 rejected");
    }

    @Test
    void leavesTheBarOutWhereThereIsNoRoom() {
        assertThat(METER.line(7, 79).plain())
                .isEqualTo(
                        "vip_crm  812 / 1,246   9 per s (crm allows 10)   48 s left   2 rejected");
    }

    @Test
    void saysNothingAboutTheRateOfTheFirstSecond() {
        Meter meter =
                new Meter("a", 100, new Meter.Settled(50, 0, 0, 0), Duration.ofMillis(500), "");

        assertThat(meter.plainLine().plain()).isEqualTo("a  50 / 100");
    }

    @Test
    void theTipOfABarCanBeSeenWithoutColour() {
        assertThat(Meter.bar(0, 0, 5).plain()).isEqualTo("╸━━━━");
        assertThat(Meter.bar(9, 10, 5).plain()).isEqualTo("━━━━╸");
        assertThat(Meter.bar(10, 10, 5).plain()).isEqualTo("━━━━━");
        assertThat(Meter.bar(2, 5, 5).coloured())
                .isEqualTo("\u001b[32m━━╸\u001b[0m\u001b[2m━━\u001b[0m");
    }
}
