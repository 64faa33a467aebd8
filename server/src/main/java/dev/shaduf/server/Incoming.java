package dev.shaduf.server;

import dev.shaduf.live.collect.Caller;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the collector wants to know of a request. */
final class Incoming {

    private static final int MOST = 500 << 10;
    private static final HeaderName WRITE_KEY = HeaderNames.create("X-Write-Key");
    private static final HeaderName RETRY_COUNT = HeaderNames.create("X-Retry-Count");
    private static final HeaderName RETRY_ATTEMPT = HeaderNames.create("Rsa-Retry-Attempt");
    private static final String BASIC = "basic ";

    private final ServerRequest request;

    Incoming(ServerRequest request) {
        this.request = request;
    }

    @Nullable String header(HeaderName name) {
        return request.headers().contains(name) ? request.headers().get(name).get() : null;
    }

    Caller caller() {
        return new Caller(
                writeKey(),
                address(),
                header(HeaderNames.USER_AGENT),
                header(HeaderNames.ACCEPT_LANGUAGE),
                isRetry(RETRY_COUNT) || isRetry(RETRY_ATTEMPT));
    }

    /** The key of the first place that has one, but the body; null where none has. */
    @Nullable String writeKey() {
        String basic = basic(header(HeaderNames.AUTHORIZATION));
        if (basic != null) {
            return basic;
        }
        String header = header(WRITE_KEY);
        return header == null || header.isEmpty() ? parameters().get("writeKey") : header;
    }

    /** The user of Basic credentials, with or without a colon; null where there is none. */
    private static @Nullable String basic(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            String user = colon < 0 ? pair : pair.substring(0, colon);
            return user.isEmpty() ? null : user;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean isRetry(HeaderName name) {
        String count = header(name);
        return count != null && count.matches("0*[1-9]\\d{0,8}");
    }

    private String address() {
        String host = request.remotePeer().host();
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }

    /** Query parameters, the first of each name that is not empty. */
    Map<String, String> parameters() {
        Map<String, String> all = new LinkedHashMap<>();
        if (!request.query().isEmpty()) {
            for (String name : request.query().names()) {
                request.query().all(name).stream()
                        .filter(value -> !value.isEmpty())
                        .findFirst()
                        .ifPresent(value -> all.put(name, value));
            }
        }
        return all;
    }

    /**
     * The body as received; of one that is too large, a little more than is allowed. It is read to
     * its end in any case, so that the answer can be read.
     */
    byte[] body() {
        byte[] body = new byte[0];
        if (request.content().hasEntity()) {
            try (InputStream in = request.content().inputStream()) {
                body = read(in);
                if (in.read() >= 0) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        received();
        return body;
    }

    /** Nothing more is expected of this request. */
    void received() {
        if (Pace.CURRENT.isBound()) {
            Pace.CURRENT.get().received();
        }
    }

    private byte[] read(InputStream in) throws IOException {
        long announced = request.headers().contentLength().orElse(-1);
        if (announced < 0 || announced > MOST) {
            return in.readNBytes(MOST + 1);
        }
        byte[] body = new byte[(int) announced];
        int read = in.readNBytes(body, 0, body.length);
        return read == body.length ? body : Arrays.copyOf(body, read);
    }
}
