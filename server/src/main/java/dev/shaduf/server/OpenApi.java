package dev.shaduf.server;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** {@code GET /openapi.yaml}: all that a server answers, as a document. */
final class OpenApi {

    private static final Header YAML =
            HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/yaml");

    private OpenApi() {}

    static void routes(HttpRouting.Builder routing) {
        byte[] document = document();
        Routes.add(
                routing,
                Method.GET,
                "/openapi.yaml",
                (request, response) -> {
                    new Incoming(request).body();
                    Replies.body(response.header(YAML), document);
                });
    }

    private static byte[] document() {
        try (InputStream file = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            return Objects.requireNonNull(file, "openapi.yaml").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
