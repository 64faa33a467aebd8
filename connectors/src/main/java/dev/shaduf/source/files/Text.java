package dev.shaduf.source.files;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens text files: gzip or plain, UTF-8 unless a byte order mark says UTF-16. */
final class Text {

    private static final int BUFFER = 1 << 16;

    private Text() {}

    /** What stands for bytes that are no characters. */
    static final char WRONG = '\uFFFD';

    static BufferedReader open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            InputStream in =
                    zipped(file)
                            ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER)
                            : raw;
            Charset charset = charset(in);
            return new BufferedReader(
                    new InputStreamReader(
                            in,
                            charset.newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPLACE)
                                    .onUnmappableCharacter(CodingErrorAction.REPLACE)),
                    BUFFER);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    static boolean zipped(Path file) {
        return file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".gz");
    }

    /** Whether the file is UTF-8, as far as its first bytes tell. */
    static boolean utf8(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in =
                        new BufferedInputStream(zipped(file) ? new GZIPInputStream(raw) : raw)) {
            return charset(in).equals(StandardCharsets.UTF_8);
        }
    }

    /** Reads past a byte order mark. */
    private static Charset charset(InputStream in) throws IOException {
        in.mark(3);
        byte[] first = in.readNBytes(3);
        in.reset();
        if (first.length == 3
                && first[0] == (byte) 0xEF
                && first[1] == (byte) 0xBB
                && first[2] == (byte) 0xBF) {
            in.skipNBytes(3);
            return StandardCharsets.UTF_8;
        }
        if (first.length >= 2 && first[0] == (byte) 0xFF && first[1] == (byte) 0xFE) {
            in.skipNBytes(2);
            return StandardCharsets.UTF_16LE;
        }
        if (first.length >= 2 && first[0] == (byte) 0xFE && first[1] == (byte) 0xFF) {
            in.skipNBytes(2);
            return StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.UTF_8;
    }
}
