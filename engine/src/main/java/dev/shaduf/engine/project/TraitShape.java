package dev.shaduf.engine.project;

import dev.shaduf.engine.project.Trait.Function;
import dev.shaduf.engine.project.Trait.ValueType;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What {@code traits/*.yml} look like. */
final class TraitShape {

    static final String SQL = "sql";
    static final String EXPRESSION = "expression";

    /** What says how the value comes about; exactly one of them. */
    static final List<String> RULES =
            Stream.concat(
                            Stream.of(Function.values()).map(Function::word),
                            Stream.of(SQL, EXPRESSION))
                    .toList();

    /** The whole of it. */
    static final Shape SHAPE = new Shape.Group(Keys.withCommon(settings()));

    private TraitShape() {}

    private static List<Setting> settings() {
        List<Setting> all = new ArrayList<>();
        all.add(Setting.text("entity", "Whose profiles have it.").must());
        for (Function function : Function.values()) {
            all.add(Setting.text(function.word(), what(function)));
        }
        all.add(
                Setting.text(
                        SQL,
                        "One read-only query of <entity>_id and one more column; {{ ref('model')"
                                + " }}, {{ source('source', 'table') }} and {{ entity('customer',"
                                + " 'identifiers') }} in it."));
        all.add(Setting.text(EXPRESSION, "SQL over the columns of the profile, traits included."));
        all.add(Setting.text("of", "transactions, events or a related name of the entity."));
        all.add(Setting.of("event", Keys.TEXTS, "Only events of these names."));
        all.add(Setting.of("within", Keys.LENGTH, "Only facts so far back: '365 days'."));
        all.add(Setting.of("where", Conditions.SHAPE, "What must hold of a fact."));
        all.add(
                Setting.of(
                        "type",
                        new Shape.Choice(
                                Stream.of(ValueType.values()).map(ValueType::word).toList()),
                        "What the value is turned into; default: as it comes."));
        return all;
    }

    private static String what(Function function) {
        return switch (function) {
            case SUM -> "The sum of a property of the facts.";
            case COUNT -> "How many facts have the property; 'all': how many there are.";
            case AVERAGE -> "The mean of a property.";
            case MIN -> "The smallest value of a property.";
            case MAX -> "The largest value of a property.";
            case FIRST -> "The value of the earliest fact that has one.";
            case LAST -> "The value of the latest fact that has one.";
            case MOST_FREQUENT -> "The value that most facts have; of several the smaller.";
            case UNIQUE -> "The list of the different values.";
            case UNIQUE_COUNT -> "How many different values there are.";
            case EXISTS -> "Whether a fact has the property; 'all': whether there is one.";
        };
    }
}
