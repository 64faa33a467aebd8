package dev.shaduf.destination.http;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * The address below which a tool's objects are.
 *
 * @param front scheme, host and path without a slash at its end
 * @param query what follows the question mark; null for none
 */
record ApiRoot(String front, @Nullable String query) {

    /** Reads it; throws {@code WRONG_SETTING}. {@code where} is what it belongs to. */
    static ApiRoot of(String text, String where) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw wrong(where, "is not an address");
        }
        if (!web(uri) || uri.getHost() == null) {
            throw wrong(where, "is not an http or https address with a host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    where + ": 'base_url' contains a user or password.",
                    "Move them to auth: {basic: {user: …, password: …}}.");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
        String front = uri.getScheme() + "://" + uri.getRawAuthority() + path;
        return new ApiRoot(front, uri.getRawQuery());
    }

    private static boolean web(URI uri) {
        String scheme = uri.getScheme();
        return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    }

    private static ShadufException wrong(String where, String what) {
        return new ShadufException(
                Failure.WRONG_SETTING,
                where + ": 'base_url' " + what + ".",
                "Write it like https://crm.example.com/api.");
    }

    /** The address itself. */
    URI uri() {
        return URI.create(query == null ? front : front + "?" + query);
    }

    /** The address of a path below; throws {@link IllegalArgumentException} for what is none. */
    URI with(String path) {
        String below = path.strip();
        if (!below.isEmpty() && !below.startsWith("/") && !below.startsWith("?")) {
            below = "/" + below;
        }
        if (query != null) {
            below += (below.indexOf('?') < 0 ? "?" : "&") + query;
        }
        return URI.create(front + below);
    }

    /** An address for people: without its query, which may hold secrets. */
    static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
