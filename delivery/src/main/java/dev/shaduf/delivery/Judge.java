package dev.shaduf.delivery;

import dev.shaduf.delivery.Brake.Halt;
import dev.shaduf.delivery.Outcome.Status;
import dev.shaduf.delivery.Report.Stop;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what an answer means for the rows of its parcel, as the table of answers in {@code
 * syncs.md} says. One thread at a time; remembers how the tool has been doing.
 */
final class Judge {

    private final Delivery delivery;
    private final Policy policy;
    private final Tool tool;
    private final Brake brake;
    private final Endings endings;
    private int deadInARow;
    private boolean everAnswered;
    private long strangers;
    private long countedRefused;

    Judge(Delivery delivery, Tool tool, Brake brake) {
        this.delivery = delivery;
        this.policy = delivery.policy();
        this.tool = tool;
        this.brake = brake;
        this.endings = new Endings(tool, policy);
    }

    synchronized long strangers() {
        return strangers;
    }

    synchronized long countedRefused() {
        return countedRefused;
    }

    /** What the tool's answer means. */
    synchronized Verdict answered(Parcel parcel, Answer answer) {
        if (!(answer instanceof Answer.Later) && !(answer instanceof Answer.Unknown)) {
            deadInARow = 0;
            everAnswered = true;
        }
        return switch (answer) {
            case Answer.Rows rows -> rowByRow(parcel, rows);
            case Answer.Counted counted -> {
                countedRefused += counted.refused();
                yield taken(parcel);
            }
            case Answer.Refused(Reason reason) -> refused(parcel, reason);
            case Answer.TooLarge(Reason reason) -> {
                tool.tooLarge(parcel.action(), parcel.rows().size());
                yield refused(parcel, reason);
            }
            case Answer.Later later -> later(parcel, later.reason(), later.after());
            case Answer.Unknown(Reason reason) -> unknown(parcel, reason);
            case Answer.Stop stop -> stopped(parcel, stop);
            case Answer.Pending pending -> Verdict.waiting(pending);
        };
    }

    /** What becomes of a parcel that is not sent any more. */
    synchronized Verdict unsent(Parcel parcel, Halt halt) {
        @Nullable Reason last = parcel.last();
        if (last != null) {
            return Verdict.all(parcel, row -> endings.deferred(row, last));
        }
        Reason reason = Reason.of(halt.reason());
        return Verdict.all(
                parcel,
                halt.status() == Status.DEFERRED
                        ? row -> endings.deferred(row, reason)
                        : row -> endings.aborted(row, reason));
    }

    /** What becomes of a parcel whose sending or polling broke in Shaduf. */
    synchronized Verdict broken(Parcel parcel, Throwable thrown) {
        brake.broken(thrown);
        return doubtful(parcel, Reason.of("INTERNAL: " + thrown));
    }

    /** What becomes of a parcel whose fate is not known and that is not sent again in this run. */
    synchronized Verdict doubtful(Parcel parcel, Reason reason) {
        return tool.harmlessTwice(parcel.action())
                ? Verdict.all(parcel, row -> endings.aborted(row, reason))
                : Verdict.all(parcel, row -> endings.unknown(row, reason));
    }

    /** What becomes of a parcel whose job still runs at the tool when nobody waits any longer. */
    synchronized Verdict unfinished(Parcel parcel, Reason reason) {
        return tool.harmlessTwice(parcel.action())
                ? Verdict.all(parcel, row -> endings.deferred(row, reason))
                : Verdict.all(parcel, row -> endings.unknown(row, reason));
    }

    private Verdict rowByRow(Parcel parcel, Answer.Rows rows) {
        strangers += rows.strangers().size();
        Verdict verdict = Verdict.empty();
        List<Course> again = new ArrayList<>();
        List<Course> missing = new ArrayList<>();
        @Nullable Reason wait = null;
        for (int i = 0; i < parcel.rows().size(); i++) {
            Course row = parcel.rows().get(i);
            RowResult result =
                    i < rows.results().size() ? rows.results().get(i) : new RowResult.Missing();
            switch (result) {
                case RowResult.Done(@Nullable String id) ->
                        done(row, new Course.Done(id, false, rows.httpStatus()), verdict);
                case RowResult.Accepted() ->
                        done(row, new Course.Done(null, true, rows.httpStatus()), verdict);
                case RowResult.Refused(Reason reason) ->
                        verdict.outcomes().add(endings.rejected(row, reason));
                case RowResult.Again(Reason reason) -> {
                    wait = reason;
                    again(parcel, row, reason, again, verdict);
                }
                case RowResult.Missing() ->
                        missing(parcel, row, rows.httpStatus(), missing, verdict);
            }
        }
        if (wait != null && !again.isEmpty()) {
            Duration pause = delivery.limiter().backOff(parcel.tries() + 1, policy);
            verdict.again()
                    .add(parcel.part(again, delivery.ticker().now().plus(pause), wait, false));
        }
        if (!missing.isEmpty()) {
            Reason reason = noResult(rows.httpStatus());
            verdict.again().add(parcel.part(missing, delivery.ticker().now(), reason, true));
        }
        return verdict;
    }

    private void done(Course row, Course.Done done, Verdict verdict) {
        if (row.advance(done)) {
            verdict.next().add(row);
        } else {
            verdict.outcomes().add(endings.delivered(row));
        }
    }

    private void again(
            Parcel parcel, Course row, Reason reason, List<Course> again, Verdict verdict) {
        if (parcel.tries() < policy.retries()) {
            again.add(row);
        } else {
            verdict.outcomes().add(endings.deferred(row, reason));
        }
    }

    private void missing(
            Parcel parcel,
            Course row,
            @Nullable Integer httpStatus,
            List<Course> missing,
            Verdict verdict) {
        if (!tool.harmlessAlone(parcel.action())) {
            verdict.outcomes().add(endings.held(row, noResult(httpStatus)));
        } else if (parcel.askedAgain()) {
            verdict.outcomes().add(endings.rejected(row, noResult(httpStatus)));
        } else {
            missing.add(row);
        }
    }

    private static Reason noResult(@Nullable Integer httpStatus) {
        return new Reason("NO_RESULT: the answer says nothing of this row", httpStatus);
    }

    private Verdict taken(Parcel parcel) {
        Verdict verdict = Verdict.empty();
        parcel.rows().forEach(row -> done(row, new Course.Done(null, true, null), verdict));
        return verdict;
    }

    private Verdict refused(Parcel parcel, Reason reason) {
        return parcel.rows().size() == 1
                ? Verdict.all(parcel, row -> endings.rejected(row, reason))
                : Verdict.resend(parcel.halves());
    }

    private Verdict later(Parcel parcel, Reason reason, @Nullable Duration after) {
        if (after != null && after.compareTo(policy.patience()) > 0) {
            delivery.limiter().pause(after);
            brake.pull(tooLong(reason.text()));
            return Verdict.all(parcel, row -> endings.deferred(row, reason));
        }
        if (parcel.tries() >= policy.retries()) {
            return gaveUp(parcel, reason);
        }
        Duration pause =
                after != null ? after : delivery.limiter().backOff(parcel.tries() + 1, policy);
        delivery.limiter().pause(pause);
        return Verdict.resend(
                List.of(parcel.putOff(delivery.ticker().now().plus(pause), reason, false)));
    }

    private Verdict unknown(Parcel parcel, Reason reason) {
        if (!tool.harmlessTwice(parcel.action())) {
            return Verdict.all(parcel, row -> endings.unknown(row, reason));
        }
        if (parcel.tries() >= policy.retries()) {
            return gaveUp(parcel, reason);
        }
        Duration pause = delivery.limiter().backOff(parcel.tries() + 1, policy);
        return Verdict.resend(
                List.of(parcel.putOff(delivery.ticker().now().plus(pause), reason, true)));
    }

    private Verdict gaveUp(Parcel parcel, Reason reason) {
        deadInARow++;
        everAnswered |= reason.httpStatus() != null;
        if (deadInARow >= policy.deadBatches()) {
            String message =
                    "%d batches in a row failed after all retries: %s"
                            .formatted(deadInARow, reason.text());
            String code = everAnswered ? "UNAVAILABLE" : "UNREACHABLE";
            Stop stop =
                    new Stop(
                            code,
                            message,
                            "run the sync again when the destination answers; what is left is"
                                    + " planned again");
            brake.pull(new Halt(Status.DEFERRED, code + ": " + message, stop));
        }
        return Verdict.all(parcel, row -> endings.deferred(row, reason));
    }

    /** The tool wants a longer pause than anybody waits for. */
    Halt tooLong(String why) {
        Stop stop =
                new Stop(
                        "THROTTLED",
                        "the destination asks to wait longer than %d seconds: %s"
                                .formatted(policy.patience().toSeconds(), why),
                        "run the sync again later; what is left is planned again");
        return new Halt(Status.DEFERRED, stop.code() + ": " + why, stop);
    }

    private Verdict stopped(Parcel parcel, Answer.Stop stop) {
        Reason reason =
                new Reason(stop.code() + ": " + stop.reason().text(), stop.reason().httpStatus());
        brake.pull(
                new Halt(
                        Status.ABORTED,
                        reason.text(),
                        new Stop(stop.code(), stop.reason().text(), stop.fix())));
        return stop.applied() || parcel.unsure()
                ? doubtful(parcel, reason)
                : Verdict.all(parcel, row -> endings.aborted(row, reason));
    }
}
