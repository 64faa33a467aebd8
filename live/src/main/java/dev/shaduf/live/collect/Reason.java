package dev.shaduf.live.collect;

import java.util.Locale;

/** Why a call or an event is refused: the codes of the tracking API and the status of a call. */
public enum Reason {
    INVALID_JSON(400, "The body is not JSON."),
    INVALID_UTF8(400, "The body is not UTF-8."),
    INVALID_GZIP(400, "The body cannot be unpacked."),
    NO_BATCH(400, "There is no 'batch' with events in the body."),
    UNKNOWN_WRITE_KEY(401, "No event source has this write key."),
    SOURCE_DISABLED(404, "The event source is switched off."),
    EVENT_TOO_LARGE(413, "The event has more than 32 KB."),
    REQUEST_TOO_LARGE(413, "The request has more than 500 KB, or 4 MB unpacked."),
    TOO_MANY_EVENTS(413, "The batch has more than 2,500 events."),
    TOO_DEEP(400, "The event is nested deeper than 64 levels."),
    BAD_TYPE(400, "'type' is none of identify, track, page, screen, group, alias."),
    NO_USER(400, "There is neither 'userId' nor 'anonymousId'."),
    MISSING_EVENT(400, "'event' is missing in a track call, or is no text."),
    MISSING_GROUP_ID(400, "'groupId' is missing in a group call."),
    MISSING_PREVIOUS_ID(400, "'previousId' is missing in an alias call."),
    NOT_AN_OBJECT(400, "An object is expected for the event and its objects."),
    UNSUPPORTED_ENCODING(415, "The content encoding is none of gzip, x-gzip, deflate."),
    HEADERS_TOO_LARGE(431, "The headers have more than 64 KB."),
    TOO_SLOW(408, "The request did not come in time."),
    DISK_FULL(429, "There is not enough room on the disk; send the same again."),
    LOG_BEHIND(429, "The event log is behind; send the same again.");

    private final String code = name().toLowerCase(Locale.ROOT);
    private final int status;
    private final String message;

    Reason(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /** As written in answers and in {@code rejected_events.reason}. */
    public String code() {
        return code;
    }

    /** The HTTP status of a call that is refused for it. */
    public int status() {
        return status;
    }

    /** What it means, in a sentence. */
    public String message() {
        return message;
    }
}
