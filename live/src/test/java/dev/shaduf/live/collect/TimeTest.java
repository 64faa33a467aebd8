package dev.shaduf.live.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.live.event.Times;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which time an event has; it is received at noon. */
class TimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T11:59:30Z, 2026-03-01T11:59:30Z",
        "2026-03-01T11:59:30.123456789Z, 2026-03-01T11:59:30.123456Z",
        "2026-03-01T12:59:30+01:00, 2026-03-01T11:59:30Z",
        "2026-03-01T17:29:30.5+0530, 2026-03-01T11:59:30.500Z",
        "2026-03-01T10:59:30-01, 2026-03-01T11:59:30Z",
        "2026-03-01T11:59:30, 2026-03-01T11:59:30Z",
        "2026-03-01 11:59:30, 2026-03-01T11:59:30Z",
        "20260301T115930Z, 2026-03-01T11:59:30Z",
        "2026-03-01T11:59Z, 2026-03-01T11:59:00Z",
        "2026-060T11:59:30z, 2026-03-01T11:59:30Z",
        "2026-W09-7T11:59:30Z, 2026-03-01T11:59:30Z",
        "2026-02-28T24:00:00Z, 2026-03-01T00:00:00Z",
        "2026-03-01, 2026-03-01T00:00:00Z",
        "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59.500Z"
    })
    void anyIsoTimeIsRead(String written, String time) {
        assertThat(Moment.read(written)).isEqualTo(Moment.read(time));
        assertThat(Moment.text(Moment.read(written))).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "1700000000",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-03-01T25:00:00Z",
                "2026-03-01T11:60:00Z",
                "2026-03-01T11:59:30+99:00",
                "2026-03-01T11:59:30.1234567891Z",
                "2026-03-01T11:59:30Zx",
                "01/03/2026"
            })
    void whatIsNoTimeCountsAsReceived(String written) {
        Times times = times(",\"timestamp\":\"" + written + "\"", false);

        assertThat(times.original()).isEqualTo(Times.ABSENT);
        assertThat(times.corrected()).isEqualTo(Calls.NOW);
    }

    @Test
    void timestampComesBeforeOriginalTimestamp() {
        String both =
                ",\"timestamp\":\"2026-03-01T11:00:00Z\","
                        + "\"originalTimestamp\":\"2026-01-01T00:00:00Z\"";

        assertThat(times(both, false).original()).isEqualTo(Moment.read("2026-03-01T11:00:00Z"));
        assertThat(times(",\"originalTimestamp\":\"2026-03-01T11:00:00Z\"", false).original())
                .isEqualTo(Moment.read("2026-03-01T11:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # sent      | original | corrected | what
                    12:00:50    | 11:50:00 | 11:50:00  | a clock that is 50 s fast is let be
                    11:59:10    | 11:50:00 | 11:50:00  | and one that is 50 s slow
                    13:00:00    | 12:50:00 | 11:50:00  | an hour fast
                    11:00:00    | 10:50:00 | 11:50:00  | an hour slow
                    11:00:00    | 11:00:00 | 11:00:00  | sent when it happened: kept while away
                    """)
    void aWrongClockIsCorrected(String sent, String original, String corrected, String what) {
        assertThat(times(sentAt(sent, original), false).corrected())
                .as(what)
                .isEqualTo(Moment.read("2026-03-01T" + corrected + "Z"));
    }

    @Test
    void aRetryKeepsItsTime() {
        long original = Moment.read("2026-03-01T10:50:00Z");

        assertThat(times(sentAt("11:00:00", "10:50:00"), true).corrected()).isEqualTo(original);
        assertThat(times(sentAt("13:00:00", "12:50:00"), true).corrected())
                .isEqualTo(Moment.read("2026-03-01T11:50:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "channel":"server"                                        | true
                    "context":{"library":{"name":"analytics-java"}}           | true
                    "context":{"library":{"name":"@segment/analytics-node"}}  | true
                    "context":{"library":{"name":"Analytics.NET"}}            | true
                    "context":{"library":{"name":"analytics.js"}}             | false
                    "channel":"web"                                           | false
                    """)
    void serversKeepTheFirstSentAtOverRetries(String member, boolean stands) {
        long corrected = times("," + member + sentAt("11:00:00", "10:50:00"), false).corrected();

        assertThat(corrected == Moment.read("2026-03-01T10:50:00Z")).isEqualTo(stands);
    }

    @Test
    void after72HoursServersAreCorrectedToo() {
        String old =
                ",\"channel\":\"server\",\"sentAt\":\"2026-02-26T11:00:00Z\","
                        + "\"timestamp\":\"2026-02-26T10:50:00Z\"";

        assertThat(times(old, false).corrected()).isEqualTo(Moment.read("2026-03-01T11:50:00Z"));
    }

    @Test
    void withoutSentAtNothingIsCorrected() {
        assertThat(times(",\"timestamp\":\"2020-01-01T00:00:00Z\"", false).corrected())
                .isEqualTo(Moment.read("2020-01-01T00:00:00Z"));
    }

    private static String sentAt(String sent, String original) {
        return ",\"sentAt\":\"2026-03-01T%sZ\",\"timestamp\":\"2026-03-01T%sZ\""
                .formatted(sent, original);
    }

    private static Times times(String members, boolean retry) {
        return Calls.from(new Caller("WK", "127.0.0.1", null, null, retry)).track(members).times();
    }
}
