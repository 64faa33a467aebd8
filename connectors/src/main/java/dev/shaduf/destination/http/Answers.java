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
 *
 * @param destination the destination's name, for advice
 * @param auth the setting that holds the credentials
 */
record Answers(String destination, String auth, HttpObject object, List<String> match) {

    /** The meaning of how a request ended. {@code address} is its URL without the query. */
    Answer of(Exchange exchange, Batch batch, String address, Instant now) {
        return switch (exchange) {
            case Exchange.NotSent(String why) ->
                    new Answer.Later(Reason.of("UNREACHABLE: " + why), null);
            case Exchange.Lost(String why, Integer status) ->
                    new Answer.Unknown(new Reason(why, status));
            case Exchange.Forbidden(String ip) ->
                    new Answer.Stop(
                            "FORBIDDEN",
                            Reason.of(
                                    address + " is " + ip + ", a link-local or metadata address."),
                            "Correct base_url of destination "
                                    + destination
                                    + ", or set allow_link_local: true there.",
                            false);
            case Exchange.Answered(Reply reply) -> of(reply, batch, address, now);
        };
    }

    private Answer of(Reply reply, Batch batch, String address, Instant now) {
        if (reply.success()) {
            return success(reply, batch, address, now);
        }
        boolean gone = reply.status() == 404 || reply.status() == 410;
        if (gone && batch.action() == Action.DELETE) {
            return Answer.Rows.all(batch, new RowResult.Done(null), reply.status());
        }
        Reason reason = new Reason(words(reply, batch), reply.status());
        if (gone) {
            return object.call(batch.action()).single()
                    ? refused(batch, reason)
                    : stop("NOT_FOUND", reason, address, callSetting(batch));
        }
        return switch (reply.status()) {
            case 400, 409, 422 -> new Answer.Refused(reason);
            case 413 -> new Answer.TooLarge(reason);
            case 401 -> stop("AUTHENTICATION", reason, address, credentials());
            case 407 ->
                    stop(
                            "AUTHENTICATION",
                            reason,
                            address,
                            "A proxy on the way wants credentials; set them for Java"
                                    + " (-Dhttp.proxyUser …) or go around it.");
            case 403 ->
                    stop(
                            "FORBIDDEN",
                            reason,
                            address,
                            "Give the credentials of " + auth + " the right to do this.");
            case 405 -> stop("WRONG_SETTING", reason, address, methodSetting(batch));
            case 408, 425, 429 -> new Answer.Later(reason, reply.retryAfter(now));
            default -> other(reply, batch, reason, address, now);
        };
    }

    private Answer other(Reply reply, Batch batch, Reason reason, String address, Instant now) {
        int hundreds = reply.status() / 100;
        if (hundreds == 5) {
            return new Answer.Later(reason, reply.retryAfter(now));
        }
        if (hundreds == 4) {
            return refused(batch, reason);
        }
        String location = reply.headers().firstValue("location").orElse("elsewhere");
        return stop(
                "WRONG_SETTING",
                reason,
                address,
                "It points to "
                        + location
                        + ", and redirects are not followed; set base_url of destination "
                        + destination
                        + " to the final address.");
    }

    private Answer success(Reply reply, Batch batch, String address, Instant now) {
        if (reply.html()) {
            String text = "NOT_AN_API: " + address + " answered with a web page.";
            return new Answer.Later(new Reason(text, reply.status()), reply.retryAfter(now));
        }
        List<Json> found = found(reply);
        if (found != null) {
            Results.Sorted sorted =
                    object.results().sort(found, batch.rows(), match, reply.status());
            return new Answer.Rows(sorted.results(), reply.status(), sorted.strangers());
        }
        return told(reply, batch)
                ? Answer.Rows.all(batch, new RowResult.Done(null), reply.status())
                : untold(reply, address);
    }

    /** Whether an answer without results may stand for all rows. */
    private boolean told(Reply reply, Batch batch) {
        if (reply.cut()) {
            return !object.results().stated() && !reply.body().contains("\"results\"");
        }
        return !object.results().stated() || object.call(batch.action()).single();
    }

    private Answer untold(Reply reply, String address) {
        String what =
                reply.cut()
                        ? "with more than " + (Channel.LIMIT >> 20) + " MB, which is not read"
                        : "without anything at " + object.results().at().text();
        return new Answer.Stop(
                "BAD_ANSWER",
                new Reason(address + " answered " + what + ".", reply.status()),
                "Compare objects."
                        + object.name()
                        + ".results of destination "
                        + destination
                        + " with what the tool answers.",
                true);
    }

    private @Nullable List<Json> found(Reply reply) {
        if (!object.results().stated() && !reply.body().contains("\"results\"")) {
            return null;
        }
        Json json = reply.json();
        return json == null ? null : object.results().in(json);
    }

    /** The tool's message for the row where it is one and has one, else its words for all. */
    private String words(Reply reply, Batch batch) {
        List<Json> found = batch.rows().size() == 1 ? found(reply) : null;
        if (found != null) {
            Results.Sorted sorted =
                    object.results().sort(found, batch.rows(), match, reply.status());
            if (sorted.results().getFirst() instanceof RowResult.Refused(Reason reason)) {
                return reason.text();
            }
        }
        return reply.words();
    }

    private static Answer refused(Batch batch, Reason reason) {
        return Answer.Rows.all(batch, new RowResult.Refused(reason), reason.httpStatus());
    }

    private static Answer stop(String code, Reason reason, String address, String fix) {
        String text = address + " answered " + reason.httpStatus() + ": " + reason.text();
        return new Answer.Stop(code, new Reason(text, reason.httpStatus()), fix, false);
    }

    private String credentials() {
        return auth.equals("auth")
                ? "Add auth: to destination " + destination + "."
                : "Check " + auth + " of destination " + destination + ".";
    }

    private String callSetting(Batch batch) {
        return "Correct base_url of destination "
                + destination
                + ", or objects."
                + object.name()
                + "."
                + batch.action().word()
                + ".path there.";
    }

    private String methodSetting(Batch batch) {
        String setting = "objects." + object.name() + "." + batch.action().word() + ".method";
        return "Set " + setting + " of destination " + destination + " to what the tool takes.";
    }
}
