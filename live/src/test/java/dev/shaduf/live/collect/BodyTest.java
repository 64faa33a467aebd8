package dev.shaduf.live.collect;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.EventType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** What a request must be. */
class BodyTest {

    private static final String BATCH =
            "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\"}],\"writeKey\":\"WK\"}";

    private final Calls calls = Calls.plain();

    @Test
    void aByteOrderMarkInFrontSaysNothing() {
        assertThat(calls.batch("\uFEFF " + BATCH).accepted()).isEqualTo(1);
        assertThat(calls.batch("\uFEFF\uFEFF" + BATCH).refusal()).isEqualTo(Reason.INVALID_JSON);
        assertThat(calls.batch("\uFEFF").refusal()).isEqualTo(Reason.INVALID_JSON);
        assertThat(calls.batch(BATCH + "\uFEFF").refusal()).isEqualTo(Reason.INVALID_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}}",
                "[1,]",
                "{\"a\":1,}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":+1}",
                "nul",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"",
                "{\"a\"}",
                "{\"a\":1 \"b\":2}",
                "{\"batch\":[{\"type\":\"page\"",
                "{} {}",
                "{\"a\":NaN}",
                "-",
                "{\"a\":\"\\u12"
            })
    void whatIsNotJsonIsRefused(String body) {
        assertThat(calls.batch(body).refusal()).isEqualTo(Reason.INVALID_JSON);
    }

    @Test
    void invalidUtf8IsRefused() {
        for (byte[] bad :
                new byte[][] {
                    {(byte) 0xC0, (byte) 0x80},
                    {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                    {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
                    {(byte) 0x80},
                    {(byte) 0xE2, (byte) 0x82}
                }) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes("{\"batch\":[],\"x\":\"12345678".getBytes(UTF_8));
            body.writeBytes(bad);
            body.writeBytes("\"}".getBytes(UTF_8));
            assertThat(calls.packed("", body.toByteArray()).refusal())
                    .isEqualTo(Reason.INVALID_UTF8);
        }
    }

    @Test
    void bodiesAreUnpacked() throws Exception {
        for (String encoding : new String[] {"gzip", "x-gzip", "GZIP", "deflate", "bare"}) {
            String header = encoding.equals("bare") ? "deflate" : encoding;
            assertThat(calls.packed(header, pack(encoding, BATCH)).accepted())
                    .as(encoding)
                    .isEqualTo(1);
        }
    }

    @Test
    void otherEncodingsAndBrokenOnesAreRefused() throws Exception {
        byte[] packed = pack("gzip", BATCH);
        byte[] cut = Arrays.copyOf(packed, packed.length / 2);

        assertThat(calls.packed("br", packed).refusal()).isEqualTo(Reason.UNSUPPORTED_ENCODING);
        assertThat(calls.packed("gzip", cut).refusal()).isEqualTo(Reason.INVALID_GZIP);
        assertThat(calls.packed("gzip", BATCH.getBytes(UTF_8)).refusal())
                .isEqualTo(Reason.INVALID_GZIP);
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws Exception {
        byte[] bomb = pack("gzip", " ".repeat(100 << 20));

        assertThat(calls.packed("gzip", bomb).refusal()).isEqualTo(Reason.REQUEST_TOO_LARGE);
    }

    @Test
    void aCallHasAtMost500KilobytesAnd2500Events() {
        String event = "{\"type\":\"page\",\"userId\":\"u\"}";
        String many = "{\"batch\":[" + (event + ",").repeat(2500) + event + "]}";
        String most = "{\"batch\":[" + (event + ",").repeat(2499) + event + "]}";
        String large = "{\"batch\":[" + event + "],\"x\":\"" + "x".repeat(500 << 10) + "\"}";

        assertThat(calls.batch(many).refusal()).isEqualTo(Reason.TOO_MANY_EVENTS);
        assertThat(calls.batch(most).accepted()).isEqualTo(2500);
        assertThat(calls.batch(large).refusal()).isEqualTo(Reason.REQUEST_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "1", "{}", "{\"batch\":{}}", "{\"batch\":[]}", "{\"batch\":null}"})
    void aBatchNeedsEvents(String body) {
        assertThat(calls.batch(body).refusal()).isEqualTo(Reason.NO_BATCH);
    }

    @Test
    void theFirstPlaceWithAWriteKeyDecides() {
        Caller unknown = new Caller("other", "127.0.0.1", null, null, false);
        Caller none = new Caller(null, "127.0.0.1", null, null, false);
        Caller off = new Caller("OFF", "127.0.0.1", null, null, false);

        assertThat(Calls.from(unknown).batch(BATCH).refusal()).isEqualTo(Reason.UNKNOWN_WRITE_KEY);
        assertThat(Calls.from(none).batch(BATCH).accepted()).isEqualTo(1);
        assertThat(Calls.from(off).batch(BATCH).refusal()).isEqualTo(Reason.SOURCE_DISABLED);
        assertThat(Calls.from(none).one(EventType.PAGE, "{\"userId\":1}").refusal())
                .isEqualTo(Reason.UNKNOWN_WRITE_KEY);
    }

    private static byte[] pack(String encoding, String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutputStream packing =
                switch (encoding) {
                    case "deflate" -> new DeflaterOutputStream(out);
                    case "bare" -> new DeflaterOutputStream(out, new Deflater(6, true));
                    default -> new GZIPOutputStream(out);
                };
        try (packing) {
            packing.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}
