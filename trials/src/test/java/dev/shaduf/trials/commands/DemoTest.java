package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class DemoTest {

    @TempDir Path directory;

    @Test
    void everyStepShowsACommandThatCanBeTyped() {
        Shell shell = new Shell(directory);

        Answer demo = shell.type("demo", "--no-serve", "--customers", "2000");

        assertThat(demo.exit()).as(demo.out() + demo.error()).isZero();
        assertThat(demo.out())
                .contains("$ shaduf plan --samples 3 --project shaduf-demo")
                .contains("1/11", "11/11", "To go on:");
        Answer plan = shell.type("plan", "churn_table", "--project", "shaduf-demo", "--json");
        assertThat(plan.exit()).isZero();
        assertThat(plan.at("syncs.0.planned.added")).isEqualTo("0");
    }

    @Test
    void directoryThatNoDemoMadeIsLeftAlone() {
        Shell shell = new Shell(directory).file("mine/thesis.txt", "years of work");

        assertThat(shell.type("demo", "mine").exit()).isEqualTo(2);
        assertThat(directory.resolve("mine/thesis.txt")).hasContent("years of work");
    }
}
