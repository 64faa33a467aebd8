package dev.shaduf.live.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code utm_*} parameters of a page's address, by the names of {@code context.campaign}. */
final class Campaign {

    private static final String PREFIX = "utm_";

    private Campaign() {}

    /** Those of an address or of what follows its question mark; empty where there are none. */
    static Map<String, String> of(@Nullable String address) {
        Map<String, String> found = new LinkedHashMap<>();
        if (address == null || !address.contains(PREFIX)) {
            return found;
        }
        int fragment = address.indexOf('#');
        String page = fragment < 0 ? address : address.substring(0, fragment);
        for (String parameter : page.substring(page.indexOf('?') + 1).split("&")) {
            int equals = parameter.indexOf('=');
            String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
            String value = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
            if (name.startsWith(PREFIX) && name.length() > PREFIX.length() && !value.isEmpty()) {
                String key = name.substring(PREFIX.length());
                found.put(key.equals("campaign") ? "name" : key, value);
            }
        }
        return found;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
