package dev.shaduf.destination.postgres;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL server is.
 *
 * @param url for the driver; without user and password
 * @param place host and database, for messages
 * @param properties user, password and options; never shown
 */
record PostgresUrl(String url, String place, Properties properties) {

    private static final Pattern URL =
            Pattern.compile(
                    "(?:jdbc:)?postgres(?:ql)?://(?:([^@/?]*)@)?([^/?]*)(?:/([^?]*))?(?:\\?(.*))?");
    private static final Map<String, String> DRIVER_NAMES =
            Map.of("application_name", "ApplicationName", "connect_timeout", "connectTimeout");

    static PostgresUrl of(Settings settings) {
        Matcher matcher = URL.matcher(settings.text("url").strip());
        if (!matcher.matches()) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    settings.where() + ": 'url' is not the address of a PostgreSQL database.",
                    "Write postgresql://user:password@host:5432/database.");
        }
        Properties properties = defaults(settings);
        credentials(matcher.group(1), properties);
        set(properties, "user", settings.textOrNull("user"));
        set(properties, "password", settings.textOrNull("password"));
        options(matcher.group(4), properties);
        String hosts = matcher.group(2).isEmpty() ? "localhost" : matcher.group(2);
        String path = matcher.group(3) == null ? "" : matcher.group(3);
        return new PostgresUrl(
                "jdbc:postgresql://" + hosts + "/" + path,
                hosts + (path.isEmpty() ? "" : "/" + decoded(path)),
                properties);
    }

    private static Properties defaults(Settings settings) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "shaduf");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "0");
        if (settings.has("timeout")) {
            Duration timeout = settings.length("timeout", Duration.ZERO);
            properties.setProperty("options", "-c statement_timeout=" + timeout.toMillis());
            properties.setProperty(
                    "socketTimeout", Long.toString(timeout.plusSeconds(10).toSeconds()));
        }
        return properties;
    }

    private static void credentials(@Nullable String text, Properties properties) {
        if (text == null || text.isEmpty()) {
            return;
        }
        int colon = text.indexOf(':');
        set(properties, "user", decoded(colon < 0 ? text : text.substring(0, colon)));
        set(properties, "password", colon < 0 ? null : decoded(text.substring(colon + 1)));
    }

    private static void options(@Nullable String query, Properties properties) {
        if (query == null || query.isEmpty()) {
            return;
        }
        for (String option : query.split("&")) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                String name = option.substring(0, equals);
                set(
                        properties,
                        DRIVER_NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), name),
                        decoded(option.substring(equals + 1)));
            }
        }
    }

    private static void set(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
