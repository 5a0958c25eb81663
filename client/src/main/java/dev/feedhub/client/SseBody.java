package dev.feedhub.client;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that goes on for ever, taken piece by piece. No piece is asked for before the one before was taken, so that a taker who
 * does not take has the node wait, and not this fill up.
 */
final class SseBody implements BodySubscriber<SseBody> {
    private final Monitor monitor;

    // guarded by monitor
    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
    private Flow.@Nullable Subscription subscription;
    private boolean cancelled;
    private boolean ended;

    /** Changes a monitor when there is something to take, or nothing will come any more. */
    SseBody(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public CompletionStage<SseBody> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        boolean unwanted = monitor.with(() -> {
            subscription = given;
            return cancelled;
        });
        if (unwanted) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        monitor.change(() -> pieces.addAll(piece));
    }

    @Override
    public void onError(Throwable cut) {
        monitor.change(() -> ended = true);
    }

    @Override
    public void onComplete() {
        monitor.change(() -> ended = true);
    }

    // ---- the taker

    /** What came since the last call, if anything. */
    List<ByteBuffer> take() {
        List<ByteBuffer> taken = monitor.with(() -> {
            List<ByteBuffer> all = List.copyOf(pieces);
            pieces.clear();
            return all;
        });
        Flow.Subscription open = monitor.with(() -> subscription);
        if (open != null && !taken.isEmpty()) {
            open.request(1);
        }
        return taken;
    }

    /** Whether there is something to take, or the end to be seen; within the monitor. */
    boolean isReady() {
        return ended || !pieces.isEmpty();
    }

    /** Whether all was taken and no more will come. */
    boolean isOver() {
        return monitor.with(() -> ended && pieces.isEmpty());
    }

    void cancel() {
        Flow.Subscription open = monitor.with(() -> {
            cancelled = true;
            ended = true;
            return subscription;
        });
        if (open != null) {
            open.cancel();
        }
    }
}
