package dev.shaduf.delivery;

import dev.shaduf.delivery.Brake.Halt;
import dev.shaduf.delivery.Outcome.Status;
import dev.shaduf.delivery.Report.Stop;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
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
    private boolean everTaken;
    private @Nullable Reason lastGivenUp;
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
            everTaken = true;
        }
        return switch (answer) {
            case Answer.Rows rows -> rows(parcel, rows);
            case Answer.Counted counted -> taken(parcel, counted);
            case Answer.Refused(Reason reason) -> refused(parcel, reason);
            case Answer.TooLarge(Reason reason) -> tooLarge(parcel, reason);
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
            return deferred(parcel, last, parcel.unsure());
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
        parcel.doubt();
        return tool.harmlessAlone(parcel.action())
                ? Verdict.all(parcel, row -> endings.aborted(row, reason))
                : Verdict.all(parcel, row -> endings.unknown(row, reason));
    }

    /** What becomes of a parcel whose job still runs at the tool when nobody waits any longer. */
    synchronized Verdict unfinished(Parcel parcel, Reason reason) {
        return deferred(parcel, reason, true);
    }

    /**
     * Leaves the rows to the next run. That one may send them in other company, so under another
     * idempotency key: rows that may have arrived and must not arrive twice are held instead.
     */
    private Verdict deferred(Parcel parcel, Reason reason, boolean mayBeApplied) {
        if (mayBeApplied) {
            parcel.doubt();
        }
        return mayBeApplied && !tool.harmlessAlone(parcel.action())
                ? Verdict.all(parcel, row -> endings.unknown(row, reason))
                : Verdict.all(parcel, row -> endings.deferred(row, reason));
    }

    private Verdict rows(Parcel parcel, Answer.Rows answer) {
        strangers += answer.strangers().size();
        return new RowByRow(delivery, tool, endings, parcel, answer).verdict();
    }

    private Verdict taken(Parcel parcel, Answer.Counted counted) {
        countedRefused += counted.refused();
        RowResult taken = new RowResult.Accepted();
        return rows(parcel, Answer.Rows.all(parcel.batch(), taken, null));
    }

    private Verdict tooLarge(Parcel parcel, Reason reason) {
        tool.tooLarge(parcel.action(), parcel.rows().size());
        return refused(parcel, reason);
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
            return deferred(parcel, reason, parcel.unsure());
        }
        if (parcel.tries() >= policy.retries()) {
            return gaveUp(parcel, reason, parcel.unsure());
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
            return gaveUp(parcel, reason, true);
        }
        Duration pause = delivery.limiter().backOff(parcel.tries() + 1, policy);
        return Verdict.resend(
                List.of(parcel.putOff(delivery.ticker().now().plus(pause), reason, true)));
    }

    private Verdict gaveUp(Parcel parcel, Reason reason, boolean mayBeApplied) {
        deadInARow++;
        lastGivenUp = reason;
        everAnswered |= reason.httpStatus() != null;
        if (deadInARow >= policy.deadBatches()) {
            brake.pull(dead(reason.text()));
        }
        return deferred(parcel, reason, mayBeApplied);
    }

    private Halt dead(String why) {
        return away("%d batches in a row failed after all retries: %s".formatted(deadInARow, why));
    }

    private Halt away(String message) {
        return deferring(
                everAnswered ? "UNAVAILABLE" : "UNREACHABLE",
                message,
                "run the sync again when the destination answers");
    }

    /** What the report says of a tool that took no batch and gave up on some; null: it took one. */
    synchronized @Nullable Stop silence() {
        if (everTaken || lastGivenUp == null) {
            return null;
        }
        return away("no batch got through after all retries: " + lastGivenUp.text()).stop();
    }

    /** The tool wants a longer pause than anybody waits for. */
    Halt tooLong(String why) {
        String message =
                "the destination asks to wait longer than %d seconds: %s"
                        .formatted(policy.patience().toSeconds(), why);
        return deferring("THROTTLED", message, "run the sync again later");
    }

    private static Halt deferring(String code, String message, String fix) {
        return new Halt(
                Status.DEFERRED,
                code + ": " + message,
                new Stop(code, message, fix + "; what is left is planned again"));
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
