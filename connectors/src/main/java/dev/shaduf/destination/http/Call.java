package dev.shaduf.destination.http;

import dev.shaduf.spi.destination.Templates.Template;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.stream.Stream;

/**
 * How one action is asked of the tool.
 *
 * @param path below the base URL
 * @param body null: the default body
 * @param headers beside those of the destination
 */
record Call(
        String method,
        Template path,
        int batch,
        @Nullable Template body,
        Map<String, Template> headers,
        String contentType) {

    /**
     * Whether each row has a request of its own, by its templates or because batches are of one.
     */
    boolean single() {
        return batch == 1 || templates().anyMatch(Call::ofOneRow);
    }

    /** Whether it goes without a body: the address says it all. */
    boolean bare() {
        boolean plain = method.equals("DELETE") || method.equals("GET");
        return plain && body == null && ofOneRow(path);
    }

    private Stream<Template> templates() {
        Stream<Template> fixed = body == null ? Stream.of(path) : Stream.of(path, body);
        return Stream.concat(fixed, headers.values().stream());
    }

    private static boolean ofOneRow(Template template) {
        return template.variables().contains("row") || template.variables().contains("key");
    }
}
