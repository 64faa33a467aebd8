package dev.shaduf.destination.http;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path into JSON: {@code $.a.b[0]}, {@code $.a[*].b}, {@code $['a b']}; {@code $.} may be left
 * out. Immutable.
 */
record JsonPath(String text, List<Step> steps) {

    private static final Pattern STEP =
            Pattern.compile(
                    "\\.?(?<name>[^.\\[\\]]+)|\\[(?<index>-?\\d+)]|\\[(?<every>\\*)]"
                            + "|\\['(?<single>[^']*)']|\\[\"(?<quoted>[^\"]*)\"]");

    /** One step down. */
    sealed interface Step {

        /** To a member. */
        record Member(String name) implements Step {}

        /** To an item; negative from the end. */
        record Item(int index) implements Step {}

        /** To all items of a list or members of an object. */
        record Every() implements Step {}
    }

    /** Reads a path; throws {@code WRONG_SETTING}. */
    static JsonPath of(String text) {
        String rest = text.strip();
        rest = rest.startsWith("$") ? rest.substring(1) : rest;
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new ShadufException(
                        Failure.WRONG_SETTING,
                        "'" + text + "' is not a path into JSON.",
                        "Write it like $.data.results[0] or $.items[*].id.");
            }
            steps.add(step(matcher));
            at = matcher.end();
        }
        return new JsonPath(text, List.copyOf(steps));
    }

    private static Step step(Matcher matcher) {
        @Nullable String index = matcher.group("index");
        if (index != null) {
            return new Step.Item(Integer.parseInt(index));
        }
        if (matcher.group("every") != null || "*".equals(matcher.group("name"))) {
            return new Step.Every();
        }
        for (String group : List.of("name", "single", "quoted")) {
            @Nullable String name = matcher.group(group);
            if (name != null) {
                return new Step.Member(name);
            }
        }
        throw new IllegalStateException(matcher.group());
    }

    /** The same path without a last {@code [*]}: the list itself rather than its items. */
    JsonPath list() {
        boolean every = !steps.isEmpty() && steps.getLast() instanceof Step.Every;
        return every ? new JsonPath(text, steps.subList(0, steps.size() - 1)) : this;
    }

    /** The first value the path leads to; null where it leads nowhere. */
    @Nullable Json first(Json from) {
        List<Json> found = all(from);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** Every value the path leads to. */
    List<Json> all(Json from) {
        List<Json> found = List.of(from);
        for (Step step : steps) {
            List<Json> next = new ArrayList<>();
            found.forEach(value -> follow(step, value, next));
            found = next;
        }
        return found;
    }

    private static void follow(Step step, Json value, List<Json> out) {
        switch (step) {
            case Step.Member(String name) when value instanceof Json.Obj(Map<String, Json> all) -> {
                if (all.containsKey(name)) {
                    out.add(all.get(name));
                }
            }
            case Step.Item(int index) when value instanceof Json.Arr(List<Json> items) -> {
                int at = index < 0 ? items.size() + index : index;
                if (at >= 0 && at < items.size()) {
                    out.add(items.get(at));
                }
            }
            case Step.Every _ when value instanceof Json.Arr(List<Json> items) -> out.addAll(items);
            case Step.Every _ when value instanceof Json.Obj(Map<String, Json> all) ->
                    out.addAll(all.values());
            default -> {}
        }
    }
}
