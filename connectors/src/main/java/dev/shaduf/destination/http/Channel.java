package dev.shaduf.destination.http;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLException;

/**
 * Sends requests and waits for whole answers. Follows no redirect, reads at most {@link #LIMIT}
 * bytes of an answer and tells what failed before sending from what failed after. Safe to share
 * between threads.
 */
final class Channel implements AutoCloseable {

    /** The most that is read of an answer. */
    static final int LIMIT = 8 << 20;

    private static final int SHORTEST = 4;
    private static final String NEVER = "\0";

    private final HttpClient client;
    private final Duration timeout;
    private final boolean linkLocal;

    Channel(Duration timeout, boolean linkLocal) {
        this.timeout = timeout;
        this.linkLocal = linkLocal;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout)
                        .build();
    }

    Duration timeout() {
        return timeout;
    }

    /** Sends one request. */
    Exchange send(HttpRequest request) throws InterruptedException {
        URI uri = request.uri();
        try {
            String forbidden = linkLocal ? null : Addresses.forbidden(uri);
            if (forbidden != null) {
                return new Exchange.Forbidden(forbidden);
            }
        } catch (UnknownHostException e) {
            return new Exchange.NotSent("the host " + uri.getHost() + " is not known");
        }
        return exchange(request);
    }

    private Exchange exchange(HttpRequest request) throws InterruptedException {
        AtomicReference<@Nullable Integer> begun = new AtomicReference<>();
        CompletableFuture<HttpResponse<ReplyBody.Read>> future =
                client.sendAsync(
                        request,
                        info -> {
                            begun.set(info.statusCode());
                            return new ReplyBody(LIMIT);
                        });
        try {
            return answered(
                    future.get(timeout.toMillis(), TimeUnit.MILLISECONDS), credential(request));
        } catch (TimeoutException e) {
            return new Exchange.Lost(
                    "no whole answer within " + timeout.toSeconds() + " s", begun.get());
        } catch (ExecutionException e) {
            return failed(request.uri(), e.getCause(), begun.get());
        } finally {
            future.cancel(true);
        }
    }

    private static Exchange answered(HttpResponse<ReplyBody.Read> response, String credential) {
        ReplyBody.Read body = response.body();
        String text = body.text().replace(credential, "***");
        return new Exchange.Answered(
                new Reply(response.statusCode(), response.headers(), text, body.cut()));
    }

    /** What follows the scheme in {@code Authorization}: tools repeat it in their errors. */
    private static String credential(HttpRequest request) {
        String header = request.headers().firstValue("Authorization").orElse("");
        String value = header.substring(header.indexOf(' ') + 1);
        return value.length() < SHORTEST ? NEVER : value;
    }

    private Exchange failed(URI uri, @Nullable Throwable cause, @Nullable Integer begun) {
        String host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        for (Throwable e = cause; e != null; e = e.getCause()) {
            String why = unsent(e, host, begun);
            if (why != null) {
                return new Exchange.NotSent(why);
            }
        }
        if (cause instanceof IOException) {
            String what = begun == null ? "before it answered" : "in the middle of its answer";
            return new Exchange.Lost(host + " closed the connection " + what, begun);
        }
        throw new IllegalStateException("sending to " + host + " failed", cause);
    }

    /** Why nothing was sent; null where something may have been. */
    private @Nullable String unsent(Throwable e, String host, @Nullable Integer begun) {
        return switch (e) {
            case HttpConnectTimeoutException _ ->
                    host + " did not take the connection within " + timeout.toSeconds() + " s";
            case UnresolvedAddressException _ -> "the host " + host + " is not known";
            case UnknownHostException _ -> "the host " + host + " is not known";
            case ConnectException c when !(c.getCause() instanceof UnresolvedAddressException) ->
                    host + " refused the connection";
            case SSLException s when begun == null ->
                    "no secure connection to " + host + ": " + s.getMessage();
            default -> null;
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
