package dev.shaduf.engine.yaml;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Lengths;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Checks trees against declared shapes and turns them into JSON: texts as they were written, whole
 * numbers as numbers, flags as booleans. A value that is wrong is left out of the JSON and reported
 * once.
 */
public final class Shapes {

    static final String WRONG_TYPE = "wrong_type";

    private final Findings findings;

    private Shapes(Findings findings) {
        this.findings = findings;
    }

    /**
     * The JSON of a tree, null where it is wrong as a whole.
     *
     * @param name what it is, for messages: {@code sync 'win_back'}
     */
    public static @Nullable Json check(Tree tree, Shape shape, String name, Findings findings) {
        return new Shapes(findings).check(tree, shape, Subject.top(name));
    }

    @Nullable Json check(Tree tree, Shape shape, Subject subject) {
        if (tree instanceof Tree.Unknown) {
            return null;
        }
        return switch (shape) {
            case Shape.ListOf(Shape item) -> list(tree, item, subject);
            case Shape.MapOf(Shape value) -> map(tree, value, subject);
            case Shape.Group group -> new Groups(this, findings).group(tree, group, subject);
            case Shape.OneKey one -> new Groups(this, findings).oneKey(tree, one, subject);
            case Shape.ByType byType -> new Groups(this, findings).byType(tree, byType, subject);
            case Shape.OneOf(List<Shape> alternatives) -> oneOf(tree, alternatives, subject);
            case Shape.Anything any -> anything(tree, subject);
            case Shape.Named named -> check(tree, named.shape().get(), subject);
            case Shape.Later(String what) -> later(tree, what);
            default -> single(tree, shape, subject);
        };
    }

    private @Nullable Json single(Tree tree, Shape shape, Subject subject) {
        if (!(tree instanceof Tree.Scalar scalar) || scalar.tag() == Tree.Tag.NULL) {
            return wrong(tree, shape, subject);
        }
        String text = scalar.text();
        if (subject.secret()) {
            findings.hide(text);
        }
        try {
            return switch (shape) {
                case Shape.Whole(long least, long most) ->
                        whole(scalar, least, most, shape, subject);
                case Shape.Flag flag -> flag(scalar, subject);
                case Shape.Choice(List<String> words) -> choice(scalar, words, subject);
                case Shape.Number number -> Words.number(text);
                case Shape.Length length -> written(text, Lengths.duration(text));
                case Shape.Size(String least) -> size(scalar, least, subject);
                case Shape.Rate rate -> rate(scalar, subject);
                case Shape.Written(String regex, String expected) ->
                        Words.matches(regex, text) ? Json.of(text) : wrong(tree, shape, subject);
                default -> Json.of(text);
            };
        } catch (ArithmeticException e) {
            boolean length = shape instanceof Shape.Length;
            return wrong(tree, length ? Words.SHORTER : shape, subject);
        } catch (IllegalArgumentException e) {
            return wrong(tree, shape, subject);
        }
    }

    private static Json written(String text, Object read) {
        Objects.requireNonNull(read, "what was read of it");
        return Json.of(text.strip());
    }

    private @Nullable Json size(Tree.Scalar scalar, String least, Subject subject) {
        boolean enough = Lengths.bytes(scalar.text()) >= Lengths.bytes(least);
        return enough
                ? Json.of(scalar.text().strip())
                : wrong(scalar, new Shape.Size(least), subject);
    }

    private @Nullable Json rate(Tree.Scalar scalar, Subject subject) {
        Lengths.Rate rate = Lengths.rate(scalar.text());
        if (rate.permits() < 1 || rate.per().isZero()) {
            return wrong(scalar, new Shape.Rate(), subject);
        }
        return Json.of(scalar.text().strip());
    }

    private @Nullable Json whole(
            Tree.Scalar scalar, long least, long most, Shape shape, Subject subject) {
        String text = scalar.text().strip();
        if (!Words.matches("[+-]?\\d{1,18}", text)) {
            return wrong(scalar, shape, subject);
        }
        long value = Long.parseLong(text);
        return value < least || value > most ? wrong(scalar, shape, subject) : Json.of(value);
    }

    private @Nullable Json flag(Tree.Scalar scalar, Subject subject) {
        Boolean flag = Words.flag(scalar.text());
        return flag == null ? wrong(scalar, new Shape.Flag(), subject) : Json.of(flag);
    }

    private @Nullable Json choice(Tree.Scalar scalar, List<String> words, Subject subject) {
        String text = scalar.text().strip();
        if (words.contains(text)) {
            return Json.of(text);
        }
        if (text.equalsIgnoreCase("false") && words.contains("off")) {
            return Json.of("off");
        }
        String what = subject.name() + " must be " + Words.oneOf(words);
        String nearest = Spelling.nearest(text, words);
        String fix = nearest == null ? "" : "did you mean '" + nearest + "'?";
        findings.add(scalar.place(), WRONG_TYPE, what + ", not " + shown(scalar, subject), fix);
        return null;
    }

    private @Nullable Json list(Tree tree, Shape item, Subject subject) {
        List<Tree> trees =
                tree instanceof Tree.Items(List<Tree> items, Place p) ? items : List.of(tree);
        if (isNothing(tree)) {
            return wrong(tree, new Shape.ListOf(item), subject);
        }
        List<Json> all = new ArrayList<>();
        for (Tree each : trees) {
            Json json = check(each, item, subject);
            if (json != null) {
                all.add(json);
            }
        }
        return Json.array(all);
    }

    private @Nullable Json map(Tree tree, Shape value, Subject subject) {
        if (isNothing(tree)) {
            return Json.object();
        }
        if (!(tree instanceof Tree.Keys keys)) {
            return wrong(tree, new Shape.MapOf(value), subject);
        }
        Map<String, Json> members = new LinkedHashMap<>();
        for (Tree.Entry entry : new Groups(this, findings).unique(keys, subject)) {
            Json json = check(entry.value(), value, subject.below(entry.name(), false));
            if (json != null) {
                members.put(entry.name(), json);
            }
        }
        return new Json.Obj(members);
    }

    private @Nullable Json oneOf(Tree tree, List<Shape> alternatives, Subject subject) {
        List<Trial> trials = new ArrayList<>();
        for (Shape alternative : alternatives) {
            Findings trial = new Findings();
            Json json = new Shapes(trial).check(tree, alternative, subject);
            if (trial.isEmpty()) {
                findings.addAll(trial);
                return json;
            }
            trial.secrets().forEach(findings::hide);
            if (Words.takes(alternative, tree)) {
                trials.add(new Trial(json, trial));
            }
        }
        boolean nested = tree instanceof Tree.Keys || tree instanceof Tree.Items;
        boolean telling =
                trials.size() == 1
                        && !trials.getFirst().findings().list().getFirst().fix().isEmpty();
        if (trials.isEmpty() || (!nested && !telling) || isNothing(tree)) {
            return wrong(tree, new Shape.OneOf(alternatives), subject);
        }
        Trial least = trials.getFirst();
        for (Trial trial : trials) {
            least = trial.findings().size() < least.findings().size() ? trial : least;
        }
        findings.addAll(least.findings());
        return least.json(); // what is right of it, so that the rest of it is looked at too
    }

    /** What an alternative made of a tree. */
    private record Trial(@Nullable Json json, Findings findings) {}

    private @Nullable Json anything(Tree tree, Subject subject) {
        return switch (tree) {
            case Tree.Scalar scalar -> typed(scalar, subject);
            case Tree.Items(List<Tree> items, Place place) -> {
                List<Json> all = new ArrayList<>();
                for (Tree item : items) {
                    Json json = check(item, new Shape.Anything(), subject);
                    all.add(json == null ? Json.NULL : json);
                }
                yield Json.array(all);
            }
            case Tree.Keys keys -> map(keys, new Shape.Anything(), subject);
            case Tree.Unknown unknown -> null;
        };
    }

    private @Nullable Json typed(Tree.Scalar scalar, Subject subject) {
        if (subject.secret()) {
            findings.hide(scalar.text());
        }
        return switch (scalar.tag()) {
            case NULL -> Json.NULL;
            case TRUTH -> Json.of(Boolean.parseBoolean(scalar.text()));
            case TEXT -> Json.of(scalar.text());
            case WHOLE, DECIMAL -> {
                try {
                    yield Words.number(scalar.text());
                } catch (IllegalArgumentException e) {
                    yield wrong(scalar, new Shape.Number(), subject);
                }
            }
        };
    }

    private @Nullable Json later(Tree tree, String what) {
        findings.add(tree.place(), "not_yet", what + " is not there yet", "");
        return null;
    }

    @Nullable Json wrong(Tree tree, Shape shape, Subject subject) {
        if (subject.secret()) {
            Groups.hide(tree, findings);
        }
        String what = subject.name() + " must be " + Words.expected(shape);
        String message = what + ", not " + shown(tree, subject);
        findings.add(tree.place(), WRONG_TYPE, message, advice(tree, shape));
        return null;
    }

    private static String advice(Tree tree, Shape shape) {
        if (tree instanceof Tree.Keys && Words.takesText(shape)) {
            return "put a value that begins with { in quotes";
        }
        boolean listed = tree instanceof Tree.Items && shape instanceof Shape.MapOf;
        return listed ? "write 'name:' instead of '- name'" : "";
    }

    static boolean isNothing(Tree tree) {
        return tree instanceof Tree.Scalar scalar && scalar.tag() == Tree.Tag.NULL;
    }

    private static String shown(Tree tree, Subject subject) {
        return switch (tree) {
            case Tree.Scalar scalar when isNothing(scalar) -> "empty";
            case Tree.Scalar scalar when subject.secret() -> "this";
            case Tree.Scalar scalar -> "'" + Words.shortened(scalar.text()) + "'";
            case Tree.Items items -> "a list";
            case Tree.Keys keys -> "a map";
            case Tree.Unknown unknown -> "this";
        };
    }
}
