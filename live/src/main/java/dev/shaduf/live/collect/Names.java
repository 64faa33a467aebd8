package dev.shaduf.live.collect;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The keys of events that mean something to the collector. */
final class Names {

    static final byte[] ANONYMOUS_ID = ascii("anonymousId");
    static final byte[] BATCH = ascii("batch");
    static final byte[] CAMPAIGN = ascii("campaign");
    static final byte[] CHANNEL = ascii("channel");
    static final byte[] CONTEXT = ascii("context");
    static final byte[] EVENT = ascii("event");
    static final byte[] GROUP_ID = ascii("groupId");
    static final byte[] INTEGRATIONS = ascii("integrations");
    static final byte[] IP = ascii("ip");
    static final byte[] LIBRARY = ascii("library");
    static final byte[] LOCALE = ascii("locale");
    static final byte[] MESSAGE_ID = ascii("messageId");
    static final byte[] NAME = ascii("name");
    static final byte[] ORIGINAL_TIMESTAMP = ascii("originalTimestamp");
    static final byte[] PAGE = ascii("page");
    static final byte[] PREVIOUS_ID = ascii("previousId");
    static final byte[] PROPERTIES = ascii("properties");
    static final byte[] RECEIVED_AT = ascii("receivedAt");
    static final byte[] SEARCH = ascii("search");
    static final byte[] SENT_AT = ascii("sentAt");
    static final byte[] TIMESTAMP = ascii("timestamp");
    static final byte[] TRAITS = ascii("traits");
    static final byte[] TYPE = ascii("type");
    static final byte[] URL = ascii("url");
    static final byte[] USER_AGENT = ascii("userAgent");
    static final byte[] USER_ID = ascii("userId");
    static final byte[] WRITE_KEY = ascii("writeKey");

    private Names() {}

    private static byte[] ascii(String name) {
        return name.getBytes(US_ASCII);
    }
}
