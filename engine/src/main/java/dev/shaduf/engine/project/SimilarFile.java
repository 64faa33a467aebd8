package dev.shaduf.engine.project;

import dev.shaduf.engine.project.Similar.Comparison;
import dev.shaduf.engine.project.Similar.Kind;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Makes the settings of similarity of an entity's file, which has no problems.
 *
 * @param similar what stands under {@code similar}
 * @param largest the entity's own, or null
 */
record SimilarFile(Settings similar, @Nullable Long largest) {

    private static final double MERGE_AT = 0.99;
    private static final double REVIEW_AT = 0.80;

    Similar build() {
        List<Comparison> compare = new ArrayList<>();
        similar.group("compare")
                .values()
                .members()
                .forEach((name, json) -> compare.add(comparison(name, json)));
        double mergeAt = number("merge_at", MERGE_AT);
        return new Similar(
                List.copyOf(compare),
                blocks(),
                mergeAt,
                number("review_at", Math.min(REVIEW_AT, mergeAt)),
                largest == null ? Similar.LARGEST : largest,
                similar.textOrNull("truth"));
    }

    private List<List<String>> blocks() {
        Json lists = similar.raw("block_on");
        List<Json> items =
                lists instanceof Json.Arr(List<Json> all)
                        ? all
                        : List.of(Objects.requireNonNull(lists));
        return items.stream()
                .map(list -> new Settings("", Json.object().with("list", list)).texts("list"))
                .map(list -> list.stream().map(String::strip).toList())
                .toList();
    }

    private double number(String key, double fallback) {
        Json json = similar.raw(key);
        return json == null ? fallback : Double.parseDouble(String.valueOf(json.asText()).strip());
    }

    private static Comparison comparison(String name, Json json) {
        if (!(json instanceof Json.Obj group)) {
            Kind kind = kind(json);
            return new Comparison(name, kind, levels(kind), true);
        }
        Settings says = new Settings("", group);
        Kind kind = kind(Objects.requireNonNull(group.get("kind")));
        return new Comparison(
                name,
                kind,
                says.has("similarity")
                        ? says.texts("similarity").stream().map(Double::valueOf).toList()
                        : levels(kind),
                says.flag("term_frequency", true));
    }

    private static Kind kind(Json word) {
        return Kind.valueOf(String.valueOf(word.asText()).strip().toUpperCase(Locale.ROOT));
    }

    private static List<Double> levels(Kind kind) {
        return switch (kind) {
            case NAME -> List.of(0.92, 0.88, 0.7);
            case TEXT -> List.of(0.95, 0.8);
            case EMAIL -> List.of(0.88);
            case EXACT, CODE, DATE, PHONE, NUMBER -> List.of();
        };
    }
}
