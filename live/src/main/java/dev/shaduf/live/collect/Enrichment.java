package dev.shaduf.live.collect;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What is filled into an event's context where it is absent.
 *
 * @param replacesIp whether the address that the event brings is not to be kept as it is
 * @param ip null: none
 */
record Enrichment(
        boolean replacesIp,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String locale,
        Map<String, String> campaign) {

    /**
     * For an event.
     *
     * @param page entry of the properties of a page call, else NONE
     * @param context entry of the event's own context, or NONE
     */
    static Enrichment of(Batch batch, int page, int context, boolean fromClient) {
        boolean given = batch.hasInContext(context, Names.IP) && !isBlank(batch, context);
        String address = given ? batch.inContext(context, Names.IP) : null;
        if (!given && fromClient) {
            address = batch.caller().address();
        }
        String kept = address == null ? null : batch.source().ip().of(address);
        return new Enrichment(
                given ? batch.source().ip() != IpRule.KEEP : kept != null,
                kept,
                missing(batch, context, Names.USER_AGENT, batch.caller().userAgent()),
                missing(batch, context, Names.LOCALE, language(batch.caller().languages())),
                campaign(batch, page, context));
    }

    private static boolean isBlank(Batch batch, int context) {
        String ip = batch.inContext(context, Names.IP);
        return ip != null && ip.isBlank();
    }

    private static @Nullable String missing(
            Batch batch, int context, byte[] name, @Nullable String header) {
        boolean fill = header != null && !header.isEmpty() && !batch.hasInContext(context, name);
        return fill ? header : null;
    }

    /** The first language of the header Accept-Language. */
    private static @Nullable String language(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String first = header.split("[,;]", 2)[0].strip();
        return first.equals("*") ? null : first;
    }

    private static Map<String, String> campaign(Batch batch, int page, int context) {
        if (batch.hasInContext(context, Names.CAMPAIGN)) {
            return Map.of();
        }
        Map<String, String> found = Campaign.of(batch.inContext(context, Names.PAGE, Names.SEARCH));
        if (found.isEmpty()) {
            found = Campaign.of(batch.inContext(context, Names.PAGE, Names.URL));
        }
        if (found.isEmpty()) {
            found = Campaign.of(batch.tape().text(batch.tape().find(page, Names.URL)));
        }
        return found;
    }

    /** Whether it says something else about a key of the context, so that the key goes. */
    boolean replaces(Tape tape, int key) {
        return replacesIp && tape.isNamed(key, Names.IP)
                || userAgent != null && tape.isNamed(key, Names.USER_AGENT)
                || locale != null && tape.isNamed(key, Names.LOCALE)
                || !campaign.isEmpty() && tape.isNamed(key, Names.CAMPAIGN);
    }

    boolean isEmpty() {
        return (!replacesIp || ip == null)
                && userAgent == null
                && locale == null
                && campaign.isEmpty();
    }

    void write(JsonOut out) {
        put(out, Names.IP, replacesIp ? ip : null);
        put(out, Names.USER_AGENT, userAgent);
        put(out, Names.LOCALE, locale);
        if (!campaign.isEmpty()) {
            out.name(Names.CAMPAIGN);
            out.begin();
            campaign.forEach(out::text);
            out.end();
        }
    }

    private static void put(JsonOut out, byte[] name, @Nullable String value) {
        if (value != null) {
            out.text(name, value);
        }
    }
}
