package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.cli.terminal.Screen;
import dev.shaduf.demo.Shop;
import dev.shaduf.demo.ShopChanges;
import dev.shaduf.demo.ShopGenerator;
import dev.shaduf.demo.ShopProject;
import dev.shaduf.demo.crm.StandInCrm;
import dev.shaduf.demo.people.Known;
import dev.shaduf.demo.people.ShopPeople;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The guided tour of the demo: why, the command as a person would type it, its output. */
final class Tour {

    /**
     * A step.
     *
     * @param most how many lines of the output are shown; 0: all
     * @param command nothing: the shop's next day
     */
    private record Step(String why, int most, List<String> command) {}

    private static Step step(String why, int most, String... command) {
        return new Step(why, most, List.of(command));
    }

    /** Stands for the name of somebody whom all systems know. */
    private static final String KNOWN = "email:known";

    /** Stands for the query that looks for that person among the profiles. */
    private static final String FORGOTTEN = "forgotten";

    private static final List<Step> STEPS =
            List.of(
                    step(
                            "Is everything in the files right? Every problem at once, if not.",
                            0,
                            "check"),
                    step("The files become tables of the warehouse.", 0, "run", "tag:files"),
                    step(
                            "Who is who? One profile each, with traits; the CRM is told of it.",
                            0,
                            "run",
                            "+profiles_crm"),
                    step(
                            "One customer, as each of them knows this person, and why it is one.",
                            0,
                            "explain",
                            "customer",
                            KNOWN),
                    step(
                            "What would the lists send? Nothing is sent yet; each shows its rows.",
                            0,
                            "plan",
                            "tag:lists",
                            "--samples",
                            "3"),
                    step(
                            "Deliver: to an API that throttles, to a table, to a file.",
                            0,
                            "run",
                            "tag:lists"),
                    step(
                            "Some rows were refused. They are kept, with the tool's own words.",
                            9,
                            "rejected",
                            "vip_crm"),
                    step("A day later: the shop's system has left new files.", 0),
                    step(
                            "Only the difference is planned, cell by cell.",
                            0,
                            "plan",
                            "--samples",
                            "2"),
                    step("And only the difference goes out; its counts add up.", 0, "run"),
                    step(
                            "Somebody had asked to be forgotten. What is left of this person?",
                            0,
                            "query",
                            FORGOTTEN));

    private final Caller caller;
    private final Screen screen;
    private final DemoPlace place;
    private final String written;
    private final StandInCrm crm;
    private int step;
    private @Nullable Known known;

    /**
     * @param written the directory as the caller wrote it
     */
    Tour(Caller caller, DemoPlace place, String written, StandInCrm crm) {
        this.caller = caller;
        this.screen = caller.screen();
        this.place = place;
        this.written = written;
        this.crm = crm;
    }

    /** Takes every step; ends early where one cannot go on. */
    int run(Shop shop, @Nullable String database) {
        Instant begun = Instant.now();
        boolean configured = database != null && !database.isBlank();
        write(shop, configured ? database : null);
        for (Step each : STEPS) {
            int exit = caller.interrupt().asked() ? Exit.CANCELLED : take(each, shop);
            if (exit > Exit.FAILED) {
                return exit;
            }
        }
        end(Duration.between(begun, Instant.now()));
        return Exit.DONE;
    }

    private void write(Shop shop, @Nullable String database) {
        heading("A shop: its data as files, and a project that says what to do with them.");
        Path data = place.directory().resolve(ShopProject.DATA);
        new ShopProject(crm.url(), place.token(), database).write(place.directory());
        ShopGenerator.Counts counts = new ShopGenerator(shop).write(data);
        ShopPeople.Counts people = new ShopPeople(shop).write(data);
        known = people.known();
        screen.print(
                "%s, %s, %s, %s, %s and %s in %s"
                        .formatted(
                                Human.count(counts.customers(), "customer"),
                                Human.count(counts.orders(), "order"),
                                Human.count(counts.payments(), "payment"),
                                Human.count(counts.tickets(), "ticket"),
                                Human.count(people.contacts(), "contact"),
                                Human.count(people.visitors(), "visitor"),
                                written + "/data"));
        screen.print(
                "A stand-in CRM listens at "
                        + crm.url()
                        + ": it validates, takes 10 requests a second, and refuses some rows.");
    }

    private void nextDay(Shop shop) {
        Path data = place.directory().resolve(ShopProject.DATA);
        ShopChanges.Counts counts = new ShopChanges(shop).write(data);
        Known person = Objects.requireNonNull(known);
        screen.print(
                "%s with another plan, %s moved, %s repaired, %s gone, %s new, %s"
                        .formatted(
                                Human.count(counts.plans(), "customer"),
                                Human.number(counts.cities()),
                                Human.count(counts.repaired(), "address")
                                        .replace("addresss", "addresses"),
                                Human.number(counts.gone()),
                                Human.number(counts.joined()),
                                Human.count(counts.orders(), "order")));
        screen.print(
                "and %s asked to be forgotten: %s deleted in shop, sales, support and web"
                        .formatted(person.email(), Human.count(person.forget(data), "row")));
    }

    private String word(String word) {
        Known person = Objects.requireNonNull(known);
        return switch (word) {
            case KNOWN -> "email:" + person.email();
            case FORGOTTEN ->
                    ("select count(*) as profiles from shaduf.customer_identifiers where value ="
                                    + " '%s'")
                            .formatted(person.email());
            default -> word;
        };
    }

    private void heading(String why) {
        step++;
        screen.blank();
        screen.print(Line.of(step + "/" + (STEPS.size() + 1) + "  ", Ink.DIM).plus(why, Ink.BOLD));
    }

    private int take(Step each, Shop shop) {
        heading(each.why);
        if (each.command.isEmpty()) {
            nextDay(shop);
            return Exit.DONE;
        }
        String[] command = each.command.stream().map(this::word).toArray(String[]::new);
        screen.print(Line.of("$ " + launcher(caller) + " " + typed(command), Ink.GREEN));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Caller inner = inner(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        int exit = Main.execute(inner, command);
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        int most = each.most;
        boolean cut = most > 0 && lines.size() > most + 1;
        lines.stream().limit(cut ? most : lines.size()).forEach(caller.out()::println);
        if (cut) {
            screen.print(Line.of("… " + (lines.size() - most) + " more lines", Ink.DIM));
        }
        if (each.command.contains(FORGOTTEN)) {
            String email = Objects.requireNonNull(known).email();
            screen.print(
                    crm.knows(email)
                            ? "The CRM still has a contact of this address."
                            : "The CRM has no contact of this address any more.");
        }
        return exit;
    }

    private Caller inner(PrintStream out) {
        return new Caller(
                place.directory(),
                caller.environment(),
                caller.in(),
                out,
                caller.error(),
                caller.looks(),
                caller.interrupt(),
                caller.served());
    }

    private String typed(String... command) {
        List<String> words =
                Stream.of(command).map(w -> w.contains(" ") ? '"' + w + '"' : w).toList();
        return String.join(" ", words) + " --project " + written;
    }

    /** How the caller would start this program again. */
    static String launcher(Caller caller) {
        Path home = Path.of(System.getProperty("shaduf.home", ""));
        boolean checkout = home.endsWith(Path.of("cli", "target", "shaduf"));
        if (!checkout) {
            return "shaduf";
        }
        Path script = home.resolve("../../../shaduf").normalize();
        String relative = caller.directory().relativize(script).toString();
        return relative.contains("/") ? relative : "./" + relative;
    }

    private void end(Duration took) {
        StandInCrm.Counts counts = crm.counts();
        screen.blank();
        screen.print(
                Line.of("Done", Ink.GREEN)
                        .plus(
                                " in %s. The CRM took %s, refused %s and asked for patience %s."
                                        .formatted(
                                                Human.duration(took),
                                                Human.count(counts.written(), "row"),
                                                Human.number(counts.refused()),
                                                Human.count(counts.throttled(), "time"))));
        screen.print("The project lies in " + place.directory() + ". To go on:");
        screen.print("  " + launcher(caller) + " " + typed("preview", "customer", "--limit", "5"));
        screen.print("  " + launcher(caller) + " " + typed("runs"));
        String demo =
                "  "
                        + launcher(caller)
                        + " demo "
                        + (written.equals("shaduf-demo") ? "" : written + " ");
        screen.print(demo + "--shop    a shop to click in; each click is an event, then a row");
        screen.print(
                demo
                        + "--crm     the CRM again; then, elsewhere: "
                        + launcher(caller)
                        + " "
                        + typed("run"));
    }
}
