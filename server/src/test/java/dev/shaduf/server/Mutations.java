package dev.shaduf.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Requests that were good once: the same for the same seed. */
final class Mutations {

    private static final String EVENT =
            """
            {"userId":"u","event":"E","messageId":"m","context":{"ip":"1.2.3.4","library":\
            {"name":"x"},"page":{"url":"http://a/?utm_source=x"}},"properties":{"a":1.5e3,\
            "b":[1,{"c":"\\ud83d\\ude00"}]},"timestamp":"2026-01-01T00:00:00Z"}\
            """;

    private static final List<String> PATHS =
            List.of(
                    "/v1/track",
                    "/v1/batch",
                    "/e7/v1/i",
                    "/v1/projects/WK/settings",
                    "/pixel/v1/track?writeKey=WK&userId=a&event=b&data=e30");

    private final RandomGenerator random;

    Mutations(RandomGenerator random) {
        this.random = random;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    byte[] next() {
        String body = any(List.of(EVENT, "{\"batch\":[" + EVENT + "," + EVENT + "]}"));
        String head =
                "%s %s HTTP/1.1\r\nHost: x\r\nX-Write-Key: WK\r\nConnection: close\r\n%s\r\n\r\n"
                        .formatted(
                                any(List.of("POST", "POST", "GET", "OPTIONS")),
                                any(PATHS),
                                "Content-Length: " + body.length());
        byte[] request = (head + body).getBytes(UTF_8);
        int times = 1 << random.nextInt(5);
        for (int i = 0; i < times; i++) {
            request = mutated(request);
        }
        return request;
    }

    private byte[] mutated(byte[] from) {
        int at = random.nextInt(from.length);
        int until = Math.min(from.length, at + 1 + random.nextInt(40));
        byte[] noise = new byte[1 + random.nextInt(8)];
        random.nextBytes(noise);
        return switch (random.nextInt(5)) {
            case 0 -> joined(from, at, noise, Math.min(from.length, at + noise.length));
            case 1 -> joined(from, at, new byte[0], until);
            case 2 -> joined(from, at, noise, at);
            case 3 -> joined(from, at, Arrays.copyOfRange(from, at, until), at);
            default -> Arrays.copyOf(from, Math.max(1, at));
        };
    }

    private static byte[] joined(byte[] from, int until, byte[] middle, int after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(from, 0, until);
        out.writeBytes(middle);
        out.write(from, after, from.length - after);
        return out.size() == 0 ? new byte[1] : out.toByteArray();
    }
}
