package dev.shaduf.engine.similar;

import dev.shaduf.engine.similar.BlockingReport.Key;
import dev.shaduf.engine.similar.BlockingReport.Listed;

import java.util.ArrayList;
import java.util.List;

/** What a blocking list does that its author would not want. */
final class BlockingWarnings {

    /** A list that brings up more pairs for each record explodes. */
    private static final long PAIRS_OF_A_RECORD = 200;

    private static final int LONGEST = 40;

    private BlockingWarnings() {}

    static List<String> of(Listed list, long records) {
        List<String> all = new ArrayList<>();
        if (list.records() == 0) {
            all.add("[%s] is null on every record and brings up nothing".formatted(list.name()));
        } else if (list.pairs() == 0 && list.leftOut().keys() == 0) {
            all.add("[%s] is on no two records alike".formatted(list.name()));
        }
        if (list.leftOut().keys() > 0) {
            all.add(
                    "[%s]: %,d keys on more than %,d records are left out (%,d pairs%s)"
                            .formatted(
                                    list.name(),
                                    list.leftOut().keys(),
                                    list.leftOut().above(),
                                    list.leftOut().pairs(),
                                    largest(list)));
        }
        if (list.pairs() > PAIRS_OF_A_RECORD * records) {
            all.add(
                    "[%s] brings up %,d pairs, %,d for each record; a longer list would do better"
                            .formatted(list.name(), list.pairs(), list.pairs() / records));
        }
        return all;
    }

    private static String largest(Listed list) {
        if (list.largest().isEmpty() || list.largest().getFirst().value().isEmpty()) {
            return "";
        }
        Key key = list.largest().getFirst();
        String value =
                key.value().length() > LONGEST
                        ? key.value().substring(0, LONGEST) + "…"
                        : key.value();
        return "; %s alone is on %,d records".formatted(value, key.records());
    }
}
