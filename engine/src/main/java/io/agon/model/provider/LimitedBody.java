package io.agon.model.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads the body of a reply up to a size, and gives up on a larger one. */
final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {

    private final int largest;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    private LimitedBody(int largest) {
        this.largest = largest;
    }

    /** The reply is larger than anything a model says. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1;

        TooLargeException(int largest) {
            super("over %d MiB".formatted(largest >> 20));
        }
    }

    /** Makes bodies of one exchange, and knows whether one began. */
    static final class Handler implements HttpResponse.BodyHandler<byte[]> {

        private final int largest;
        private volatile boolean begun;

        Handler(int largest) {
            this.largest = largest;
        }

        /** Whether status and headers came. */
        boolean begun() {
            return begun;
        }

        @Override
        public HttpResponse.BodySubscriber<byte[]> apply(HttpResponse.ResponseInfo info) {
            begun = true;
            return new LimitedBody(largest);
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription of) {
        subscription = of;
        of.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            if (bytes.size() + part.remaining() > largest) {
                if (subscription != null) {
                    subscription.cancel();
                }
                var unused = whole.completeExceptionally(new TooLargeException(largest));
                return;
            }
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
    }

    @Override
    public void onError(Throwable failure) {
        var unused = whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        var unused = whole.complete(bytes.toByteArray());
    }
}
