package dev.feedhub.hub;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Receipt;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** A receipt: the item, and the count of indexed items at which it is in the store. */
final class IndexedReceipt implements Receipt {
    private final PublishedItem<?> item;
    private final long reached;
    private final IndexedCount indexed;

    IndexedReceipt(PublishedItem<?> item, long number, IndexedCount indexed) {
        this.item = item;
        this.reached = number + 1;
        this.indexed = indexed;
    }

    @Override
    public Cursor await(Context ctx) throws InterruptedException {
        Objects.requireNonNull(ctx, "ctx");
        indexed.lifecycle().requireOtherThread("Receipt.await");
        indexed.await(ctx, reached);
        return item.cursor();
    }

    @Override
    public CompletionStage<Cursor> toStage() {
        CompletableFuture<Cursor> stage = new CompletableFuture<>();
        // The default executor would have the hub start a thread for each stage where there are two cores.
        Executor elsewhere =
                ForkJoinPool.getCommonPoolParallelism() > 0 ? ForkJoinPool.commonPool() : stage.defaultExecutor();
        indexed.whenReached(reached, () -> elsewhere.execute(() -> complete(stage)));
        return stage.minimalCompletionStage();
    }

    private void complete(CompletableFuture<Cursor> stage) {
        if (indexed.hasReached(reached)) {
            stage.complete(item.cursor());
        } else {
            stage.completeExceptionally(indexed.lifecycle().failure());
        }
    }
}
