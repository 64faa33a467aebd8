package dev.shaduf.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.testkit.simulation.Crash;
import dev.shaduf.testkit.simulation.Mortal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** A process may end between any two statements of a run: the ids are those of one that did not. */
class BrokenOffTest {

    private static final String RULES =
            """
            identity:
              guard: off
              identifiers: {user_id: {limit: 1}, email: {}, phone: {normalize: none}}
            """;

    @TempDir private Path root;

    @Test
    void theFirstRunMayEndAnywhere() {
        Map<String, String> wanted = whole("first", false);
        for (int step = 0; step < 60; step += 9) {
            try (Town town = new Town(root.resolve("first" + step)).rules(RULES)) {
                begin(town);
                breakOff(town, step, false);
                town.resolve();

                assertThat(town.ids()).as("step " + step).isEqualTo(wanted);
            }
        }
    }

    @Test
    void aRunOverWhatChangesReachMayEndAnywhere() {
        Map<String, String> wanted = whole("later", true);
        try (Town town = new Town(root.resolve("broken")).rules(RULES)) {
            begin(town);
            town.resolve();
            Map<String, String> before = town.ids();
            change(town);
            for (int step = 0; breakOff(town, step, false); step += 4) {
                assertThat(town.ids()).as("step " + step).isIn(before, wanted);
            }
            assertThat(town.ids()).isEqualTo(wanted);
            assertThat(town.rows("select * from shaduf.customer_merges")).hasSize(1);
            town.resolveFully();
            assertThat(town.ids()).isEqualTo(wanted);
        }
    }

    private Map<String, String> whole(String name, boolean changed) {
        try (Town town = new Town(root.resolve(name + "-whole")).rules(RULES)) {
            begin(town);
            town.resolve();
            if (changed) {
                change(town);
                town.resolve();
            }
            return town.ids();
        }
    }

    private static void begin(Town town) {
        town.contact("1 - ada@example.com - Ada Lyon 2026-01-01")
                .contact("2 - bob@example.com - Bob - 2026-01-01")
                .contact("3 - bob@example.com - Bob - 2026-01-03")
                .customer("7 u7 ada@example.com Ada 2026-01-02");
    }

    private static void change(Town town) {
        town.contact("4 u7 - 0612345678 Ada - -")
                .contact("5 - - 0612345678 Ada - -")
                .contact("6 - eve@example.com - Eve - -")
                .contact("8 - eve@example.com 0612345678 Eve - -")
                .run("delete from crm.contacts where id = 2");
        town.customer("9 - bob@example.com Bob -").customer("10 - ada@example.com Ada -");
        town.contact("11 - carl@example.com - Carl - -").contact("12 u7 bob@example.com - Bob - -");
    }

    /** Runs until that step; whether the process ended there. */
    private static boolean breakOff(Town town, int step, boolean full) {
        int[] left = {step};
        Mortal process = new Mortal(() -> left[0]-- == 0 ? 0L : -1L);
        process.begin(0.5);
        try {
            town.resolveAs(process, full);
            return false;
        } catch (Crash e) {
            return true;
        }
    }
}
