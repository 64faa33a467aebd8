package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Similar.Comparison;
import dev.shaduf.engine.project.Similar.Kind;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Strangers of one name have alike addresses, and some of them live in the same town. */
class CompanyTest {

    private static final long RECORDS = 20_000;
    private static final double ALL = RECORDS * (RECORDS - 1) / 2.0;
    private static final double MATCHES = 6_000;
    private static final double[] NAME = {0.95, 0.005};
    private static final double[] TOWN = {0.97, 0.02};
    private static final double[] MAIL = {0.85, 0.02, 0.02, 0.11};
    private static final double[] NAMESAKE = {0.00001, 0.0001, 0.7, 0.29989};
    private static final double[] STRANGER = {0.00001, 0.0001, 0.0005, 0.99939};
    private static final int ALIKE = 2;

    private final Design design =
            new Design(
                    List.of(of("name", Kind.EXACT), of("town", Kind.EXACT), of("mail", Kind.TEXT)),
                    List.of(
                            Blocking.of(List.of("name"), List.of("name", "town", "mail")),
                            Blocking.of(List.of("town"), List.of("name", "town", "mail"))));

    private static Comparison of(String name, Kind kind) {
        return new Comparison(name, kind, List.of(), true);
    }

    @Test
    void namesakesOfOneTownAreNotTakenForOnePerson() {
        Weights weights = learn();
        Weights.Comparison mail = weights.comparisons().get(2);
        assertThat(mail.levels().get(0).m()).isGreaterThan(0.8);
        assertThat(mail.levels().get(ALIKE).m()).isLessThan(0.1);
        assertThat(weights.prior() * ALL).isBetween(0.8 * MATCHES, 1.2 * MATCHES);
    }

    private Weights learn() {
        Patterns pairs = new Patterns(design.compare());
        Patterns strangers = new Patterns(design.compare());
        for (int name = 0; name < 2; name++) {
            for (int town = 0; town < 2; town++) {
                for (int mail = 0; mail < 4; mail++) {
                    int[] levels = {name, town, mail};
                    double one = share(NAME[0], name) * share(TOWN[0], town) * MAIL[mail];
                    double[] company = name == 0 ? NAMESAKE : STRANGER;
                    double other = share(NAME[1], name) * share(TOWN[1], town) * company[mail];
                    int lists = 1 - name + 2 * (1 - town);
                    long many = Math.round(MATCHES * one + (ALL - MATCHES) * other);
                    if (lists > 0) {
                        pairs.add(levels, lists, Patterns.OPEN, many);
                    }
                    strangers.add(levels, 0, Patterns.OPEN, Math.round(1e6 * other));
                }
            }
        }
        return new Training(design, pairs, RECORDS).learn(strangers, chances(), Seen.NOTHING);
    }

    private static double share(double equal, int level) {
        return level == 0 ? equal : 1 - equal;
    }

    private static List<Chance> chances() {
        return List.of(
                new Chance(ALL, List.of(seen(NAME[0], NAME[1]), 1.0)),
                new Chance(ALL, List.of(seen(TOWN[0], TOWN[1]), 1.0)),
                new Chance(ALL, List.of(seen(MAIL[0], STRANGER[0]), 1.0, 1.0, 1.0)));
    }

    private static double seen(double one, double other) {
        return (MATCHES * one + (ALL - MATCHES) * other) / ALL;
    }
}
