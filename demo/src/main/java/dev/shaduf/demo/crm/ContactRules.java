package dev.shaduf.demo.crm;

import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Pattern;

/** What the CRM accepts as a contact. Properties it has no rule for are taken as they are. */
final class ContactRules {

    static final int LONGEST_NAME = 40;

    private static final Pattern EMAIL =
            Pattern.compile("[a-z0-9_+'-]+(\\.[a-z0-9_+'-]+)*@([a-z0-9-]+\\.)+[a-z]{2,}");
    private static final List<String> TIERS = List.of("free", "plus", "gold", "platinum");
    private static final List<String> NAMES = List.of("first_name", "last_name");
    private static final List<String> NUMBERS = List.of("lifetime_value", "orders");

    private ContactRules() {}

    /** Why this is not an address; null where it is one. It is in lower case already. */
    static @Nullable String faultOfEmail(String email) {
        return EMAIL.matcher(email).matches() ? null : "email is not valid: " + email;
    }

    /** Why these fields are refused; null where they are accepted. */
    static @Nullable String faultOf(Json.Obj fields) {
        for (String name : NAMES) {
            String value = textOf(fields, name);
            if (value != null && value.codePointCount(0, value.length()) > LONGEST_NAME) {
                return name + " is too long (at most " + LONGEST_NAME + " characters)";
            }
        }
        for (String name : NUMBERS) {
            Json value = fields.get(name);
            if (value != null && !(value instanceof Json.Num) && !(value instanceof Json.Null)) {
                return name + " is not a number: " + value;
            }
        }
        String tier = textOf(fields, "tier");
        return tier == null || TIERS.contains(tier)
                ? null
                : "tier '" + tier + "' does not exist; there are: " + String.join(", ", TIERS);
    }

    private static @Nullable String textOf(Json.Obj fields, String name) {
        Json value = fields.get(name);
        return value == null ? null : value.asText();
    }
}
