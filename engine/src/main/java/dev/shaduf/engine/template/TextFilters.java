package dev.shaduf.engine.template;

import liqp.TemplateContext;
import liqp.filters.Filter;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Filters over text that the library lacks or that must be exact here. */
final class TextFilters {

    private TextFilters() {}

    static List<Filter> all() {
        Base64.Encoder base64 = Base64.getEncoder();
        Base64.Encoder url = Base64.getUrlEncoder();
        return List.of(
                new JsonFilter("json"),
                new JsonFilter("to_json"),
                new TextFilter("url_encode", TextFilters::urlEncode),
                new TextFilter("capitalize", TextFilters::capitalize),
                new TextFilter("escape", TextFilters::escape),
                new TextFilter("base64", text -> base64.encodeToString(utf8(text))),
                new TextFilter("base64_encode", text -> base64.encodeToString(utf8(text))),
                new TextFilter("base64_decode", TextFilters::decode),
                new TextFilter("base64_url_safe_encode", text -> url.encodeToString(utf8(text))),
                new TextFilter("md5", text -> digest("MD5", text)),
                new TextFilter("sha1", text -> digest("SHA-1", text)),
                new TextFilter("sha256", text -> digest("SHA-256", text)),
                new TextFilter("sha512", text -> digest("SHA-512", text)),
                new HmacFilter());
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Percent-encodes, a space as %20, so that it is right in paths and in queries. */
    private static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int end = text.offsetByCodePoints(0, 1);
        return text.substring(0, end).toUpperCase(Locale.ROOT) + text.substring(end);
    }

    /** Also what would end an attribute in single quotes. */
    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String decode(String text) {
        return new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8);
    }

    private static String digest(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(utf8(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compact JSON of a value. */
    private static final class JsonFilter extends Filter {
        JsonFilter(String name) {
            super(name);
        }

        @Override
        public Object apply(
                @Nullable Object value, TemplateContext context, @Nullable Object... params) {
            return Values.json(value).toString();
        }
    }

    /** A function of the value's text; nil is ''. */
    private static final class TextFilter extends Filter {
        private final UnaryOperator<String> function;

        TextFilter(String name, UnaryOperator<String> function) {
            super(name);
            this.function = function;
        }

        @Override
        public Object apply(
                @Nullable Object value, TemplateContext context, @Nullable Object... params) {
            return function.apply(asString(Values.shown(value), context));
        }
    }

    /** {@code hmac_sha256: key}, in hexadecimal. */
    private static final class HmacFilter extends Filter {
        HmacFilter() {
            super("hmac_sha256");
        }

        @Override
        public Object apply(
                @Nullable Object value, TemplateContext context, @Nullable Object... params) {
            byte[] key = utf8(asString(get(0, params), context));
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                byte[] text = utf8(asString(Values.shown(value), context));
                return HexFormat.of().formatHex(mac.doFinal(text));
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
