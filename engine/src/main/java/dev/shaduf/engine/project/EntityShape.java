package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import java.util.List;

/** What {@code entities/*.yml} look like. */
final class EntityShape {

    private static final Shape NAMED = new Shape.MapOf(Keys.TEXT);
    private static final Shape POSITIVE = new Shape.Whole(1, Integer.MAX_VALUE);
    private static final Shape OFF = new Shape.Written("off|false|on|true", "'off'");
    private static final Shape STOP =
            new Shape.Written("stop|off|false|on|true", "'stop' or 'off'");
    private static final Shape CEILING = new Shape.OneOf(List.of(Keys.SHARE, Keys.COUNT, OFF));

    private static final Shape SEEN =
            new Shape.Group(
                    List.of(
                            Setting.text("from", "source.table, a model, or an events source.")
                                    .must(),
                            Setting.of(
                                    "key",
                                    Keys.TEXTS,
                                    "The column or columns that identify a record; an events source"
                                            + " needs none."),
                            Setting.of(
                                    "identifiers", NAMED, "Identifier type: column or SQL of it."),
                            Setting.of("attributes", NAMED, "Attribute: column or SQL of it."),
                            Setting.text("updated_at", "When a record was changed.")));

    private static final Shape IDENTIFIER =
            new Shape.Group(
                    List.of(
                            Setting.of(
                                    "limit",
                                    POSITIVE,
                                    "The most values of a profile; what would break it is refused"
                                            + " and recorded."),
                            Setting.of(
                                    "normalize",
                                    new Shape.Choice(List.of("none", "lower", "email", "phone")),
                                    "How values are brought to one form; types named email and"
                                            + " phone are normalised so."),
                            Setting.of(
                                            "gmail",
                                            Keys.FLAG,
                                            "Whether dots and +tags of Gmail addresses are"
                                                    + " dropped.")
                                    .or("false"),
                            Setting.of(
                                    "region",
                                    new Shape.Written("[A-Za-z]{2}", "a country such as 'US'"),
                                    "The country of phone numbers without one."),
                            Setting.of(
                                            "quarantine",
                                            POSITIVE,
                                            "A value on more records than this joins nobody.")
                                    .or("1000")));

    private static final Setting GUARD =
            Setting.of(
                            "guard",
                            new Shape.OneOf(
                                    List.of(
                                            new Shape.Group(
                                                    List.of(
                                                            Setting.of(
                                                                            "split",
                                                                            CEILING,
                                                                            "The most profiles that"
                                                                                + " may break up.")
                                                                    .or("20%"),
                                                            Setting.of(
                                                                            "merged",
                                                                            CEILING,
                                                                            "The most profiles that"
                                                                                + " may be merged"
                                                                                + " away.")
                                                                    .or("50%"),
                                                            Setting.of(
                                                                            "empty",
                                                                            STOP,
                                                                            "Whether an entity"
                                                                                + " without records"
                                                                                + " stops.")
                                                                    .or("stop"))),
                                            OFF)),
                            "Stops a run that would split or merge away too much.")
                    .or("{split: 20%, merged: 50%, empty: stop}");

    private static final Shape IDENTITY =
            new Shape.Group(
                    List.of(
                            Setting.of(
                                    "identifiers",
                                    new Shape.MapOf(IDENTIFIER),
                                    "The identifier types, the highest priority first."),
                            Setting.of(
                                    "match",
                                    new Shape.ListOf(Keys.TEXTS),
                                    "Records equal in all of a list are one; default: each"
                                            + " identifier alone."),
                            Setting.of(
                                    "block",
                                    Keys.TEXTS,
                                    "Values that never match; ^… is a regular expression."),
                            Setting.of(
                                    "similar",
                                    SimilarShape.SHAPE,
                                    "Matching by similarity, on top of the lists."),
                            GUARD,
                            Setting.of(
                                            "largest",
                                            POSITIVE,
                                            "No union makes a profile of more records; through"
                                                    + " similarity 100 unless given.")
                                    .or("10000")));

    private static final Shape SURVIVAL =
            new Shape.OneOf(
                    List.of(
                            new Shape.Choice(List.of("most_recent", "most_frequent", "longest")),
                            new Shape.Group(
                                    List.of(
                                            Setting.of(
                                                            "from",
                                                            Keys.TEXTS,
                                                            "Sources, the best first.")
                                                    .must()))));

    /** The whole of it. */
    static final Shape SHAPE =
            new Shape.Group(
                    Keys.withCommon(
                            List.of(
                                    Setting.of(
                                                    "records",
                                                    new Shape.ListOf(SEEN),
                                                    "Where it is seen; earlier wins when surviving"
                                                            + " values conflict.")
                                            .must(),
                                    Setting.of("identity", IDENTITY, "Who is one and the same."),
                                    Setting.of(
                                            "survive",
                                            new Shape.MapOf(SURVIVAL),
                                            "How the surviving value of an attribute is chosen;"
                                                    + " default most_recent."),
                                    Setting.of(
                                            EntityFacts.TRANSACTIONS,
                                            facts(true),
                                            "What its profiles bought."),
                                    Setting.of(
                                            EntityFacts.EVENTS,
                                            Keys.TEXTS,
                                            "The events sources whose events are its profiles'."),
                                    Setting.of(
                                            "related",
                                            new Shape.MapOf(facts(false)),
                                            "Other tables whose rows belong to profiles."))));

    private EntityShape() {}

    private static Shape facts(boolean timed) {
        Setting id = Setting.text("id", "Column or SQL that tells them apart.");
        Setting at = Setting.text("at", "Column or SQL of the time.");
        return new Shape.Group(
                List.of(
                        Setting.text("from", "source.table, a model or an entity.").must(),
                        Setting.of("by", NAMED, "Identifier type: column or SQL of it.").must(),
                        timed ? id.must() : id,
                        timed ? at.must() : at,
                        Setting.text("amount", "Column or SQL of the amount.")));
    }
}
