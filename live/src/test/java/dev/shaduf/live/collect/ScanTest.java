package dev.shaduf.live.collect;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;

import org.junit.jupiter.api.Test;

import java.util.Random;

/** The scan agrees with a JSON library about what is JSON, whatever it is given. */
class ScanTest {

    private static final int SEEDS = Integer.getInteger("shaduf.seeds", 20_000);
    private static final String SAMPLE =
            "{\"a\":[1,-2.5e+3,true,false,null,\"x\\u00e9\\n\\\"\"],\"b\":{\"c\":{},\"d\":[]},\"e\""
                    + " : 0 }";
    private static final String ALPHABET = "{}[]\",:\\0123456789.eE+-tfnu \n\u0001axé";

    @Test
    void mutatedTextsAreJudgedAlike() {
        for (int seed = 0; seed < SEEDS; seed++) {
            String text = mutated(new Random(seed));

            assertThat(isScanned(text)).as("seed %d: %s", seed, text).isEqualTo(isJson(text));
        }
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(SAMPLE);
        for (int i = random.nextInt(3); i >= 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, c);
                case 1 -> text.insert(at, c);
                case 2 -> text.deleteCharAt(at);
                default -> text.setLength(at + 1);
            }
        }
        return text.toString();
    }

    private static boolean isScanned(String text) {
        try {
            Tape tape = Scan.of(text.getBytes(UTF_8));
            assertThat(tape.end(Tape.ROOT)).isPositive();
            return true;
        } catch (Refusal e) {
            assertThat(e.reason()).isEqualTo(Reason.INVALID_JSON);
            return false;
        }
    }

    private static boolean isJson(String text) {
        try {
            return !Json.parse(text).toString().isEmpty();
        } catch (JsonException e) {
            return false;
        }
    }
}
