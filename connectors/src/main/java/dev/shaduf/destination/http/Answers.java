package dev.shaduf.destination.http;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What an answer means for the rows of its request: the table "HTTP answers" of {@code syncs.md}.
 */
record Answers(HttpObject object, List<String> match, Advice advice) {

    /** The meaning of how a request ended. {@code address} is its URL without the query. */
    Answer of(Exchange exchange, Batch batch, String address, Instant now) {
        return switch (exchange) {
            case Exchange.NotSent(String why) ->
                    new Answer.Later(Reason.of("UNREACHABLE: " + why), null);
            case Exchange.Lost(String why, Integer status) ->
                    new Answer.Unknown(new Reason(why, status));
            case Exchange.Forbidden(String ip) -> advice.forbiddenAddress(address, ip);
            case Exchange.Answered(Reply reply) when reply.success() ->
                    success(reply, batch, address, now);
            case Exchange.Answered(Reply reply) -> failure(reply, batch, address, now);
        };
    }

    private Answer failure(Reply reply, Batch batch, String address, Instant now) {
        Reason reason = new Reason(words(reply, batch), reply.status());
        return switch (reply.status()) {
            case 404, 410 -> gone(batch, address, reason);
            case 400, 409, 422 -> new Answer.Refused(reason);
            case 413 -> new Answer.TooLarge(reason);
            case 401 -> advice.authentication(reason, address);
            case 407 -> advice.proxy(reason, address);
            case 403 -> advice.forbidden(reason, address);
            case 405 -> advice.method(reason, address, batch);
            case 408, 425, 429 -> new Answer.Later(reason, reply.retryAfter(now));
            default -> other(reply, batch, address, now, reason);
        };
    }

    private Answer gone(Batch batch, String address, Reason reason) {
        if (batch.action() == Action.DELETE) {
            return Answer.Rows.all(batch, new RowResult.Done(null), reason.httpStatus());
        }
        return object.call(batch.action()).single()
                ? refused(batch, reason)
                : advice.notFound(reason, address, batch);
    }

    private Answer other(Reply reply, Batch batch, String address, Instant now, Reason reason) {
        return switch (reply.status() / 100) {
            case 4 -> refused(batch, reason);
            case 5 -> new Answer.Later(reason, reply.retryAfter(now));
            default -> {
                String location = reply.headers().firstValue("location").orElse("elsewhere");
                yield advice.redirect(reason, address, location);
            }
        };
    }

    private Answer success(Reply reply, Batch batch, String address, Instant now) {
        if (reply.html()) {
            String text = "NOT_AN_API: " + address + " answered with a web page.";
            return new Answer.Later(new Reason(text, reply.status()), reply.retryAfter(now));
        }
        List<Json> found = found(reply);
        if (found != null) {
            Results.Sorted sorted = sorted(found, reply, batch);
            return new Answer.Rows(sorted.results(), reply.status(), sorted.strangers());
        }
        return told(reply, batch)
                ? Answer.Rows.all(batch, new RowResult.Done(null), reply.status())
                : advice.noResults(reply, address);
    }

    /** Whether an answer without results may stand for all rows. */
    private boolean told(Reply reply, Batch batch) {
        if (reply.cut()) {
            return !object.results().stated() && !reply.body().contains("\"results\"");
        }
        return !object.results().stated() || object.call(batch.action()).single();
    }

    private @Nullable List<Json> found(Reply reply) {
        if (!object.results().stated() && !reply.body().contains("\"results\"")) {
            return null;
        }
        Json json = reply.json();
        return json == null ? null : object.results().in(json);
    }

    private Results.Sorted sorted(List<Json> found, Reply reply, Batch batch) {
        return object.results().sort(found, batch.rows(), match, reply.status());
    }

    /** The tool's message for the row where it is one and has one, else its words for all. */
    private String words(Reply reply, Batch batch) {
        List<Json> found = batch.rows().size() == 1 ? found(reply) : null;
        return found != null
                        && sorted(found, reply, batch).results().getFirst()
                                instanceof RowResult.Refused(Reason reason)
                ? reason.text()
                : reply.words();
    }

    private static Answer refused(Batch batch, Reason reason) {
        return Answer.Rows.all(batch, new RowResult.Refused(reason), reason.httpStatus());
    }
}
