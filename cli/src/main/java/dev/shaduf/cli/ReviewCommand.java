package dev.shaduf.cli;

import dev.shaduf.cli.text.ReviewText;
import dev.shaduf.engine.explanation.Reviews;
import dev.shaduf.engine.explanation.Reviews.Pair;
import dev.shaduf.engine.explanation.Reviews.Verdict;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.run.Site;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code shaduf review}: pairs that are similar, but not enough to be one. */
@Command(
        name = "review",
        header = "Pairs between review_at and merge_at, for a person to decide.",
        description = {
            "On a terminal it goes through them, the most uncertain first; piped or with --json it",
            "lists them. A decision holds until 'merge' or 'unmerge' says the opposite."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf review customer",
            "  shaduf review customer --accept 5b2e81f04c9a7d36",
            "  shaduf review customer --json"
        })
final class ReviewCommand implements Callable<Integer> {

    private static final int LISTED = 50;

    @ParentCommand private Main main;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "ENTITY", description = "The entity.")
    private String name = "";

    @Option(names = "--accept", paramLabel = "ID", description = "Joins the records of a pair.")
    private List<String> accept = List.of();

    @Option(
            names = "--reject",
            paramLabel = "ID",
            description = "Keeps the records of a pair apart.")
    private List<String> reject = List.of();

    @Override
    public Integer call() {
        Deciding deciding = new Deciding(main, json);
        try (Site site = main.site(json)) {
            Entity entity = deciding.entity(site, name);
            if (entity.identity().similar() == null) {
                throw new ShadufException(
                        Failure.WRONG_SETTING,
                        "Nothing of " + name + " is compared: there is no pair to review.",
                        "Add 'similar:' to 'identity' in " + entity.common().file() + ".");
            }
            boolean decided;
            try (Session session = site.session()) {
                Reviews reviews = new Reviews(site.project(), session, entity);
                if (!accept.isEmpty() || !reject.isEmpty()) {
                    accept.forEach(id -> reviews.decide(id, Verdict.ACCEPT, by(), site.now()));
                    reject.forEach(id -> reviews.decide(id, Verdict.REJECT, by(), site.now()));
                    decided = true;
                } else if (json.wanted() || !main.caller().canBeAsked() || main.caller().served()) {
                    list(reviews);
                    decided = false;
                } else {
                    decided = new Interview(main.caller(), reviews, name).go(by(), site.now());
                }
            }
            return decided ? deciding.run(site, name) : Exit.DONE;
        }
    }

    private static String by() {
        return System.getProperty("user.name", "");
    }

    private void list(Reviews reviews) {
        ReviewText text = new ReviewText(name);
        if (json.wanted()) {
            List<Pair> all = reviews.waiting(Long.MAX_VALUE);
            all.forEach(pair -> main.caller().out().println(text.json(pair)));
        } else {
            List<Pair> some = reviews.waiting(LISTED);
            int width = main.caller().looks().width();
            main.caller().screen().print(text.list(some, reviews.waiting(), width));
        }
    }
}
