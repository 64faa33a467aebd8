package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.cli.text.ReviewText;
import dev.shaduf.engine.explanation.Reviews;
import dev.shaduf.engine.explanation.Reviews.Pair;
import dev.shaduf.engine.explanation.Reviews.Verdict;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Asks a person about one pair after the other. For one thread. */
final class Interview {

    private static final int MOST = 1_000;

    private final Caller caller;
    private final Reviews reviews;
    private final ReviewText text;
    private final String entity;
    private final BufferedReader in;
    private final Set<Set<String>> settled = new HashSet<>();
    private int accepted;
    private int rejected;

    Interview(Caller caller, Reviews reviews, String entity) {
        this.caller = caller;
        this.reviews = reviews;
        this.entity = entity;
        this.text = new ReviewText(entity);
        this.in = new BufferedReader(new InputStreamReader(caller.in(), StandardCharsets.UTF_8));
    }

    /** What a person may answer. */
    private enum Answer {
        ACCEPT,
        REJECT,
        SKIP,
        QUIT
    }

    /** Goes through the pairs; gives whether anything was decided. */
    boolean go(String by, Instant now) {
        List<Pair> pairs = reviews.waiting(MOST);
        if (pairs.isEmpty()) {
            caller.screen().print(text.list(pairs, 0, caller.looks().width()));
            return false;
        }
        long all = reviews.waiting();
        caller.screen()
                .print(Human.count(all, "pair") + " of " + entity + " wait. Are these two one?");
        int at = 0;
        for (Pair pair : pairs) {
            at++;
            if (settled.contains(Set.copyOf(pair.profiles()))) {
                continue;
            }
            caller.screen().blank();
            caller.screen().print(Line.of("%d of %s".formatted(at, Human.number(all)), Ink.DIM));
            caller.screen().print(text.pair(pair, caller.looks().width()));
            Answer answer = ask();
            if (answer == Answer.QUIT) {
                break;
            }
            take(pair, answer, by, now);
        }
        caller.screen()
                .print(
                        "%s accepted, %s rejected, %s still wait."
                                .formatted(
                                        Human.number(accepted),
                                        Human.number(rejected),
                                        Human.number(reviews.waiting())));
        return accepted + rejected > 0;
    }

    private void take(Pair pair, Answer answer, String by, Instant now) {
        switch (answer) {
            case ACCEPT -> {
                reviews.decide(pair.id(), Verdict.ACCEPT, by, now);
                accepted++;
            }
            case REJECT -> {
                reviews.decide(pair.id(), Verdict.REJECT, by, now);
                rejected++;
            }
            case SKIP, QUIT -> {
                return;
            }
        }
        settled.add(Set.copyOf(pair.profiles()));
    }

    private Answer ask() {
        while (true) {
            caller.out().print("  a accept   r reject   s skip   q quit > ");
            caller.out().flush();
            String line = line();
            if (line == null) {
                caller.screen().blank();
                return Answer.QUIT;
            }
            switch (line.strip().toLowerCase(Locale.ROOT)) {
                case "a", "accept", "y", "yes" -> {
                    return Answer.ACCEPT;
                }
                case "r", "reject", "n", "no" -> {
                    return Answer.REJECT;
                }
                case "s", "skip", "" -> {
                    return Answer.SKIP;
                }
                case "q", "quit" -> {
                    return Answer.QUIT;
                }
                default -> caller.screen().print("  One of a, r, s or q, then Enter.");
            }
        }
    }

    private @org.jspecify.annotations.Nullable String line() {
        try {
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
