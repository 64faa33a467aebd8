package dev.shaduf.server;

import dev.shaduf.live.collect.Caller;

import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the collector wants to know of a request. */
final class Incoming {

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

    /** What the outermost of the proxies in between says; null where there is none. */
    @Nullable String forwarded(HeaderName name) {
        String all = header(name);
        return all == null ? null : all.split(",", 2)[0].strip();
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

    /** What a proxy says the address is: whoever may forge that may as well send context.ip. */
    private String address() {
        String told = forwarded(HeaderNames.X_FORWARDED_FOR);
        String host = told == null || told.isEmpty() ? request.remotePeer().host() : told;
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }

    /** Query parameters, the first of each name that is not empty. */
    Map<String, String> parameters() {
        Map<String, String> all = new LinkedHashMap<>();
        String query = request.query().rawValue();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!value.isEmpty()) {
                all.putIfAbsent(decoded(pair.substring(0, equals)), value);
            }
        }
        return all;
    }

    /** Without its escapes; as it is where they are none. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /**
     * The body as received; of one that is too large, a little more than is allowed. It is read to
     * its end in any case, so that the answer can be read.
     */
    byte[] body() {
        byte[] body = new byte[0];
        boolean room = true;
        refuseTwoLengths();
        if (request.content().hasEntity()) {
            InputStream in = request.content().inputStream(); // closed, it waits for the rest
            try {
                Arrival arrival = new Arrival(in, announced());
                room = arrival.read();
                if (in.read() >= 0) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                body = arrival.body();
            } catch (IOException | UncheckedIOException | InsufficientDataAvailableException e) {
                throw refusal(Status.REQUEST_TIMEOUT_408);
            } catch (RuntimeException e) {
                throw refusal(Status.BAD_REQUEST_400); // Helidon has many ways to say so
            }
        }
        received();
        if (!room) {
            throw refusal(Status.TOO_MANY_REQUESTS_429);
        }
        return body;
    }

    /** Of two lengths a proxy may believe the other one, and then take a body for a request. */
    private void refuseTwoLengths() {
        if (request.headers().contains(HeaderNames.CONTENT_LENGTH)) {
            boolean one = request.headers().get(HeaderNames.CONTENT_LENGTH).valueCount() == 1;
            boolean chunked = request.headers().contains(HeaderNames.TRANSFER_ENCODING);
            if (!one || chunked || announced() < 0) {
                throw refusal(Status.BAD_REQUEST_400);
            }
        }
    }

    /** Nobody knows where the next request would begin: there is none on this connection. */
    private static RequestException refusal(Status status) {
        if (Pace.CURRENT.isBound()) {
            Pace.CURRENT.get().end();
        }
        return Replies.refusal(status);
    }

    private long announced() {
        return request.headers().contentLength().orElse(-1);
    }

    /** Nothing more is expected of this request. */
    void received() {
        if (Pace.CURRENT.isBound()) {
            Pace.CURRENT.get().received();
        }
    }
}
