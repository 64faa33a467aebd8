package dev.shaduf.warehouse.postgres;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Where a PostgreSQL server is and who connects.
 *
 * @param url the JDBC address, without credentials
 * @param server host and database, for messages; never a password
 */
record PostgresAddress(
        String url, String server, @Nullable String user, @Nullable String password) {

    /**
     * Reads {@code url}, {@code user} and {@code password}; keys of their own win over the URL's.
     */
    static PostgresAddress of(Settings settings) {
        String url = settings.text("url").strip();
        PostgresAddress parsed =
                url.startsWith("jdbc:postgresql:") ? jdbc(url) : uri(settings.where(), url);
        String user = settings.textOrNull("user");
        String password = settings.textOrNull("password");
        return new PostgresAddress(
                parsed.url,
                parsed.server,
                user == null ? parsed.user : user,
                password == null ? parsed.password : password);
    }

    private static PostgresAddress jdbc(String url) {
        String rest = url.substring("jdbc:postgresql:".length()).replaceFirst("^//", "");
        int query = rest.indexOf('?');
        return new PostgresAddress(url, query < 0 ? rest : rest.substring(0, query), null, null);
    }

    private static PostgresAddress uri(String where, String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw wrong(where);
        }
        String scheme = uri.getScheme();
        String authority = uri.getRawAuthority();
        boolean known = "postgresql".equals(scheme) || "postgres".equals(scheme);
        if (!known || authority == null) {
            throw wrong(where);
        }
        int at = authority.lastIndexOf('@');
        String server = authority.substring(at + 1) + uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String[] login = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
        return new PostgresAddress(
                "jdbc:postgresql://" + server + query,
                server,
                login.length > 0 ? decoded(login[0]) : null,
                login.length > 1 ? decoded(login[1]) : null);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static ShadufException wrong(String where) {
        return new ShadufException(
                Failure.WRONG_SETTING,
                where + ": 'url' is not the address of a PostgreSQL server.",
                "Write postgresql://user:password@host/database or"
                        + " jdbc:postgresql://host/database; special characters of a password as"
                        + " %40.");
    }

    /** What the driver needs beside the address. */
    Properties properties() {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "shaduf");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("binaryTransfer", "false");
        return properties;
    }
}
