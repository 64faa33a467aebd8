package dev.shaduf.destination.http;

import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Reason;

/**
 * Answers that stop a sync, each with what to do about it.
 *
 * @param destination the destination's name
 * @param auth the setting that holds the credentials
 */
record Advice(String destination, String auth, HttpObject object) {

    Answer forbiddenAddress(String address, String ip) {
        return new Answer.Stop(
                "FORBIDDEN",
                Reason.of(address + " is " + ip + ", a link-local or metadata address."),
                "Correct base_url of " + name() + ", or set allow_link_local: true there.",
                false);
    }

    Answer notFound(Reason reason, String address, Batch batch) {
        return stop(
                "NOT_FOUND",
                reason,
                address,
                "Correct base_url of " + name() + ", or " + setting(batch, "path") + " there.");
    }

    Answer authentication(Reason reason, String address) {
        String fix =
                auth.equals("auth")
                        ? "Add auth: to " + name() + "."
                        : "Check " + auth + " of " + name() + ".";
        return stop("AUTHENTICATION", reason, address, fix);
    }

    Answer proxy(Reason reason, String address) {
        String fix =
                "A proxy on the way wants credentials; set them for Java (-Dhttp.proxyUser …) or"
                        + " go around it.";
        return stop("AUTHENTICATION", reason, address, fix);
    }

    Answer forbidden(Reason reason, String address) {
        String fix =
                auth.equals("auth")
                        ? "Add auth: to " + name() + "; without it this is not allowed."
                        : "Give " + auth + " of " + name() + " the right to do this, in the tool.";
        return stop("FORBIDDEN", reason, address, fix);
    }

    Answer method(Reason reason, String address, Batch batch) {
        String fix =
                "Set " + setting(batch, "method") + " of " + name() + " to what the tool takes.";
        return stop("WRONG_SETTING", reason, address, fix);
    }

    Answer redirect(Reason reason, String address, String location) {
        String fix =
                "It points to "
                        + location
                        + ", and redirects are not followed; set base_url of "
                        + name()
                        + " to the final address.";
        return stop("WRONG_SETTING", reason, address, fix);
    }

    Answer noResults(Reply reply, String address) {
        String what =
                reply.cut()
                        ? "with more than " + (Channel.LIMIT >> 20) + " MB, which is not read"
                        : "without anything at " + object.results().at().text();
        return new Answer.Stop(
                "BAD_ANSWER",
                new Reason(address + " answered " + what + ".", reply.status()),
                "Compare objects."
                        + object.name()
                        + ".results of "
                        + name()
                        + " with what the tool answers.",
                true);
    }

    private String name() {
        return "destination " + destination;
    }

    private String setting(Batch batch, String key) {
        return "objects." + object.name() + "." + batch.action().word() + "." + key;
    }

    private static Answer stop(String code, Reason reason, String address, String fix) {
        String text = address + " answered " + reason.httpStatus() + ": " + reason.text();
        return new Answer.Stop(code, new Reason(text, reason.httpStatus()), fix, false);
    }
}
