package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Conditions over events as they stand in files. */
final class Conditions {

    private static final List<String> CALLS =
            List.of("identify", "track", "page", "screen", "group", "alias");

    /** What may stand before an operator, and where in the event its value is. */
    private static final Map<String, Function<String, List<String>>> SUBJECTS =
            Map.of(
                    "property", name -> List.of("properties." + name),
                    "trait", name -> List.of("traits." + name, "context.traits." + name),
                    "context", name -> List.of("context." + name));

    /** A condition; it may contain others. */
    static final Shape SHAPE = new Shape.Named("condition", Conditions::shape);

    private Conditions() {}

    private static Shape shape() {
        List<Setting> keys = new ArrayList<>();
        keys.add(Setting.of("event", Keys.TEXTS, "Names of track events."));
        keys.add(Setting.of("type", new Shape.ListOf(new Shape.Choice(CALLS)), "Calls."));
        keys.add(Setting.text("property", "A property: names joined by dots."));
        keys.add(Setting.text("trait", "A trait of the person."));
        keys.add(Setting.text("context", "A value of the context, such as page.path."));
        for (Operator operator : Operator.values()) {
            keys.add(Setting.of(operator.word(), operand(operator), "Compares: operator."));
        }
        keys.add(Setting.of("all", new Shape.ListOf(SHAPE), "All of these hold."));
        keys.add(Setting.of("any", new Shape.ListOf(SHAPE), "At least one of these holds."));
        keys.add(Setting.of("not", SHAPE, "This does not hold."));
        return new Shape.Group(keys);
    }

    private static Shape operand(Operator operator) {
        return switch (operator) {
            case IS, IS_NOT, GT, GTE, LT, LTE -> new Shape.Anything();
            case BETWEEN, IN, NOT_IN -> new Shape.ListOf(new Shape.Anything());
            case CONTAINS, STARTS_WITH, ENDS_WITH, MATCHES, BEFORE, AFTER -> Keys.TEXT;
            case EXISTS, ABSENT -> Keys.FLAG;
            case WITHIN_LAST, WITHIN_NEXT -> Keys.LENGTH;
        };
    }

    /** Reports what the shape cannot say. */
    static void check(@Nullable Tree tree, Json.Obj condition, Draft draft) {
        if (tree == null) {
            return;
        }
        List<String> subjects = SUBJECTS.keySet().stream().sorted().filter(has(condition)).toList();
        List<String> operators = operators(condition);
        boolean mismatch = subjects.size() != operators.size() || subjects.size() > 1;
        boolean empty = condition.members().isEmpty();
        boolean reported =
                tree instanceof Tree.Keys keys
                        && keys.entries().size() > condition.members().size();
        if ((mismatch || empty) && !reported) {
            draft.report(
                    tree.place(),
                    empty ? "missing_key" : "conflicting_keys",
                    "a condition compares one property, trait or context with one operator",
                    "write {property: plan, is: pro}; several conditions stand under all: or any:");
        }
        operators.forEach(word -> operand(tree.at(word), word, condition.get(word), draft));
        check(tree.at("not"), group(condition, "not"), draft);
        for (String many : List.of("all", "any")) {
            List<Json> items = items(condition.get(many));
            Tree list = tree.at(many);
            for (int i = 0; list != null && i < items.size(); i++) {
                Json.Obj inner = items.get(i) instanceof Json.Obj obj ? obj : Json.object();
                check(list.item(i), inner, draft);
            }
        }
    }

    /** Reports what only events have: in a condition over rows of a table. */
    static void onlyProperties(@Nullable Tree tree, Json.Obj condition, Draft draft) {
        if (tree == null) {
            return;
        }
        for (String key : List.of("event", "type", "trait", "context")) {
            if (tree.at(key) instanceof Tree foreign) {
                draft.report(
                        foreign.place(),
                        "conflicting_keys",
                        "only events have '" + key + "'; a row has properties: its columns",
                        "write {property: column, is: …}");
            }
        }
        onlyProperties(tree.at("not"), group(condition, "not"), draft);
        for (String many : List.of("all", "any")) {
            List<Json> items = items(condition.get(many));
            Tree list = tree.at(many);
            for (int i = 0; list != null && i < items.size(); i++) {
                Json.Obj inner = items.get(i) instanceof Json.Obj obj ? obj : Json.object();
                onlyProperties(list.item(i), inner, draft);
            }
        }
    }

    private static java.util.function.Predicate<String> has(Json.Obj condition) {
        return key -> condition.get(key) != null;
    }

    private static List<String> operators(Json.Obj condition) {
        return Stream.of(Operator.values()).map(Operator::word).filter(has(condition)).toList();
    }

    private static void operand(
            @Nullable Tree at, String word, @Nullable Json operand, Draft draft) {
        String wrong = operand == null ? null : wrong(word, operand);
        if (at != null && wrong != null) {
            draft.report(at.place(), "wrong_type", "'" + word + "' " + wrong, "");
        }
    }

    private static @Nullable String wrong(String word, Json operand) {
        return switch (word) {
            case "between" -> items(operand).size() == 2 ? null : "takes two values: [1, 10]";
            case "in", "not_in" -> items(operand).isEmpty() ? "takes a list of values" : null;
            case "before", "after" -> isTime(operand.asText()) ? null : "takes an ISO-8601 time";
            case "matches" -> expression(String.valueOf(operand.asText()));
            case "is", "is_not", "gt", "gte", "lt", "lte" ->
                    operand instanceof Json.Obj || operand instanceof Json.Arr
                            ? "takes one value"
                            : null;
            default -> null;
        };
    }

    private static @Nullable String expression(String text) {
        try {
            Pattern.compile(text);
            return null;
        } catch (PatternSyntaxException e) {
            return "is no regular expression: " + e.getDescription();
        }
    }

    private static boolean isTime(@Nullable String text) {
        return text != null && time(text) != null;
    }

    /** An ISO-8601 time or date; without an offset UTC; null where it is none. */
    static @Nullable Instant time(String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            if (iso.indexOf('T') < 0) {
                return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return iso.matches(".*(Z|z|[+-]\\d\\d(:?\\d\\d)?)")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The condition of a checked object; holds for everything where it is empty. */
    static Condition build(Json.Obj condition) {
        List<Condition> parts = new ArrayList<>();
        for (String name : List.of("event", "type")) {
            Json values = condition.get(name);
            if (values != null) {
                parts.add(
                        new Condition.Test(List.of(name), Operator.IN, Json.array(items(values))));
            }
        }
        SUBJECTS.forEach((subject, paths) -> {
            Json name = condition.get(subject);
            if (name != null) {
                parts.add(test(paths.apply(String.valueOf(name.asText())), condition));
            }
        });
        if (condition.get("all") != null) {
            parts.add(new Condition.All(conditions(condition.get("all"))));
        }
        if (condition.get("any") != null) {
            parts.add(new Condition.Any(conditions(condition.get("any"))));
        }
        if (condition.get("not") != null) {
            parts.add(new Condition.Not(build(group(condition, "not"))));
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.All(List.copyOf(parts));
    }

    private static Condition test(List<String> paths, Json.Obj condition) {
        for (Operator operator : Operator.values()) {
            Json operand = condition.get(operator.word());
            if (operand != null) {
                return new Condition.Test(paths, operator, operand);
            }
        }
        return new Condition.Test(paths, Operator.EXISTS, Json.of(true));
    }

    private static List<Condition> conditions(@Nullable Json list) {
        return items(list).stream()
                .map(item -> build(item instanceof Json.Obj obj ? obj : Json.object()))
                .toList();
    }

    private static Json.Obj group(Json.Obj of, String key) {
        return of.get(key) instanceof Json.Obj group ? group : Json.object();
    }

    private static List<Json> items(@Nullable Json value) {
        return switch (value) {
            case null -> List.of();
            case Json.Arr(List<Json> items) -> items;
            default -> List.of(value);
        };
    }
}
