package dev.shaduf.live.collect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Unpacks a body, up to what a call may hold. */
final class Unpacking {

    private static final int MOST = 4 << 20;
    private static final int ZLIB = 8;
    private static final int SIZE = 8192;

    private Unpacking() {}

    static byte[] unpack(byte[] body, String encoding) throws Refusal {
        String name = encoding.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> body;
            case "gzip", "x-gzip", "deflate" -> inflate(body, name);
            default -> throw new Refusal(Reason.UNSUPPORTED_ENCODING);
        };
    }

    private static byte[] inflate(byte[] body, String name) throws Refusal {
        byte[] unpacked;
        try (InputStream in = open(body, name)) {
            unpacked = in.readNBytes(MOST + 1);
        } catch (IOException e) {
            throw new Refusal(Reason.INVALID_GZIP);
        }
        if (unpacked.length > MOST) {
            throw new Refusal(Reason.REQUEST_TOO_LARGE);
        }
        return unpacked;
    }

    private static InputStream open(byte[] body, String name) throws IOException {
        InputStream packed = new ByteArrayInputStream(body);
        return name.equals("deflate")
                ? new Deflated(packed, body)
                : new GZIPInputStream(packed, SIZE);
    }

    /** Ends its inflater, whose memory is not Java's: nothing else would give it back in time. */
    private static final class Deflated extends InflaterInputStream {

        Deflated(InputStream packed, byte[] body) {
            super(packed, new Inflater(body.length == 0 || (body[0] & 0x0F) != ZLIB), SIZE);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
