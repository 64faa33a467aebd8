package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an answer that tells of each row means for each. Used once, by one thread. */
final class RowByRow {

    private final Delivery delivery;
    private final Tool tool;
    private final Endings endings;
    private final Parcel parcel;
    private final Answer.Rows answer;
    private final Verdict verdict = Verdict.empty();
    private final List<Course> again = new ArrayList<>();
    private final List<Course> missing = new ArrayList<>();
    private @Nullable Reason wait;

    RowByRow(Delivery delivery, Tool tool, Endings endings, Parcel parcel, Answer.Rows answer) {
        this.delivery = delivery;
        this.tool = tool;
        this.endings = endings;
        this.parcel = parcel;
        this.answer = answer;
    }

    Verdict verdict() {
        List<RowResult> results = answer.results();
        for (int i = 0; i < parcel.rows().size(); i++) {
            judge(
                    parcel.rows().get(i),
                    i < results.size() ? results.get(i) : new RowResult.Missing());
        }
        Instant now = delivery.ticker().now();
        if (wait != null) {
            Duration pause = delivery.limiter().backOff(parcel.tries() + 1, delivery.policy());
            verdict.again().add(parcel.part(again, now.plus(pause), wait, false));
        }
        if (!missing.isEmpty()) {
            verdict.again().add(parcel.part(missing, now, noResult(), true));
        }
        return verdict;
    }

    private void judge(Course row, RowResult result) {
        switch (result) {
            case RowResult.Done(@Nullable String id) -> done(row, id, false);
            case RowResult.Accepted() -> done(row, null, true);
            case RowResult.Refused(Reason reason) -> end(endings.rejected(row, reason));
            case RowResult.Again(Reason reason) -> again(row, reason);
            case RowResult.Missing() -> missing(row);
        }
    }

    private void end(Outcome outcome) {
        verdict.outcomes().add(outcome);
    }

    private void done(Course row, @Nullable String id, boolean accepted) {
        if (row.advance(new Course.Done(id, accepted, answer.httpStatus()))) {
            verdict.next().add(row);
        } else {
            end(endings.delivered(row));
        }
    }

    private void again(Course row, Reason reason) {
        if (parcel.tries() < delivery.policy().retries()) {
            wait = reason;
            again.add(row);
        } else {
            end(endings.deferred(row, reason));
        }
    }

    private void missing(Course row) {
        row.doubt();
        if (!tool.harmlessAlone(parcel.action())) {
            // It may have arrived.
            end(endings.held(row, noResult()));
        } else if (parcel.askedAgain()) {
            end(endings.rejected(row, noResult()));
        } else {
            missing.add(row);
        }
    }

    private Reason noResult() {
        return new Reason("NO_RESULT: the answer says nothing of this row", answer.httpStatus());
    }
}
