package dev.shaduf.engine.project;

import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.project.Entity.Identity;
import dev.shaduf.engine.project.Entity.Normal;
import dev.shaduf.engine.project.Entity.Seen;
import dev.shaduf.engine.project.Entity.Survival;
import dev.shaduf.engine.project.EntityGuard.Ceiling;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes an entity of its file, which has no problems. */
record EntityFile(Block block) {

    /** What an events source brings by itself. */
    static final List<String> OF_EVENTS = List.of("user_id", "anonymous_id", "email");

    Entity build() {
        List<Seen> records = items(block.values().get("records")).stream().map(this::seen).toList();
        return new Entity(
                block.common(),
                records,
                identity(records),
                survive(),
                facts(),
                Places.of(block.tree()));
    }

    private static List<Json> items(@Nullable Json json) {
        return json instanceof Json.Arr(List<Json> items)
                ? items
                : json == null ? List.of() : List.of(json);
    }

    private Settings settings(@Nullable Json json) {
        return new Settings(block.where(), json instanceof Json.Obj obj ? obj : Json.object());
    }

    private Seen seen(Json json) {
        Settings seen = settings(json);
        return new Seen(
                seen.text("from"),
                seen.texts("key"),
                named(seen.group("identifiers")),
                named(seen.group("attributes")),
                seen.textOrNull("updated_at"));
    }

    private static Map<String, String> named(Settings group) {
        Map<String, String> all = new LinkedHashMap<>();
        group.values().members().keySet().forEach(name -> all.put(name, group.text(name)));
        return all;
    }

    private Identity identity(List<Seen> records) {
        Settings identity = settings(block.values().get("identity"));
        List<Identifier> identifiers = identifiers(identity, records);
        List<List<String>> match =
                items(identity.raw("match")).stream()
                        .map(list -> new Settings("", Json.object().with("list", list)))
                        .map(list -> list.texts("list"))
                        .toList();
        return new Identity(
                identifiers,
                identity.has("match")
                        ? match
                        : identifiers.stream().map(i -> List.of(i.type())).toList(),
                identity.has("block") ? identity.texts("block") : Identity.BLOCKED,
                guard(identity.raw("guard")),
                identity.whole("largest", Identity.LARGEST),
                similar(identity));
    }

    private static @Nullable Similar similar(Settings identity) {
        Long largest = identity.has("largest") ? Long.valueOf(identity.whole("largest", 0)) : null;
        return identity.raw("similar") instanceof Json.Obj
                ? new SimilarFile(identity.group("similar"), largest).build()
                : null;
    }

    private static List<Identifier> identifiers(Settings identity, List<Seen> records) {
        Settings declared = identity.group("identifiers");
        Set<String> types = new LinkedHashSet<>(declared.values().members().keySet());
        for (Seen seen : records) {
            types.addAll(seen.key().isEmpty() ? OF_EVENTS : List.of());
            types.addAll(seen.identifiers().keySet());
        }
        List<Identifier> all = new ArrayList<>();
        for (String type : types) {
            all.add(identifier(type, declared.group(type), all.isEmpty()));
        }
        return List.copyOf(all);
    }

    private static Identifier identifier(String type, Settings says, boolean highest) {
        Long quarantine =
                highest && !says.has("quarantine")
                        ? null
                        : Long.valueOf(says.whole("quarantine", Identifier.QUARANTINE));
        Long limit = says.has("limit") ? Long.valueOf(says.whole("limit", 0)) : null;
        return new Identifier(type, normal(type, says), limit, quarantine);
    }

    private static Normal normal(String type, Settings says) {
        boolean known = type.equals("email") || type.equals("phone");
        return switch (says.text("normalize", known ? type : "none")) {
            case "email" -> new Normal.Email(says.flag("gmail", false));
            case "phone" -> new Normal.Phone(says.text("region", "").toUpperCase(Locale.ROOT));
            case "lower" -> new Normal.Lower();
            default -> new Normal.None();
        };
    }

    private static EntityGuard guard(@Nullable Json json) {
        if (json instanceof Json.Obj guard) {
            Json empty = guard.get("empty");
            return new EntityGuard(
                    ceiling(guard.get("split"), EntityGuard.DEFAULT.split()),
                    ceiling(guard.get("merged"), EntityGuard.DEFAULT.merged()),
                    empty == null || !isOff(text(empty)));
        }
        return json != null && isOff(text(json)) ? EntityGuard.OFF : EntityGuard.DEFAULT;
    }

    private static Ceiling ceiling(@Nullable Json json, Ceiling fallback) {
        String text = json == null ? "on" : text(json);
        if (text.equals("on") || text.equals("true")) {
            return fallback;
        }
        if (isOff(text)) {
            return new Ceiling(null, null);
        }
        if (text.endsWith("%")) {
            BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1).strip());
            return new Ceiling(percent.movePointLeft(2).doubleValue(), null);
        }
        return new Ceiling(null, Long.valueOf(text));
    }

    private static String text(Json json) {
        return String.valueOf(json.asText()).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isOff(String text) {
        return text.equals("off") || text.equals("false");
    }

    private EntityFacts facts() {
        Settings all = block.settings();
        Map<String, EntityFacts.FactTable> related = new LinkedHashMap<>();
        all.groups("related").forEach((name, group) -> related.put(name, facts(group)));
        return new EntityFacts(
                all.has(EntityFacts.TRANSACTIONS)
                        ? facts(all.group(EntityFacts.TRANSACTIONS))
                        : null,
                all.texts(EntityFacts.EVENTS),
                related);
    }

    private static EntityFacts.FactTable facts(Settings group) {
        return new EntityFacts.FactTable(
                group.text("from"),
                named(group.group("by")),
                group.textOrNull("id"),
                group.textOrNull("at"),
                group.textOrNull("amount"));
    }

    private Map<String, Survival> survive() {
        Map<String, Survival> all = new LinkedHashMap<>();
        block.group("survive").members().forEach((name, json) -> all.put(name, survival(json)));
        return all;
    }

    private Survival survival(Json json) {
        if (json instanceof Json.Obj) {
            return new Survival.From(settings(json).texts("from"));
        }
        return switch (text(json)) {
            case "most_frequent" -> new Survival.MostFrequent();
            case "longest" -> new Survival.Longest();
            default -> new Survival.MostRecent();
        };
    }
}
