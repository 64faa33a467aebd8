package dev.shaduf.server;

import dev.shaduf.spi.json.Json;

import java.util.List;

/** The documents that SDKs load before they send. */
final class Documents {

    private static final Json OFF = Json.object().with("enabled", Json.of(false));

    private Documents() {}

    /**
     * For analytics.js and the mobile SDKs.
     *
     * @param apiHost this server as the caller knows it, with what stands before {@code /t}
     */
    static Json segment(String writeKey, String scheme, String apiHost) {
        Json integration =
                Json.object()
                        .with("apiKey", Json.of(writeKey))
                        .with("apiHost", Json.of(apiHost))
                        .with("protocol", Json.of(scheme))
                        .with("unbundledIntegrations", Json.array(List.of()))
                        .with("addBundledMetadata", Json.of(true));
        Json plan = Json.object().with("__default", on());
        return Json.object()
                .with("integrations", Json.object().with("Segment.io", integration))
                .with("plan", Json.object().with("track", plan))
                .with("edgeFunction", Json.object())
                .with("analyticsNextEnabled", Json.of(true))
                .with("middlewareSettings", Json.object())
                .with("enabledMiddleware", Json.object())
                .with("metrics", Json.object().with("sampleRate", Json.of(0)))
                .with("remotePlugins", Json.array(List.of()));
    }

    private static Json on() {
        return Json.object().with("enabled", Json.of(true)).with("integrations", Json.object());
    }

    /** For RudderStack's SDKs. */
    static Json rudderstack(String writeKey, String source) {
        Json statistics = Json.object().with("errors", OFF).with("metrics", OFF);
        Json described =
                Json.object()
                        .with("id", Json.of(source))
                        .with("name", Json.of(source))
                        .with("workspaceId", Json.of("shaduf"))
                        .with("writeKey", Json.of(writeKey))
                        .with("enabled", Json.of(true))
                        .with("config", Json.object().with("statsCollection", statistics))
                        .with("connections", Json.array(List.of()))
                        .with("destinations", Json.array(List.of()))
                        .with("updatedAt", Json.of("2026-01-01T00:00:00.000Z"));
        return Json.object().with("source", described).with("isHosted", Json.of(false));
    }
}
