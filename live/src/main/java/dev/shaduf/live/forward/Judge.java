package dev.shaduf.live.forward;

import dev.shaduf.live.forward.Outlet.End;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an answer means for the events of its batch, as the table of answers in {@code syncs.md}
 * says where nothing is lost for being sent twice. Safe between threads.
 */
final class Judge {

    /** From this many tries on an event shares a call with fewer others: it may be to blame. */
    private static final int SUSPECT = 3;

    /** So often an answer may say nothing of an event. */
    private static final int SILENT = 5;

    /** So many answers without a row to be sent again, and a user's events may share a call. */
    private static final int CALM = 100;

    private static final int STEEPEST = 10;

    private final Outlet outlet;
    private int rows;
    private int calm;
    private boolean picky;

    /** For a tool that takes so many rows in a call. */
    Judge(Outlet outlet, int rows) {
        this.outlet = outlet;
        this.rows = Math.max(1, rows);
    }

    /** Events that are finished, and those that are sent again. */
    record Verdict(List<End> ends, List<Outgoing> again) {

        Verdict() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        List<Outgoing> finished() {
            return ends.stream().map(End::one).toList();
        }
    }

    /** How many rows a call may have at present. */
    synchronized int rows() {
        return rows;
    }

    /** How many events of one user a call may have: a tool that puts off some shall get one. */
    synchronized int runs() {
        return !picky && calm >= CALM ? Integer.MAX_VALUE : 1;
    }

    /** What the tool's answer means. */
    Verdict of(List<Outgoing> batch, Answer answer) {
        return switch (answer) {
            case Answer.Rows(List<RowResult> results, Integer status, List<String> _) ->
                    rows(batch, results, status);
            case Answer.Counted _ -> delivered(batch);
            case Answer.Refused(Reason reason) -> refused(batch, reason);
            case Answer.TooLarge(Reason reason) -> tooLarge(batch, reason);
            case Answer.Later(Reason reason, Duration after) -> later(batch, reason, after);
            case Answer.Unknown(Reason reason) -> lost(batch, reason);
            case Answer.Stop stop -> stopped(batch, stop);
            case Answer.Pending _ -> throw new IllegalStateException("a job is waited for");
        };
    }

    /** What it means that sending itself broke. */
    Verdict broken(List<Outgoing> batch, Throwable thrown) {
        Reason reason =
                Reason.of(
                        thrown instanceof ShadufException known
                                ? known.code().name() + ": " + known.message()
                                : "INTERNAL: " + thrown);
        String fix = thrown instanceof ShadufException known ? known.fix() : "Report it.";
        return stopped(batch, new Answer.Stop("INTERNAL", reason, fix, false));
    }

    private Verdict delivered(List<Outgoing> batch) {
        outlet.health().well();
        return new Verdict(batch.stream().map(one -> new End(one, null)).toList(), List.of());
    }

    private Verdict rows(List<Outgoing> batch, List<RowResult> results, @Nullable Integer status) {
        outlet.health().well();
        Verdict verdict = new Verdict();
        boolean putOff = false;
        for (int i = 0; i < batch.size(); i++) {
            Outgoing one = batch.get(i);
            RowResult result = i < results.size() ? results.get(i) : new RowResult.Missing();
            switch (result) {
                case RowResult.Done _, RowResult.Accepted _ ->
                        verdict.ends().add(new End(one, null));
                case RowResult.Refused(Reason reason) -> verdict.ends().add(new End(one, reason));
                case RowResult.Again(Reason reason) -> {
                    putOff = true;
                    again(one, reason, verdict);
                }
                case RowResult.Missing() -> missing(one, status, verdict);
            }
        }
        noticed(putOff);
        return verdict;
    }

    private synchronized void noticed(boolean putOff) {
        picky |= putOff;
        calm = putOff ? 0 : calm + 1;
    }

    private void missing(Outgoing one, @Nullable Integer status, Verdict verdict) {
        Reason reason = new Reason("NO_RESULT: the answer says nothing of this event", status);
        if (one.attempts() + 1 >= SILENT) {
            verdict.ends().add(new End(one, reason));
        } else {
            one.apart(1);
            again(one, reason, verdict);
        }
    }

    private Verdict refused(List<Outgoing> batch, Reason reason) {
        outlet.health().well();
        Verdict verdict = new Verdict();
        if (batch.size() == 1) {
            verdict.ends().add(new End(batch.getFirst(), reason));
        } else {
            batch.forEach(one -> one.apart(batch.size() / 2));
            verdict.again().addAll(batch);
        }
        return verdict;
    }

    private Verdict tooLarge(List<Outgoing> batch, Reason reason) {
        synchronized (this) {
            rows = Math.max(1, Math.min(rows, batch.size() / 2));
        }
        return refused(batch, reason);
    }

    private Verdict later(List<Outgoing> batch, Reason reason, @Nullable Duration after) {
        int tries = Math.min(STEEPEST, outlet.health().failed(reason));
        Duration pause = after != null ? after : outlet.limiter().backOff(tries, outlet.policy());
        outlet.limiter().pause(pause);
        return retried(batch, reason);
    }

    /** Whatever status an answer began with, none came: what is known is in Shaduf's own words. */
    private Verdict lost(List<Outgoing> batch, Reason reason) {
        outlet.health().failed(Reason.of(reason.text()));
        return retried(batch, reason);
    }

    private Verdict retried(List<Outgoing> batch, Reason reason) {
        Verdict verdict = new Verdict();
        for (Outgoing one : batch) {
            if (one.attempts() + 1 >= SUSPECT) {
                one.apart(batch.size() / 2);
            }
            again(one, reason, verdict);
        }
        return verdict;
    }

    private Verdict stopped(List<Outgoing> batch, Answer.Stop stop) {
        outlet.health().stopped(stop, outlet.settings().stopPause());
        Reason reason =
                new Reason(stop.code() + ": " + stop.reason().text(), stop.reason().httpStatus());
        Verdict verdict = new Verdict();
        batch.forEach(one -> again(one, reason, verdict));
        return verdict;
    }

    private void again(Outgoing one, Reason reason, Verdict verdict) {
        int tries = Math.min(STEEPEST, one.attempts() + 1);
        Duration pause = outlet.limiter().backOff(tries, outlet.policy());
        one.failed(reason, System.nanoTime() + pause.toNanos());
        if (outlet.hopeless().test(one)) {
            verdict.ends().add(new End(one, gaveUp(reason)));
        } else {
            outlet.tally().retried().increment();
            verdict.again().add(one);
        }
    }

    /** The reason of an event that is not tried any more. */
    static Reason gaveUp(Reason last) {
        return new Reason("GAVE_UP: " + last.text(), last.httpStatus());
    }
}
