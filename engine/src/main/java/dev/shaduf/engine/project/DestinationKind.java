package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.settings.Lengths;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code destinations/*.yml}. */
final class DestinationKind implements Kind<Destination> {

    private static final int CONCURRENCY = 4;
    private static final int RETRIES = 5;
    private static final List<String> LATER =
            List.of(
                    "hubspot",
                    "salesforce",
                    "braze",
                    "customerio",
                    "klaviyo",
                    "iterable",
                    "mailchimp",
                    "intercom",
                    "zendesk",
                    "marketo",
                    "sendgrid",
                    "google_ads",
                    "google_sheets",
                    "meta",
                    "linkedin",
                    "tiktok",
                    "snapchat",
                    "microsoft_ads",
                    "amplitude",
                    "mixpanel",
                    "ga4",
                    "slack",
                    "kafka",
                    "redis",
                    "email",
                    "webhook",
                    "snowflake",
                    "bigquery",
                    "redshift",
                    "databricks",
                    "mysql");
    private static final List<Setting> EVERY =
            List.of(
                    Setting.of(
                            "rate",
                            new Shape.Rate(),
                            "The most requests a span, such as '9 per second'; shared by all its"
                                    + " syncs."),
                    Setting.of(
                                    "concurrency",
                                    new Shape.Whole(1, 256),
                                    "Requests that may be under way at once.")
                            .or(String.valueOf(CONCURRENCY)),
                    Setting.of("timeout", Keys.LENGTH, "How long a request may take.")
                            .or("30 seconds"),
                    Setting.of(
                                    "retries",
                                    new Shape.Whole(0, 100),
                                    "How often a request is tried again before its rows are"
                                            + " deferred.")
                            .or(String.valueOf(RETRIES)),
                    Setting.of(
                            "consent",
                            Keys.TEXTS,
                            "Purposes a person must have allowed for an event to be sent."));

    @Override
    public String name() {
        return Kinds.DESTINATION;
    }

    @Override
    public String folder() {
        return "destinations";
    }

    @Override
    public String title() {
        return "A configured tool.";
    }

    @Override
    public boolean runs() {
        return false;
    }

    @Override
    public Shape shape(Catalog catalog) {
        List<Shape.Variant> variants = new ArrayList<>();
        for (DestinationType type : catalog.destinations()) {
            variants.add(
                    new Shape.Variant(
                            type.type(),
                            type.title(),
                            Keys.withCommon(Keys.merged(type.settings(), EVERY))));
        }
        List<String> known = variants.stream().map(Shape.Variant::type).toList();
        List<String> later = LATER.stream().filter(type -> !known.contains(type)).toList();
        return new Shape.ByType(variants, "", later);
    }

    @Override
    public void check(Block block, Draft draft) {
        Tree auth = block.tree().at("auth");
        Tree oauth2 = auth == null ? null : auth.at("oauth2");
        if (oauth2 != null) {
            String fix = "use bearer, basic, header or signature";
            draft.report(oauth2.place(), "not_yet", "'oauth2' is not there yet", fix);
        }
        String path = "files".equals(block.text("type")) ? block.text("path") : null;
        if (path != null && Keys.isElsewhere(path)) {
            String message = "files in other places than the local disk are not there yet";
            String fix = "give a directory on this machine";
            draft.report(block.place("path"), "not_yet", message, fix);
        }
    }

    @Override
    public List<Reference> references(Block block, Draft draft) {
        return List.of();
    }

    @Override
    public Destination build(Block block, Draft draft) {
        Settings settings = block.settings();
        String rate = settings.textOrNull("rate");
        return new Destination(
                block.common(),
                settings.text("type"),
                rate == null ? null : Lengths.rate(rate),
                (int) settings.whole("concurrency", CONCURRENCY),
                (int) settings.whole("retries", RETRIES),
                settings);
    }

    @Override
    public Map<String, Destination> objects(Project project) {
        return project.destinations();
    }

    @Override
    public Common common(Destination destination) {
        return destination.common();
    }

    @Override
    public List<Graph.Node> needs(Destination destination, Project project) {
        return List.of();
    }
}
