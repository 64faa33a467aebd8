package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.demo.ShopProject;
import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class DemoTest {

    @TempDir Path directory;

    @Test
    void everyStepShowsACommandThatCanBeTyped() {
        Shell shell = new Shell(directory);

        Answer demo = shell.type("demo", "--no-serve", "--customers", "2000");

        assertThat(demo.exit()).as(demo.out() + demo.error()).isZero();
        assertThat(demo.out())
                .contains("$ shaduf run +profiles_crm --project shaduf-demo")
                .contains("why", " ── ", "profiles_crm → crm contacts")
                .contains("1/12", "12/12", "To go on:")
                .containsPattern("asked to be forgotten: [4-9] rows deleted")
                .containsPattern("profiles *\n[^\n]*\\b0\\b")
                .contains("The CRM has no contact of this address any more.");
        Answer plan = shell.type("plan", "churn_table", "--project", "shaduf-demo", "--json");
        assertThat(plan.exit()).isZero();
        assertThat(plan.at("syncs.0.planned.added")).isEqualTo("0");
    }

    @Test
    void itsShopIsOpenUntilItIsToldToClose() throws Exception {
        Shell shell = new Shell(directory);
        assertThat(shell.type("demo", "--shop").error()).contains("There is no demo in");
        new ShopProject(URI.create("http://127.0.0.1:9"), "none", null)
                .write(directory.resolve("shaduf-demo"));
        Interrupt interrupt = new Interrupt();

        CompletableFuture<Answer> shop = shell.beside(interrupt, "demo", "--shop");
        while (!Files.exists(directory.resolve("shaduf-demo/.shaduf/serve.json"))) {
            assertThat(shop).isNotDone();
            Thread.sleep(20);
        }
        interrupt.ask();

        Answer answer = shop.get(60, TimeUnit.SECONDS);
        assertThat(answer.exit()).as(answer.error()).isZero();
        assertThat(answer.out()).contains("The shop is open at http://localhost:", "listening on");
    }

    @Test
    void directoryThatNoDemoMadeIsLeftAlone() {
        Shell shell = new Shell(directory).file("mine/thesis.txt", "years of work");

        assertThat(shell.type("demo", "mine").exit()).isEqualTo(2);
        assertThat(directory.resolve("mine/thesis.txt")).hasContent("years of work");
    }
}
