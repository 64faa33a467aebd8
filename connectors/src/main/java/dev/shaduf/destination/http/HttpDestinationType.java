package dev.shaduf.destination.http;

import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Any API that takes rows over HTTP. */
public final class HttpDestinationType implements DestinationType {

    static final Set<Mode> MODES = Set.copyOf(EnumSet.complementOf(EnumSet.of(Mode.AUDIENCE)));

    private static final Shape TEXTS = new Shape.MapOf(new Shape.Text());
    private static final Shape BATCH = new Shape.Whole(1, 1_000_000);

    @Override
    public String type() {
        return "http";
    }

    @Override
    public String title() {
        return "Any REST API or webhook";
    }

    @Override
    public Set<Mode> modes() {
        return MODES;
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.text("base_url", "The address below which the objects are.").must(),
                auth(),
                Setting.of("headers", TEXTS, "Headers of every request."),
                Setting.of(
                                "allow_link_local",
                                new Shape.Flag(),
                                "Whether link-local and metadata addresses may be called.")
                        .or("false"),
                Setting.of(
                        "objects",
                        new Shape.MapOf(new Shape.Group(object())),
                        "What is called for each object; without it every name works."));
    }

    @Override
    public Destination open(Settings settings, Context context) {
        return new HttpDestination(settings, context, InstantSource.system());
    }

    private static Setting auth() {
        return Setting.group(
                "auth",
                "How requests prove who sends them: one of these.",
                Setting.text("bearer", "A token for Authorization: Bearer.").hidden(),
                Setting.group(
                        "basic",
                        "A user and a password.",
                        Setting.text("user", "The user.").must(),
                        Setting.text("password", "The password.").hidden()),
                Setting.of("header", TEXTS, "Headers that hold a key.").hidden(),
                Setting.group(
                        "signature",
                        "A signature over each body, as Standard Webhooks defines it.",
                        Setting.text("secret", "whsec_ and base64.").must().hidden()),
                Setting.group(
                        "oauth2",
                        "Client credentials; not there yet.",
                        Setting.text("token_url", "Where tokens are fetched.").must(),
                        Setting.text("client_id", "The client.").must(),
                        Setting.text("client_secret", "Its secret.").must().hidden(),
                        Setting.text("scope", "The scope asked for.")));
    }

    private static List<Setting> object() {
        return List.of(
                call("insert"),
                call("update"),
                call("upsert"),
                call("delete"),
                results(),
                Setting.of("batch", BATCH, "Rows of a request, where a call states none.")
                        .or("100"),
                Setting.of(
                                "idempotent",
                                new Shape.Flag(),
                                "Whether the tool honours the Idempotency-Key of a request.")
                        .or("false"));
    }

    private static Setting call(String action) {
        return Setting.group(
                action,
                "How a batch is sent for " + action + ".",
                Setting.of(
                                "method",
                                new Shape.Choice(List.of("POST", "PUT", "PATCH", "DELETE", "GET")),
                                "The method.")
                        .or("POST"),
                Setting.of("path", new Shape.Template(), "The path below base_url."),
                Setting.of("batch", BATCH, "Rows of a request."),
                Setting.of(
                        "body",
                        new Shape.Template(),
                        "The body; 'row' in it or in the path sends one request a row."),
                Setting.of(
                        "headers",
                        new Shape.MapOf(new Shape.Template()),
                        "Headers of these requests."),
                Setting.text("content_type", "The type of the body.").or("application/json"));
    }

    private static Setting results() {
        Shape value = new Shape.MapOf(new Shape.Anything());
        return Setting.group(
                "results",
                "Where an answer tells of each row.",
                Setting.text("at", "The path of the list of results.").or("$.results"),
                Setting.of(
                                "key",
                                new Shape.OneOf(List.of(new Shape.Text(), TEXTS)),
                                "The path of the key in a result, or one for each match field.")
                        .or("key"),
                Setting.of("ok", value, "What a result has when the row is delivered.")
                        .or("{status: ok}"),
                Setting.of("retry", value, "What it has when the row shall be sent again.")
                        .or("{status: retry}"),
                Setting.text("error", "The path of the tool's message in a result.").or("message"));
    }
}
