package dev.shaduf.destination.http;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads the body of an answer up to a limit; the rest is not read. One for each answer. */
final class ReplyBody implements HttpResponse.BodySubscriber<ReplyBody.Read> {

    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Read> done = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    ReplyBody(int limit) {
        this.limit = limit;
    }

    /** A body as text, and whether there was more. */
    record Read(String text, boolean cut) {}

    @Override
    public CompletionStage<Read> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[Math.min(buffer.remaining(), limit - bytes.size())];
            buffer.get(part);
            bytes.writeBytes(part);
            if (buffer.hasRemaining()) {
                finish(true);
                if (subscription != null) {
                    subscription.cancel();
                }
                return;
            }
        }
    }

    @Override
    public void onError(Throwable e) {
        done.completeExceptionally(e);
    }

    @Override
    public void onComplete() {
        finish(false);
    }

    private void finish(boolean cut) {
        done.complete(new Read(bytes.toString(StandardCharsets.UTF_8), cut));
    }
}
