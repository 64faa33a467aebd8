package dev.shaduf.live.collect;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** What is known of the libraries that send events, by name. */
final class Library {

    private static final List<String> ON_SERVERS =
            List.of("analytics-node", "-java", "-python", "-go", "-ruby", "-php", ".net");
    private static final List<String> ON_CLIENTS =
            List.of(
                    "analytics.js",
                    "javascript",
                    "browser",
                    "android",
                    "ios",
                    "swift",
                    "kotlin",
                    "react-native",
                    "reactnative",
                    "react_native",
                    "flutter",
                    "cordova",
                    "xamarin",
                    "unity",
                    "@jitsu/js",
                    "@jitsu/react");
    private static final List<String> CLIENT_CHANNELS = List.of("web", "browser", "mobile");

    private Library() {}

    /** Whether a server library sent it: by the event's {@code channel} or the library's name. */
    static boolean isServer(@Nullable String channel, @Nullable String library) {
        String name = lower(library);
        return lower(channel).equals("server") || ON_SERVERS.stream().anyMatch(name::endsWith);
    }

    /** Whether it comes from a browser or an app, whose address is a person's. */
    static boolean isClient(@Nullable String channel, @Nullable String library) {
        String name = lower(library);
        return !isServer(channel, library)
                && (CLIENT_CHANNELS.contains(lower(channel))
                        || ON_CLIENTS.stream().anyMatch(name::contains));
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
