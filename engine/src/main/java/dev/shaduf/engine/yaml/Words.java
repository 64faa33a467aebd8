package dev.shaduf.engine.yaml;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How shapes are called, and the small grammar of single values. */
final class Words {

    private static final int LONGEST = 60;
    private static final Pattern JSON_NUMBER =
            Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern SECRET =
            Pattern.compile(
                    "pass|secret|token|credential|api_?key|private_?key|auth|bearer",
                    Pattern.CASE_INSENSITIVE);

    /** What is expected of a duration that is one. */
    static final Shape SHORTER = new Shape.Written("", "a duration of at most 365,000 days");

    private Words() {}

    /** What a shape expects, as it fits after 'must be'. */
    static String expected(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> "a text";
            case Shape.Template template -> "a template";
            case Shape.Choice(List<String> words) -> oneOf(words);
            case Shape.Whole(long least, long most) ->
                    most >= Integer.MAX_VALUE
                            ? "a whole number from " + least
                            : "a whole number from " + least + " to " + most;
            case Shape.Number number -> "a number";
            case Shape.Flag flag -> "true or false";
            case Shape.Length length -> "a duration such as '15 minutes' or '30d'";
            case Shape.Rate rate -> "a rate such as '9 per second'";
            case Shape.Size(String least) ->
                    least.startsWith("0 ")
                            ? "a size such as '64 MB'"
                            : "a size from " + least + ", such as '64 MB'";
            case Shape.ListOf list -> "a list";
            case Shape.MapOf map -> "a map of names";
            case Shape.Group(List<Setting> keys) -> "a map" + keys(keys);
            case Shape.OneKey(List<Setting> choices, List<Setting> others) ->
                    "a map" + keys(choices);
            case Shape.ByType byType -> "a map with 'type'";
            case Shape.OneOf(List<Shape> alternatives) ->
                    alternatives.stream()
                            .map(Words::expected)
                            .distinct()
                            .collect(Collectors.joining(" or "));
            case Shape.Anything anything -> "a value";
            case Shape.Written(String regex, String expected) -> expected;
            case Shape.Named named -> expected(named.shape().get());
            case Shape.Later(String what) -> "left out";
        };
    }

    private static String keys(List<Setting> keys) {
        String names = keys.stream().map(Setting::name).limit(4).collect(Collectors.joining(", "));
        return " with " + names + (keys.size() > 4 ? ", …" : "");
    }

    /** {@code 'a', 'b' or 'c'}. */
    static String oneOf(List<String> words) {
        String quoted = words.stream().map(w -> "'" + w + "'").collect(Collectors.joining(", "));
        int last = quoted.lastIndexOf(", ");
        return last < 0 ? quoted : quoted.substring(0, last) + " or " + quoted.substring(last + 2);
    }

    /** Whether the tree's outer form is one that the shape takes. */
    static boolean takes(Shape shape, Tree tree) {
        return switch (shape) {
            case Shape.Anything any -> true;
            case Shape.Later later -> true;
            case Shape.Named named -> takes(named.shape().get(), tree);
            case Shape.OneOf(List<Shape> all) -> all.stream().anyMatch(one -> takes(one, tree));
            case Shape.ListOf(Shape item) -> tree instanceof Tree.Items || takes(item, tree);
            case Shape.MapOf m -> tree instanceof Tree.Keys;
            case Shape.Group g -> tree instanceof Tree.Keys;
            case Shape.OneKey o -> tree instanceof Tree.Keys;
            case Shape.ByType b -> tree instanceof Tree.Keys;
            default -> tree instanceof Tree.Scalar;
        };
    }

    /** Whether any text would do. */
    static boolean takesText(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> true;
            case Shape.Template template -> true;
            case Shape.ListOf(Shape item) -> takesText(item);
            default -> false;
        };
    }

    static boolean matches(String regex, String text) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(text.strip()).matches();
    }

    static @Nullable Boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> null;
        };
    }

    /** A number with the digits it was written with; throws {@link NumberFormatException}. */
    static Json number(String written) {
        String text = written.strip();
        if (JSON_NUMBER.matcher(text).matches()) {
            return new Json.Num(text);
        }
        if (text.startsWith("0x")) {
            return Json.of(new BigDecimal(new BigInteger(text.substring(2), 16)));
        }
        if (text.startsWith("0o")) {
            return Json.of(new BigDecimal(new BigInteger(text.substring(2), 8)));
        }
        BigDecimal decimal = new BigDecimal(text);
        return new Json.Num(decimal.toString());
    }

    /** Whether a key's name suggests that its value is a secret. */
    static boolean soundsSecret(String key) {
        return SECRET.matcher(key).find();
    }

    static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        boolean cut = line.length() > LONGEST || line.length() < text.length();
        return (line.length() > LONGEST ? line.substring(0, LONGEST) : line) + (cut ? "…" : "");
    }
}
