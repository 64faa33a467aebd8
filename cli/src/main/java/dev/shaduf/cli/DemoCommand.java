package dev.shaduf.cli;

import dev.shaduf.demo.Shop;
import dev.shaduf.demo.crm.StandInCrm;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code shaduf demo}: a shop with data, explained step by step. */
@Command(
        name = "demo",
        header = "Makes a shop with realistic data, builds it, delivers it, explains each step.",
        description = {
            "Everything stays on this machine: a generated shop, an embedded warehouse, and a",
            "stand-in CRM over real HTTP that validates, throttles and refuses some rows."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf demo",
            "  shaduf demo --crm    keeps the CRM up, to go on trying in the demo's project",
            "  shaduf demo --shop   a shop to click in; each click is an event in the warehouse"
        })
final class DemoCommand implements Callable<Integer> {

    @ParentCommand private Main main;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Where the project is made; default ${DEFAULT-VALUE}.")
    private String directory = "shaduf-demo";

    @Option(
            names = "--no-serve",
            description = "Ends after the run; so it does now, since there is no console yet.")
    @SuppressWarnings("UnusedVariable")
    private boolean noServe;

    @Option(
            names = "--crm",
            description = "Only starts the CRM of a demo that was made, until Ctrl-C.")
    private boolean crm;

    @Option(
            names = "--shop",
            description =
                    "Only opens the shop of a demo that was made, a page to click in, and takes its"
                            + " events, until Ctrl-C.")
    private boolean shop;

    @Option(names = "--customers", hidden = true, description = "A smaller shop, for tests.")
    private int customers = Shop.standard().customers();

    @Override
    public Integer call() throws InterruptedException {
        Caller caller = main.caller();
        DemoPlace place = new DemoPlace(caller.path(directory));
        if (crm) {
            return keepCrm(caller, place);
        }
        if (shop) {
            return new DemoShop(caller, place).open();
        }
        @Nullable String database = caller.environment().get("ANALYTICS_DB_URL");
        place.clear();
        try (StandInCrm started = DemoPlace.crm(DemoPlace.PORT)) {
            return new Tour(caller, place, directory, started)
                    .run(Shop.ofSize(customers), database);
        }
    }

    private int keepCrm(Caller caller, DemoPlace place) throws InterruptedException {
        Path project = place.directory();
        place.require();
        try (StandInCrm started = place.crmAgain()) {
            caller.screen().print("The CRM of " + project + " listens at " + started.url() + ".");
            caller.screen().print("Ctrl-C ends it.");
            while (!caller.interrupt().asked()) {
                Thread.sleep(100);
            }
            return Exit.DONE;
        }
    }
}
