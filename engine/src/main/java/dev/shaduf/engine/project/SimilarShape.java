package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What {@code similar:} of an entity looks like. */
final class SimilarShape {

    /** The words of the kinds of comparisons. */
    static final List<String> KINDS =
            Arrays.stream(Similar.Kind.values())
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                    .toList();

    private static final Shape KIND = new Shape.Choice(KINDS);

    private static final Shape COMPARISON =
            new Shape.OneOf(
                    List.of(
                            KIND,
                            new Shape.Group(
                                    List.of(
                                            Setting.of("kind", KIND, "How it is compared.").must(),
                                            Setting.of(
                                                    "similarity",
                                                    new Shape.ListOf(new Shape.Number()),
                                                    "Of names, texts and e-mail addresses: the"
                                                            + " Jaro-Winkler similarities of the"
                                                            + " levels, falling."),
                                            Setting.of(
                                                            "term_frequency",
                                                            Keys.FLAG,
                                                            "Whether agreement on a rare value"
                                                                    + " weighs more.")
                                                    .or("true")))));

    /** The whole of it. */
    static final Shape SHAPE =
            new Shape.Group(
                    List.of(
                            Setting.of(
                                            "compare",
                                            new Shape.MapOf(COMPARISON),
                                            "Attribute or identifier: how it is compared.")
                                    .must(),
                            Setting.of(
                                            "block_on",
                                            new Shape.ListOf(Keys.TEXTS),
                                            "Lists of attributes, identifiers, or SQL over them; a"
                                                    + " pair is compared when all of a list are"
                                                    + " equal.")
                                    .must(),
                            Setting.of(
                                            "merge_at",
                                            new Shape.Number(),
                                            "Pairs with this probability or more are one.")
                                    .or("0.99"),
                            Setting.of(
                                            "review_at",
                                            new Shape.Number(),
                                            "Pairs from here to merge_at wait for a person.")
                                    .or("0.80"),
                            Setting.text(
                                    "truth",
                                    "An attribute, column or SQL that tells who a record truly is,"
                                            + " to measure by.")));

    private SimilarShape() {}
}
