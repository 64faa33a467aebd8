package dev.shaduf.live.forward;

import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Finds values in the JSON of an event by paths such as {@code properties.revenue}. */
final class EventPath {

    /** Names that the tables have for what SDKs call otherwise. */
    private static final Map<String, String> COLUMNS =
            Map.of(
                    "message_id", "messageId",
                    "user_id", "userId",
                    "anonymous_id", "anonymousId",
                    "group_id", "groupId",
                    "previous_id", "previousId",
                    "sent_at", "sentAt",
                    "received_at", "receivedAt",
                    "original_timestamp", "originalTimestamp");

    private EventPath() {}

    /** The value at the first of the paths that leads to one; null where none does. */
    static @Nullable Json find(Json event, List<String> paths) {
        for (String path : paths) {
            Json found = find(event, path);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The value at a path; null where there is none. A name may itself have dots. */
    static @Nullable Json find(Json event, String path) {
        Json found = below(event, path);
        String other = found == null ? COLUMNS.get(path) : null;
        return other == null ? found : below(event, other);
    }

    private static @Nullable Json below(Json at, String path) {
        if (!(at instanceof Json.Obj members)) {
            return null;
        }
        Json whole = members.get(path);
        int dot = path.indexOf('.');
        while (whole == null && dot > 0) {
            Json next = members.get(path.substring(0, dot));
            whole = next == null ? null : below(next, path.substring(dot + 1));
            dot = path.indexOf('.', dot + 1);
        }
        return whole;
    }
}
