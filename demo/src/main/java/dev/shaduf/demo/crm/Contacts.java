package dev.shaduf.demo.crm;

import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The contacts of the CRM by e-mail address, upper and lower case being the same. Shared. */
final class Contacts {

    private final Map<String, Json.Obj> byEmail = new HashMap<>();
    private long written;
    private long refused;

    /** What a request may do with its rows. */
    enum Operation {
        INSERT,
        UPDATE,
        UPSERT,
        DELETE;

        static @Nullable Operation parse(@Nullable String text) {
            for (Operation operation : values()) {
                if (operation.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return operation;
                }
            }
            return null;
        }
    }

    synchronized int count() {
        return byEmail.size();
    }

    synchronized long written() {
        return written;
    }

    synchronized long refused() {
        return refused;
    }

    synchronized Json.@Nullable Obj find(String email) {
        return byEmail.get(email.toLowerCase(Locale.ROOT));
    }

    /** Applies one row after the other; the answer has a result for each. */
    synchronized Json.Obj apply(Operation operation, List<Json> rows) {
        List<Json> results = new ArrayList<>(rows.size());
        for (Json row : rows) {
            Json key = row instanceof Json.Obj object ? object.get("key") : null;
            String fault = key == null ? "row without a key" : apply(operation, key, row);
            Json.Obj result = Json.object().with("key", key == null ? Json.NULL : key);
            if (fault == null) {
                written++;
                results.add(result.with("status", "ok"));
            } else {
                refused++;
                results.add(result.with("status", "error").with("message", fault));
            }
        }
        return Json.object().with("results", Json.array(results));
    }

    private @Nullable String apply(Operation operation, Json key, Json row) {
        String email = key instanceof Json.Text(String text) ? text.toLowerCase(Locale.ROOT) : null;
        if (email == null) {
            return "key is not an email address: " + key;
        }
        String fault = ContactRules.faultOfEmail(email);
        if (fault != null) {
            return fault;
        }
        Json.Obj known = byEmail.get(email);
        return switch (operation) {
            case INSERT -> known == null ? put(email, row) : "contact exists already: " + email;
            case UPDATE -> known == null ? "there is no contact " + email : put(email, row);
            case UPSERT -> put(email, row);
            case DELETE -> {
                byEmail.remove(email);
                yield null;
            }
        };
    }

    private @Nullable String put(String email, Json row) {
        if (!(row instanceof Json.Obj object && object.get("fields") instanceof Json.Obj fields)) {
            return "row without fields";
        }
        String fault = ContactRules.faultOf(fields);
        if (fault != null) {
            return fault;
        }
        Json.Obj contact = byEmail.getOrDefault(email, Json.object().with("email", email));
        for (Map.Entry<String, Json> field : fields.members().entrySet()) {
            contact = contact.with(field.getKey(), field.getValue());
        }
        byEmail.put(email, contact);
        return null;
    }
}
