package dev.shaduf.live.forward;

import dev.shaduf.spi.json.Json;

import java.util.List;

/** What a person allowed, as an event says in {@code context.consent.categoryPreferences}. */
final class Consent {

    private Consent() {}

    /** Whether all purposes are allowed; an event that says nothing of consent allows them. */
    static boolean allows(Json.Obj event, List<String> purposes) {
        if (purposes.isEmpty()
                || !(event.get("context") instanceof Json.Obj context)
                || !(context.get("consent") instanceof Json.Obj consent)
                || !(consent.get("categoryPreferences") instanceof Json.Obj preferences)) {
            return true;
        }
        return purposes.stream()
                .allMatch(purpose ->
                        preferences.get(purpose) instanceof Json.Bool(boolean allowed) && allowed);
    }
}
