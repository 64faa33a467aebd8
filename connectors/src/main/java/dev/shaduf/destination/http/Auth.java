package dev.shaduf.destination.http;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.settings.Settings;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How requests prove who sends them. Immutable; no secret is ever printed. */
sealed interface Auth {

    /** The setting a person would look at, such as {@code auth.bearer}. */
    String setting();

    /** Adds what proves the sender to a request with this idempotency key and body. */
    void sign(HttpRequest.Builder request, String id, byte[] body, Instant now);

    /** Reads the {@code auth} group; throws what is wrong with it. */
    static Auth of(Settings auth) {
        List<String> kinds = new ArrayList<>(auth.values().members().keySet());
        kinds.removeIf(kind -> !auth.has(kind));
        if (kinds.isEmpty()) {
            return new Headers("auth", Map.of());
        }
        if (kinds.size() > 1) {
            throw wrong(auth, "'auth' has " + String.join(" and ", kinds), "Keep one of them.");
        }
        return of(kinds.getFirst(), auth);
    }

    private static Auth of(String kind, Settings auth) {
        return switch (kind) {
            case "bearer" -> header("auth.bearer", "Bearer " + auth.text("bearer"));
            case "basic" -> basic(auth.group("basic"));
            case "header" -> new Headers("auth.header", texts(auth.group("header")));
            case "signature" -> signature(auth.group("signature"));
            case "oauth2" ->
                    throw new ShadufException(
                            Failure.UNSUPPORTED,
                            auth.where() + ": 'auth.oauth2' is not there yet.",
                            "Use auth.bearer with a token, auth.header or auth.basic.");
            default ->
                    throw wrong(
                            auth,
                            "'auth." + kind + "' is not known",
                            "Use bearer, basic, header or signature.");
        };
    }

    /** The texts of a group by their names. */
    static Map<String, String> texts(Settings group) {
        Map<String, String> all = new LinkedHashMap<>();
        group.values().members().keySet().forEach(name -> all.put(name, group.text(name)));
        return all;
    }

    private static Auth header(String setting, String value) {
        return new Headers(setting, Map.of("Authorization", value));
    }

    private static Auth basic(Settings basic) {
        String pair = basic.text("user") + ":" + basic.text("password", "");
        byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
        return header("auth.basic", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }

    private static Auth signature(Settings signature) {
        String secret = signature.text("secret");
        String encoded = secret.startsWith("whsec_") ? secret.substring(6) : secret;
        try {
            byte[] key = Base64.getDecoder().decode(encoded.strip());
            if (key.length > 0) {
                return new Signature(new SecretKeySpec(key, "HmacSHA256"));
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the secret.
        }
        throw wrong(
                signature,
                "'auth.signature.secret' is not a secret of Standard Webhooks",
                "It is whsec_ followed by 24 to 64 bytes in base64.");
    }

    private static ShadufException wrong(Settings auth, String what, String fix) {
        return new ShadufException(Failure.WRONG_SETTING, auth.where() + ": " + what + ".", fix);
    }

    /** Headers that are the same in every request. */
    record Headers(String setting, Map<String, String> values) implements Auth {
        @Override
        public void sign(HttpRequest.Builder request, String id, byte[] body, Instant now) {
            values.forEach(request::setHeader);
        }

        @Override
        public String toString() {
            return setting;
        }
    }

    /** A signature over each body, as Standard Webhooks defines it. */
    record Signature(SecretKeySpec key) implements Auth {
        @Override
        public String setting() {
            return "auth.signature.secret";
        }

        @Override
        public void sign(HttpRequest.Builder request, String id, byte[] body, Instant now) {
            String timestamp = Long.toString(now.getEpochSecond());
            request.setHeader("webhook-id", id);
            request.setHeader("webhook-timestamp", timestamp);
            request.setHeader("webhook-signature", "v1," + signature(id + "." + timestamp, body));
        }

        private String signature(String head, byte[] body) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                mac.update((head + ".").getBytes(StandardCharsets.UTF_8));
                return Base64.getEncoder().encodeToString(mac.doFinal(body));
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return setting();
        }
    }
}
