package dev.shaduf.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.LongStream;

/** Row numbers in few bytes. */
class OrdinalsTest {

    private static byte[] bytes(long[] ordinals) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Ordinals.write(new DataOutputStream(bytes), ordinals);
        return bytes.toByteArray();
    }

    private static long[] back(byte[] bytes) throws IOException {
        return Ordinals.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void anyNumbersComeBackInTheirOrder() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            long[] ordinals =
                    random.longs(random.nextInt(40), 1, i < 250 ? 60 : 1L << 60).toArray();
            assertThat(back(bytes(ordinals))).isEqualTo(ordinals);
        }
        long[] ends = {Long.MAX_VALUE, 1, 0, Long.MAX_VALUE - 1};
        assertThat(back(bytes(ends))).isEqualTo(ends);
    }

    @Test
    void neighboursTakeAFewBytes() throws IOException {
        long[] ordinals = LongStream.rangeClosed(5_000_001, 5_001_000).toArray();
        assertThat(bytes(ordinals)).hasSizeLessThan(10);
        assertThat(back(bytes(ordinals))).isEqualTo(ordinals);
    }
}
